package dev.sprue.gateway.deployments;

/**
 * A place where a catalog model can be called.
 *
 * @param provider the provider's name
 * @param modelId what the provider calls the model
 * @param traits what its server takes and gives
 */
public record ProviderModel(String provider, String modelId, ProviderTraits traits) {

    /** By the names alone, whose hashes are kept: one of these is looked up in every call. */
    @Override
    public int hashCode() {
        return 31 * provider.hashCode() + modelId.hashCode();
    }
}
