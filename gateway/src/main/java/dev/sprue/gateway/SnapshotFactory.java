package dev.sprue.gateway;

import dev.sprue.gateway.auth.Authenticator;
import dev.sprue.gateway.auth.KeyStore;
import dev.sprue.gateway.auth.Keyring;
import dev.sprue.gateway.auth.NetworkRules;
import dev.sprue.gateway.auth.Principal;
import dev.sprue.gateway.auth.ResourceAccess;
import dev.sprue.gateway.auth.ResourceKeys;
import dev.sprue.gateway.config.BuiltinModels;
import dev.sprue.gateway.config.DeploymentConfig;
import dev.sprue.gateway.config.ModelConfig;
import dev.sprue.gateway.config.ModelRef;
import dev.sprue.gateway.config.ProviderConfig;
import dev.sprue.gateway.config.ProviderType;
import dev.sprue.gateway.config.ResourceConfig;
import dev.sprue.gateway.config.SprueConfig;
import dev.sprue.gateway.deployments.Deployment;
import dev.sprue.gateway.deployments.ProviderModel;
import dev.sprue.gateway.deployments.Router;
import dev.sprue.gateway.pipeline.Snapshot;
import dev.sprue.gateway.providers.Provider;
import dev.sprue.gateway.providers.adaptation.Adaptations;
import dev.sprue.gateway.providers.builtin.BuiltinProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** From the configuration, which has been checked, to the snapshot that calls run on. */
final class SnapshotFactory {

    private record Offer(String provider, ModelConfig model) {

        boolean matches(ModelRef ref) {
            return model.format().equals(ref.format()) && model.name().equals(ref.name());
        }
    }

    private final KeyStore keyStore;
    private final Adaptations adaptations;

    SnapshotFactory(KeyStore keyStore, Adaptations adaptations) {
        this.keyStore = keyStore;
        this.adaptations = adaptations;
    }

    Snapshot make(SprueConfig config, Map<String, Provider> providers) {
        List<Offer> offers = offers(config.providers());
        Map<String, Principal> keys = new HashMap<>();
        Map<String, ResourceAccess> access = new HashMap<>();
        List<Deployment> deployments = new ArrayList<>();
        for (ResourceConfig resource : config.resources()) {
            ResourceKeys made = keyStore.keys(resource.name(), resource.keys());
            keys.put(made.key1().value(), new Principal(resource.name(), "key1"));
            keys.put(made.key2().value(), new Principal(resource.name(), "key2"));
            access.put(
                    resource.name(),
                    new ResourceAccess(!resource.disableLocalAuth(), new NetworkRules(resource.network())));
            for (DeploymentConfig deployment : resource.deployments()) {
                deployments.add(deployment(resource.name(), deployment, offers));
            }
        }
        return new Snapshot(
                new Authenticator(new Keyring(keys), access), new Router(deployments), adapted(deployments, providers));
    }

    /** One provider, or chain of them, for each model of each provider that a deployment can call. */
    private Map<ProviderModel, Provider> adapted(List<Deployment> deployments, Map<String, Provider> providers) {
        Map<ProviderModel, Provider> adapted = new HashMap<>();
        for (Deployment deployment : deployments) {
            for (ProviderModel candidate : deployment.candidates()) {
                Provider plain = Objects.requireNonNull(providers.get(candidate.provider()));
                adapted.computeIfAbsent(
                        candidate, model -> adaptations.around(plain, deployment.model(), model.traits()));
            }
        }
        return adapted;
    }

    private static List<Offer> offers(List<ProviderConfig> providers) {
        List<Offer> offers = new ArrayList<>();
        BuiltinModels.ALL.forEach(model -> offers.add(new Offer(BuiltinProvider.NAME, model)));
        for (ProviderConfig provider : providers) {
            for (ModelConfig model : provider.models()) {
                boolean builtin = provider.type() == ProviderType.BUILTIN;
                offers.add(new Offer(provider.name(), builtin ? BuiltinModels.completed(model) : model));
            }
        }
        return offers;
    }

    private static Deployment deployment(String resource, DeploymentConfig config, List<Offer> offers) {
        ModelRef ref = config.model();
        String version = ref.version().orElseGet(() -> newest(ref, offers));
        List<Offer> matching = offers.stream()
                .filter(offer -> offer.matches(ref) && offer.model().version().equals(version))
                .toList();
        return new Deployment(
                resource,
                config.name(),
                config.isDefault(),
                CatalogEntries.model(matching.getFirst().model(), version),
                config.sku().name(),
                matching.stream()
                        .map(offer -> CatalogEntries.at(offer.provider(), offer.model()))
                        .toList());
    }

    /** Versions are numbers or dates: the longer is the later, then the greater. */
    private static String newest(ModelRef ref, List<Offer> offers) {
        return offers.stream()
                .filter(offer -> offer.matches(ref))
                .map(offer -> offer.model().version())
                .max(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }
}
