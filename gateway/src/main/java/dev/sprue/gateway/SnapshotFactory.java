package dev.sprue.gateway;

import dev.sprue.gateway.auth.Authenticator;
import dev.sprue.gateway.auth.Hosts;
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
import dev.sprue.gateway.config.ResilienceConfig;
import dev.sprue.gateway.config.ResourceConfig;
import dev.sprue.gateway.config.SprueConfig;
import dev.sprue.gateway.deployments.CatalogModel;
import dev.sprue.gateway.deployments.Deployment;
import dev.sprue.gateway.deployments.ProviderModel;
import dev.sprue.gateway.deployments.ResourceModels;
import dev.sprue.gateway.deployments.Router;
import dev.sprue.gateway.http.Headers;
import dev.sprue.gateway.pipeline.ResourceFacts;
import dev.sprue.gateway.pipeline.Snapshot;
import dev.sprue.gateway.providers.Provider;
import dev.sprue.gateway.providers.adaptation.Adaptations;
import dev.sprue.gateway.providers.balancing.Backend;
import dev.sprue.gateway.providers.balancing.Candidate;
import dev.sprue.gateway.providers.balancing.Fleet;
import dev.sprue.gateway.providers.bedrock.BedrockModels;
import dev.sprue.gateway.providers.builtin.BuiltinProvider;
import dev.sprue.gateway.providers.gemini.GeminiModels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
    private final Fleet fleet;

    /** @param fleet what is known of providers from one snapshot to the next */
    SnapshotFactory(KeyStore keyStore, Adaptations adaptations, Fleet fleet) {
        this.keyStore = keyStore;
        this.adaptations = adaptations;
        this.fleet = fleet;
    }

    Snapshot make(SprueConfig config, Map<String, Provider> providers) {
        List<Offer> offers = offers(config.providers());
        Map<String, Principal> keys = new HashMap<>();
        Map<String, ResourceAccess> access = new HashMap<>();
        Map<String, ResourceFacts> facts = new HashMap<>();
        List<CatalogModel> catalogue =
                CatalogEntries.catalogue(offers.stream().map(Offer::model).toList());
        List<Deployment> deployments = new ArrayList<>();
        Instant now = Instant.now();
        for (ResourceConfig resource : config.resources()) {
            ResourceKeys made = keyStore.keys(resource.name(), resource.keys());
            keys.put(made.key1().value(), new Principal(resource.name(), "key1"));
            keys.put(made.key2().value(), new Principal(resource.name(), "key2"));
            access.put(
                    resource.name(),
                    new ResourceAccess(!resource.disableLocalAuth(), new NetworkRules(resource.network())));
            List<Deployment> own = resource.deployments().stream()
                    .map(deployment -> deployment(resource.name(), deployment, offers))
                    .toList();
            deployments.addAll(own);
            facts.put(
                    resource.name(),
                    new ResourceFacts(Headers.value(resource.location()), new ResourceModels(now, catalogue, own)));
        }
        Hosts hosts = new Hosts(config.listen(), access.keySet());
        return new Snapshot(
                new Authenticator(hosts, new Keyring(keys), access),
                facts,
                new Router(deployments),
                backends(config, deployments, providers));
    }

    private Map<Deployment, Backend> backends(
            SprueConfig config, List<Deployment> deployments, Map<String, Provider> providers) {
        Map<String, ResilienceConfig> settings = new HashMap<>();
        config.providers().forEach(provider -> settings.put(provider.name(), provider.resilience()));
        Map<Deployment, Backend> backends = new HashMap<>();
        Fleet.Renewal renewal = fleet.renew();
        for (Deployment deployment : deployments) {
            List<Candidate> candidates = deployment.candidates().stream()
                    .map(model -> candidate(deployment, model, providers, settings))
                    .toList();
            backends.put(deployment, renewal.backend(candidates, affinity(config, deployment)));
        }
        renewal.done();
        return backends;
    }

    private Candidate candidate(
            Deployment deployment,
            ProviderModel model,
            Map<String, Provider> providers,
            Map<String, ResilienceConfig> settings) {
        Provider plain = Objects.requireNonNull(providers.get(model.provider()));
        return new Candidate(
                model,
                adaptations.around(plain, deployment.model(), model.traits()),
                plain.endpoint(),
                settings.getOrDefault(model.provider(), ResilienceConfig.USUAL));
    }

    private static DeploymentConfig.Affinity affinity(SprueConfig config, Deployment deployment) {
        return config.resources().stream()
                .filter(resource -> resource.name().equals(deployment.resource()))
                .flatMap(resource -> resource.deployments().stream())
                .filter(declared -> declared.name().equals(deployment.name()))
                .map(DeploymentConfig::affinity)
                .findFirst()
                .orElseThrow();
    }

    private static List<Offer> offers(List<ProviderConfig> providers) {
        List<Offer> offers = new ArrayList<>();
        BuiltinModels.ALL.forEach(model -> offers.add(new Offer(BuiltinProvider.NAME, model)));
        for (ProviderConfig provider : providers) {
            for (ModelConfig model : provider.models()) {
                offers.add(new Offer(provider.name(), completed(provider, model)));
            }
        }
        return offers;
    }

    /** With what is known of models of that type wherever the file says nothing. */
    private static ModelConfig completed(ProviderConfig provider, ModelConfig model) {
        return switch (provider.type()) {
            case BUILTIN -> BuiltinModels.completed(model);
            case BEDROCK -> BedrockModels.completed(model);
            case GEMINI -> GeminiModels.completed(model, provider.vertex().isPresent());
            case OPENAI, AZURE_OPENAI, AZURE_INFERENCE, ANTHROPIC, COHERE, MISTRAL, OLLAMA -> model;
        };
    }

    private static Deployment deployment(String resource, DeploymentConfig config, List<Offer> offers) {
        ModelRef ref = config.model();
        List<Offer> named = offers.stream()
                .filter(offer ->
                        offer.matches(ref) && offer.model().serves(config.sku().name()))
                .toList();
        String version = ref.version().orElseGet(() -> newest(named));
        List<Offer> matching = named.stream()
                .filter(offer -> offer.model().version().equals(version))
                .toList();
        return new Deployment(
                resource,
                config.name(),
                config.isDefault(),
                CatalogEntries.model(matching.getFirst().model(), version),
                config.sku().name(),
                candidates(matching));
    }

    /** Each place once: what the file says of a built-in model takes the place of what is known of it anyway. */
    private static List<ProviderModel> candidates(List<Offer> offers) {
        Map<List<String>, ProviderModel> places = new LinkedHashMap<>();
        for (Offer offer : offers) {
            ProviderModel place = CatalogEntries.at(offer.provider(), offer.model());
            places.put(List.of(place.provider(), place.modelId()), place);
        }
        return List.copyOf(places.values());
    }

    private static String newest(List<Offer> offers) {
        return offers.stream()
                .map(offer -> offer.model().version())
                .max(CatalogModel.VERSIONS)
                .orElseThrow();
    }
}
