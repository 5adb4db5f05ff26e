package dev.sprue.gateway.config;

/**
 * A model at one provider.
 *
 * @param provider the provider's name
 * @param model what the configuration says of it, or what is built in
 */
public record ModelOffer(String provider, ModelConfig model) {}
