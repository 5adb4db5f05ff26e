package dev.sprue.gateway.control;

import dev.sprue.gateway.config.ModelOffers;
import dev.sprue.gateway.config.Names;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What one configuration declares, found by name. */
final class Declarations {

    private final Declared source;
    private final ModelOffers offers;
    private final Map<String, DeclaredResource> resources = new LinkedHashMap<>();

    Declarations(Declared source) {
        this.source = source;
        this.offers = ModelOffers.of(source.config());
        for (int i = 0; i < source.config().resources().size(); i++) {
            DeclaredResource resource = DeclaredResource.of(source, i, offers);
            resources.put(resource.folded(), resource);
        }
    }

    /** Whether these are the declarations of that configuration. */
    boolean areOf(Declared declared) {
        return source == declared;
    }

    /** What can be deployed. */
    ModelOffers offers() {
        return offers;
    }

    /** The resources by their folded names, in the order of the file. */
    Map<String, DeclaredResource> resources() {
        return resources;
    }

    /** The resource of that name. */
    Optional<DeclaredResource> find(String name) {
        return Optional.ofNullable(resources.get(Names.folded(name)));
    }

    /**
     * The resource of that name.
     *
     * @throws dev.sprue.gateway.error.FailureException 404 where none is declared
     */
    DeclaredResource resource(String name) {
        return find(name).orElseThrow(() -> Declared.unknown(name));
    }
}
