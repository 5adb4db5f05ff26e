package dev.sprue.gateway.testing;

import dev.sprue.gateway.config.DeploymentConfig.Affinity;
import dev.sprue.gateway.config.ResilienceConfig;
import dev.sprue.gateway.config.Secret;
import dev.sprue.gateway.deployments.Deployment;
import dev.sprue.gateway.deployments.ProviderModel;
import dev.sprue.gateway.deployments.ProviderTraits;
import dev.sprue.gateway.providers.Provider;
import dev.sprue.gateway.providers.adaptation.Adaptations;
import dev.sprue.gateway.providers.balancing.Backend;
import dev.sprue.gateway.providers.balancing.Candidate;
import dev.sprue.gateway.providers.balancing.Fleet;
import dev.sprue.gateway.providers.openai.OpenAiProviders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The providers behind a {@link Rig}, each of which serves all its deployments.
 *
 * @param each the providers
 * @param affinity what keeps the calls to a deployment together
 */
public record RigProviders(List<Each> each, Affinity affinity) {

    /**
     * One of them.
     *
     * @param provider whatever it calls itself, in the ledger and in errors
     * @param settings how calls go on when it fails
     * @param weight its share of the calls
     * @param priority when it is asked
     */
    public record Each(Provider provider, ResilienceConfig settings, int weight, int priority) {

        /** An OpenAI-compatible upstream on that port of loopback. */
        public static Each at(String name, int port, ResilienceConfig settings, int priority, Rig.Bounds bounds) {
            Provider provider = OpenAiProviders.at(
                    name,
                    "http://127.0.0.1:" + port + "/v1",
                    Optional.of(new Secret(Rig.UPSTREAM_KEY)),
                    bounds.upstream(),
                    bounds.maxAnswerMb());
            return new Each(provider, settings, 1, priority);
        }
    }

    /** One alone, with which nothing is balanced. */
    static RigProviders only(Provider provider) {
        return new RigProviders(List.of(new Each(provider, ResilienceConfig.USUAL, 1, 1)), Affinity.none);
    }

    /** Where a model is called by that id. */
    List<ProviderModel> candidates(String modelId, ProviderTraits traits) {
        List<ProviderModel> candidates = new ArrayList<>();
        for (Each one : each) {
            // One alone has the rig's name for it, so that tests need not agree with it about that.
            String name = each.size() == 1 ? Rig.PROVIDER : one.provider().name();
            candidates.add(new ProviderModel(name, modelId, traits, one.weight(), one.priority()));
        }
        return candidates;
    }

    /** What answers the calls to each deployment. */
    Map<Deployment, Backend> backends(List<Deployment> deployments, Adaptations adaptations, Fleet fleet) {
        Map<Deployment, Backend> backends = new HashMap<>();
        Fleet.Renewal renewal = fleet.renew();
        for (Deployment deployment : deployments) {
            List<Candidate> candidates = new ArrayList<>();
            for (int i = 0; i < each.size(); i++) {
                Each one = each.get(i);
                ProviderModel model = deployment.candidates().get(i);
                candidates.add(new Candidate(
                        model,
                        adaptations.around(one.provider(), deployment.model(), model.traits()),
                        one.provider().endpoint(),
                        one.settings()));
            }
            backends.put(deployment, renewal.backend(candidates, affinity));
        }
        renewal.done();
        return backends;
    }
}
