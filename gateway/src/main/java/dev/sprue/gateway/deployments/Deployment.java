package dev.sprue.gateway.deployments;

import java.util.List;

/**
 * A name for a model under a configuration.
 *
 * @param resource the resource that it belongs to
 * @param name as written; compared without case
 * @param isDefault whether it answers calls that name no model
 * @param model the model
 * @param sku its capacity type
 * @param candidates the providers that serve the model, as the configuration orders them, at least one
 */
public record Deployment(
        String resource,
        String name,
        boolean isDefault,
        CatalogModel model,
        String sku,
        List<ProviderModel> candidates) {

    /** By the names alone, whose hashes are kept: one of these is looked up in every call. */
    @Override
    public int hashCode() {
        return 31 * resource.hashCode() + name.hashCode();
    }
}
