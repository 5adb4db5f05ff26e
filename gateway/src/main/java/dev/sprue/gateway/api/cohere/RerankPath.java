package dev.sprue.gateway.api.cohere;

import java.util.Optional;

/** The versions of the route, each on two paths: Cohere's own, and the one of Azure AI Foundry. */
enum RerankPath {
    V1("1", "/v1/rerank"),
    V2("2", "/v2/rerank");

    private static final String FOUNDRY = "/providers/cohere";

    private final String version;
    private final String path;

    RerankPath(String version, String path) {
        this.version = version;
        this.path = path;
    }

    /** What answers call the version. */
    String version() {
        return version;
    }

    /** Whether a path is of this API: one of its routes, or anything below Foundry's prefix for it. */
    static boolean owns(String path) {
        return path.equals(FOUNDRY) || path.startsWith(FOUNDRY + "/") || of(path).isPresent();
    }

    /** The route of a path; empty if there is none. A client given an address that ends in a slash sends two. */
    static Optional<RerankPath> of(String sent) {
        String path = sent.startsWith("//") ? sent.substring(1) : sent;
        String route = path.startsWith(FOUNDRY + "/") ? path.substring(FOUNDRY.length()) : path;
        for (RerankPath known : values()) {
            if (route.equals(known.path) || route.equals("/" + known.path)) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }
}
