package dev.sprue.gateway.deployments;

/**
 * A place where a catalog model can be called.
 *
 * @param provider the provider's name
 * @param modelId what the provider calls the model
 * @param traits what its server takes and gives
 * @param weight its share of the calls beside the shares of others with the same priority, at least 1
 * @param priority others are asked only when none with a lower one can answer
 */
public record ProviderModel(String provider, String modelId, ProviderTraits traits, int weight, int priority) {

    /** A place like any other. */
    public ProviderModel(String provider, String modelId, ProviderTraits traits) {
        this(provider, modelId, traits, 1, 1);
    }

    /** By the names alone, whose hashes are kept: one of these is looked up in every call. */
    @Override
    public int hashCode() {
        return 31 * provider.hashCode() + modelId.hashCode();
    }
}
