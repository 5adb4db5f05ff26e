package dev.sprue.gateway.auth;

import dev.sprue.gateway.config.Listen;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which resource a host name stands for. Immutable. */
public final class Hosts {

    private final Map<String, String> resources;
    private final boolean strict;

    /**
     * Gives each resource its host names.
     *
     * @param resources the names of all resources
     */
    public Hosts(Listen listen, Collection<String> resources) {
        Map<String, String> byHost = new HashMap<>();
        resources.forEach(resource -> listen.hostNames(resource).forEach(host -> byHost.put(host, resource)));
        this.resources = Map.copyOf(byHost);
        this.strict = listen.strictHosts();
    }

    /** The resource that a host names, which is given in lower case and without port; empty for any other host. */
    public Optional<String> resource(String host) {
        return Optional.ofNullable(resources.get(host));
    }

    /** Whether calls to that host are served: all are, or those of the resources alone. */
    public boolean isServed(String host) {
        return !strict || resources.containsKey(host);
    }
}
