package dev.sprue.gateway.deployments;

import dev.sprue.gateway.config.ModelOffers;
import dev.sprue.gateway.config.Names;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the callers of one resource can list. Immutable. */
public final class ResourceModels {

    private final Instant since;
    private final List<CatalogModel> catalogue;
    private final List<Deployment> deployments;
    private final Map<String, Deployment> byName = new HashMap<>();

    /**
     * Copies the lists.
     *
     * @param since when the service started
     * @param catalogue the models that can be deployed, each version once, in the order of the configuration
     * @param deployments the resource's own: those of the configuration in its order, then the others in that of their names
     */
    public ResourceModels(Instant since, List<CatalogModel> catalogue, List<Deployment> deployments) {
        this.since = since;
        this.catalogue = List.copyOf(catalogue);
        this.deployments = List.copyOf(deployments);
        deployments.forEach(deployment -> byName.put(Names.folded(deployment.name()), deployment));
    }

    /** When the service started. */
    public Instant since() {
        return since;
    }

    /** The models that can be deployed, each version once, in the order of the configuration. */
    public List<CatalogModel> catalogue() {
        return catalogue;
    }

    /** The resource's own: those of the configuration in its order, then the others in that of their names. */
    public List<Deployment> deployments() {
        return deployments;
    }

    /** The model with that id; of a name without version the newest one. In any case. */
    public Optional<CatalogModel> model(String idOrName) {
        return catalogue.stream()
                .filter(model -> model.id().equalsIgnoreCase(idOrName))
                .findFirst()
                .or(() -> catalogue.stream()
                        .filter(model -> model.name().equalsIgnoreCase(idOrName))
                        .max(Comparator.comparing(CatalogModel::version, ModelOffers.VERSIONS)));
    }

    /** The deployment of that name, in any case. */
    public Optional<Deployment> deployment(String name) {
        return Optional.ofNullable(byName.get(Names.folded(name)));
    }
}
