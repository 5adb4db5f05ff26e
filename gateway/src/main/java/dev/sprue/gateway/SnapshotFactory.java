package dev.sprue.gateway;

import dev.sprue.gateway.auth.Authenticator;
import dev.sprue.gateway.auth.Hosts;
import dev.sprue.gateway.auth.Keyring;
import dev.sprue.gateway.auth.NetworkRules;
import dev.sprue.gateway.auth.Principal;
import dev.sprue.gateway.auth.ResourceAccess;
import dev.sprue.gateway.config.DeploymentConfig;
import dev.sprue.gateway.config.DeploymentConfig.Affinity;
import dev.sprue.gateway.config.ModelRef;
import dev.sprue.gateway.config.Names;
import dev.sprue.gateway.config.ResourceConfig;
import dev.sprue.gateway.config.SprueConfig;
import dev.sprue.gateway.control.ControlState;
import dev.sprue.gateway.control.KeptKeys;
import dev.sprue.gateway.control.ManagedDeployment;
import dev.sprue.gateway.control.ModelChoice;
import dev.sprue.gateway.deployments.Deployment;
import dev.sprue.gateway.deployments.ResourceModels;
import dev.sprue.gateway.deployments.Router;
import dev.sprue.gateway.deployments.UnservedDeployment;
import dev.sprue.gateway.http.Headers;
import dev.sprue.gateway.pipeline.ResourceFacts;
import dev.sprue.gateway.pipeline.Snapshot;
import dev.sprue.gateway.providers.adaptation.Adaptations;
import dev.sprue.gateway.providers.balancing.Backend;
import dev.sprue.gateway.providers.balancing.Fleet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From the configuration, which has been checked, and what the database adds to it, to the snapshot that calls run on. */
final class SnapshotFactory {

    private final Adaptations adaptations;
    private final Fleet fleet;
    private final Instant since;

    /**
     * @param fleet what is known of providers from one snapshot to the next
     * @param since when the service started
     */
    SnapshotFactory(Adaptations adaptations, Fleet fleet, Instant since) {
        this.adaptations = adaptations;
        this.fleet = fleet;
        this.since = since;
    }

    /**
     * A snapshot, and what else there is to know of it.
     *
     * @param snapshot what calls run on
     * @param usesBuiltIn whether any deployment's model is a built-in one
     * @param unserved the deployments that cannot be called, since no provider serves their model
     * @param renewal to be done once calls begin on the snapshot
     */
    record Made(Snapshot snapshot, boolean usesBuiltIn, List<UnservedDeployment> unserved, Fleet.Renewal renewal) {}

    /** Deployments that are being collected. */
    private static final class Collected {

        private final List<Deployment> deployments = new ArrayList<>();
        private final Map<Deployment, Backend> backends = new HashMap<>();
        private final List<UnservedDeployment> unserved = new ArrayList<>();
        private boolean usesBuiltIn;
    }

    /**
     * Makes the next snapshot. It changes nothing that calls on the one before run on.
     *
     * @param config what is declared
     * @param state what the database holds beside that
     * @param providers the providers of that configuration
     */
    Made make(SprueConfig config, ControlState state, ProviderSet providers) {
        Fleet.Renewal renewal = fleet.renew();
        ServedModels models = new ServedModels(config, providers, adaptations, renewal);
        Map<String, Principal> keys = new HashMap<>();
        Map<String, ResourceAccess> access = new HashMap<>();
        Map<String, ResourceFacts> facts = new HashMap<>();
        Collected all = new Collected();
        for (ResourceConfig resource : config.resources()) {
            String folded = Names.folded(resource.name());
            keys(resource, state.keys().getOrDefault(folded, KeptKeys.NONE), keys);
            access.put(
                    resource.name(),
                    new ResourceAccess(!resource.disableLocalAuth(), new NetworkRules(resource.network())));
            int first = all.deployments.size();
            collect(resource, state.deployments().getOrDefault(folded, List.of()), models, all);
            List<Deployment> own = all.deployments.subList(first, all.deployments.size());
            facts.put(
                    resource.name(),
                    new ResourceFacts(
                            Headers.value(resource.location()), new ResourceModels(since, models.catalogue(), own)));
        }
        Hosts hosts = new Hosts(config.listen(), access.keySet());
        Snapshot snapshot = new Snapshot(
                new Authenticator(hosts, new Keyring(keys), access),
                facts,
                new Router(all.deployments, all.unserved),
                all.backends,
                providers.calls());
        return new Made(snapshot, all.usesBuiltIn, List.copyOf(all.unserved), renewal);
    }

    private static void keys(ResourceConfig resource, KeptKeys kept, Map<String, Principal> keys) {
        KeptKeys valid = kept.under(resource.keys());
        valid.key1().ifPresent(key -> keys.put(key.value(), new Principal(resource.name(), "key1")));
        valid.key2().ifPresent(key -> keys.put(key.value(), new Principal(resource.name(), "key2")));
    }

    /** What the file declares hides what the management API made under the same name. */
    private static void collect(
            ResourceConfig resource, List<ManagedDeployment> made, ServedModels models, Collected all) {
        Set<String> declared = new HashSet<>();
        for (DeploymentConfig deployment : resource.deployments()) {
            declared.add(Names.folded(deployment.name()));
            collect(
                    new Named(
                            resource.name(),
                            deployment.name(),
                            deployment.isDefault(),
                            deployment.model(),
                            deployment.sku().name(),
                            deployment.affinity()),
                    models,
                    all);
        }
        for (ManagedDeployment deployment : made) {
            if (!declared.contains(Names.folded(deployment.name()))) {
                collect(
                        new Named(
                                resource.name(),
                                deployment.name(),
                                false,
                                reference(deployment.spec().model()),
                                deployment.spec().sku().name(),
                                Affinity.none),
                        models,
                        all);
            }
        }
    }

    /** A deployment, whoever made it. */
    private record Named(
            String resource, String name, boolean isDefault, ModelRef model, String sku, Affinity affinity) {}

    private static void collect(Named named, ServedModels models, Collected all) {
        Optional<ServedModels.Served> served = models.of(named.model, named.sku);
        if (served.isEmpty()) {
            all.unserved.add(new UnservedDeployment(named.resource, named.name, described(named.model)));
            return;
        }
        Deployment deployment = new Deployment(
                named.resource,
                named.name,
                named.isDefault,
                served.get().model(),
                named.sku,
                served.get().places());
        all.deployments.add(deployment);
        all.backends.put(deployment, models.backend(served.get(), named.affinity));
        all.usesBuiltIn |= served.get().isBuiltIn();
    }

    private static ModelRef reference(ModelChoice model) {
        return new ModelRef(model.format(), model.name(), model.version());
    }

    private static String described(ModelRef model) {
        return model.name() + " of " + model.format()
                + model.version().map(version -> ", version " + version).orElse("");
    }
}
