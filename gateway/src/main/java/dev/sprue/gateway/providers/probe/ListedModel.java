package dev.sprue.gateway.providers.probe;

import dev.sprue.gateway.config.ModelConfig.Capability;
import java.util.List;
import java.util.OptionalInt;

/**
 * A model as a provider lists it.
 *
 * @param id what the provider calls it
 * @param name what to call it in the catalog: the id without the folders that some have before it, or the model of a deployment
 * @param publisher who made it, as far as the list tells; else the provider
 * @param capabilities what it can do, as far as the list, or else its name, tells; at least one
 * @param contextLength tokens that fit into it, where the list tells
 */
public record ListedModel(
        String id, String name, String publisher, List<Capability> capabilities, OptionalInt contextLength) {}
