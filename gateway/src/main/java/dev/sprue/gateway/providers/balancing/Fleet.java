package dev.sprue.gateway.providers.balancing;

import dev.sprue.gateway.config.DeploymentConfig.Affinity;
import dev.sprue.gateway.config.ProbeConfig;
import dev.sprue.gateway.config.ResilienceConfig;
import dev.sprue.gateway.http.upstream.UpstreamEndpoint;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that is known of providers, kept from one configuration to the next: a place that both have (the same provider at the
 * same address, with the same model) keeps its breaker, its latency and its calls under way. A place that a new configuration
 * lacks is forgotten here; calls that began under the old one may go there, and once more, for as long as they run.
 *
 * <p>Its lock is for configurations, never for calls.
 */
public final class Fleet implements AutoCloseable {

    private record Place(String provider, Optional<UpstreamEndpoint> endpoint, String modelId) {}

    private record Named(Health health, ResilienceConfig settings, boolean alone) {

        /** Named once more. */
        Named and(Named other) {
            return new Named(health, settings, alone && other.alone);
        }
    }

    private record Watched(UpstreamEndpoint endpoint, ProbeConfig how) {}

    private final AttemptListener listener;
    private final Map<Place, Health> known = new HashMap<>();
    private final Map<Watched, Probe> probes = new HashMap<>();

    /** @param listener hears what happens */
    public Fleet(AttemptListener listener) {
        this.listener = listener;
    }

    /** Begins to read a new configuration, which takes the place of the last one with {@link Renewal#done}. */
    public Renewal renew() {
        return new Renewal();
    }

    private synchronized Health health(Place place, ResilienceConfig settings) {
        return known.computeIfAbsent(
                place, unknown -> new Health(unknown.provider, unknown.modelId, settings, listener, System.nanoTime()));
    }

    private synchronized void done(Map<Place, Named> named, Map<Watched, Set<Health>> watched) {
        named.values().forEach(one -> one.health.configured(one.settings, one.alone));
        known.keySet().retainAll(named.keySet());
        probes.forEach((what, probe) -> {
            if (!watched.containsKey(what)) {
                probe.close();
            }
        });
        probes.keySet().retainAll(watched.keySet());
        watched.forEach((what, healths) -> probes.computeIfAbsent(what, absent -> new Probe(what.endpoint, what.how))
                .watches(healths));
    }

    @Override
    public synchronized void close() {
        probes.values().forEach(Probe::close);
        probes.clear();
    }

    /** A configuration that is being read. */
    public final class Renewal {

        private final Map<Place, Named> named = new HashMap<>();
        private final Map<Watched, Set<Health>> watched = new HashMap<>();

        private Renewal() {}

        /**
         * What answers the calls to one deployment.
         *
         * @param candidates the providers of its model, at least one
         * @param affinity what keeps its calls together
         */
        public Backend backend(List<Candidate> candidates, Affinity affinity) {
            Candidate first = candidates.getFirst();
            if (candidates.size() == 1 && isPlain(first.settings())) {
                return new SoleBackend(first.model(), first.provider());
            }
            boolean alone = candidates.size() == 1;
            List<Member> members = candidates.stream()
                    .map(candidate -> member(candidate, alone))
                    .toList();
            return new BalancedBackend(new Pool(members, affinity), listener);
        }

        private static boolean isPlain(ResilienceConfig settings) {
            return settings.retries().max() == 0
                    && settings.breaker().isEmpty()
                    && settings.probe().isEmpty();
        }

        private Member member(Candidate candidate, boolean alone) {
            Place place = new Place(
                    candidate.model().provider(),
                    candidate.endpoint(),
                    candidate.model().modelId());
            Health health = health(place, candidate.settings());
            named.merge(place, new Named(health, candidate.settings(), alone), Named::and);
            candidate.settings().probe().ifPresent(how -> candidate
                    .endpoint()
                    .ifPresent(endpoint -> watched.computeIfAbsent(
                                    new Watched(endpoint, how), unwatched -> new HashSet<>())
                            .add(health)));
            return Member.of(candidate.model(), candidate.provider(), health);
        }

        /** Calls begin on this configuration from now on; what it lacks is forgotten. */
        public void done() {
            Fleet.this.done(named, watched);
        }
    }
}
