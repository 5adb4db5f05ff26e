package dev.sprue.gateway.pipeline;

import dev.sprue.gateway.deployments.ResourceModels;

/**
 * What answers tell of the caller's resource.
 *
 * @param region where it says that it is, ready to be sent
 * @param models what its callers can list
 */
public record ResourceFacts(CharSequence region, ResourceModels models) {}
