package dev.sprue.gateway.deployments;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the callers of one resource can list.
 *
 * @param since when the configuration was read that it comes from
 * @param catalogue the models that can be deployed, each version once, in the order of the configuration
 * @param deployments the resource's own, in the order of the configuration
 */
public record ResourceModels(Instant since, List<CatalogModel> catalogue, List<Deployment> deployments) {

    /** Copies the lists. */
    public ResourceModels {
        catalogue = List.copyOf(catalogue);
        deployments = List.copyOf(deployments);
    }

    /** The model with that id; of a name without version the newest one. In any case. */
    public Optional<CatalogModel> model(String idOrName) {
        return catalogue.stream()
                .filter(model -> model.id().equalsIgnoreCase(idOrName))
                .findFirst()
                .or(() -> catalogue.stream()
                        .filter(model -> model.name().equalsIgnoreCase(idOrName))
                        .max(Comparator.comparing(CatalogModel::version, CatalogModel.VERSIONS)));
    }

    /** The deployment of that name, in any case. */
    public Optional<Deployment> deployment(String name) {
        return deployments.stream()
                .filter(deployment -> deployment.name().equalsIgnoreCase(name))
                .findFirst();
    }
}
