package dev.sprue.gateway.deployments;

/**
 * A place where a catalog model can be called.
 *
 * @param provider the provider's name
 * @param modelId what the provider calls the model
 */
public record ProviderModel(String provider, String modelId) {}
