package dev.sprue.gateway;

import dev.sprue.gateway.config.BuiltinModels;
import dev.sprue.gateway.config.DeploymentConfig.Affinity;
import dev.sprue.gateway.config.ModelConfig;
import dev.sprue.gateway.config.ModelOffer;
import dev.sprue.gateway.config.ModelOffers;
import dev.sprue.gateway.config.ModelRef;
import dev.sprue.gateway.config.ProviderConfig;
import dev.sprue.gateway.config.ResilienceConfig;
import dev.sprue.gateway.config.Resolution;
import dev.sprue.gateway.config.SprueConfig;
import dev.sprue.gateway.deployments.CatalogModel;
import dev.sprue.gateway.deployments.ProviderModel;
import dev.sprue.gateway.providers.Provider;
import dev.sprue.gateway.providers.adaptation.Adaptations;
import dev.sprue.gateway.providers.balancing.Backend;
import dev.sprue.gateway.providers.balancing.Candidate;
import dev.sprue.gateway.providers.balancing.Fleet;
import dev.sprue.gateway.providers.bedrock.BedrockModels;
import dev.sprue.gateway.providers.builtin.BuiltinProvider;
import dev.sprue.gateway.providers.gemini.GeminiModels;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the providers of one configuration serve: for a model and a capacity type, the catalog's model, the places where it can be
 * called, and what answers calls there. Each is made once, however many deployments name it.
 */
final class ServedModels {

    private record Wanted(ModelRef model, String sku) {}

    /** A model that somebody serves. */
    static final class Served {

        private final CatalogModel model;
        private final List<ProviderModel> places;
        private final Map<Affinity, Backend> backends = new EnumMap<>(Affinity.class);

        private Served(CatalogModel model, List<ProviderModel> places) {
            this.model = model;
            this.places = places;
        }

        /** The model, in the version that was asked for or the newest. */
        CatalogModel model() {
            return model;
        }

        /** Where it can be called, at least one place. */
        List<ProviderModel> places() {
            return places;
        }

        /** Whether it is one of those that the engine worker runs. */
        boolean isBuiltIn() {
            return places.stream().anyMatch(place -> place.provider().equals(BuiltinProvider.NAME));
        }
    }

    private final ProviderSet providers;
    private final Map<String, ResilienceConfig> settings;
    private final Adaptations adaptations;
    private final Fleet.Renewal renewal;
    private final ModelOffers offers;
    private final Map<String, ProviderConfig> configs = new HashMap<>();
    private final List<CatalogModel> catalogue;
    private final Map<Wanted, Optional<Served>> wanted = new HashMap<>();
    private final Map<Resolution.Found, Served> served = new HashMap<>();

    /** @param renewal the reading of the configuration that these belong to */
    ServedModels(SprueConfig config, ProviderSet providers, Adaptations adaptations, Fleet.Renewal renewal) {
        this.offers = ModelOffers.of(config);
        this.providers = providers;
        this.settings = providers.settings();
        this.adaptations = adaptations;
        this.renewal = renewal;
        config.providers().forEach(provider -> configs.put(provider.name(), provider));
        this.catalogue = CatalogEntries.catalogue(
                offers.all().stream().map(this::completed).toList());
    }

    /** With what is known of models of that type wherever the file says nothing. */
    private ModelConfig completed(ModelOffer offer) {
        ProviderConfig provider = configs.get(offer.provider());
        ModelConfig model = offer.model();
        return provider == null
                ? model
                : switch (provider.type()) {
                    case BUILTIN -> BuiltinModels.completed(model);
                    case BEDROCK -> BedrockModels.completed(model);
                    case GEMINI ->
                        GeminiModels.completed(model, provider.vertex().isPresent());
                    case OPENAI, AZURE_OPENAI, AZURE_INFERENCE, ANTHROPIC, COHERE, MISTRAL, OLLAMA -> model;
                };
    }

    /** All models, each version once. */
    List<CatalogModel> catalogue() {
        return catalogue;
    }

    /** A model for deployments of a capacity type; empty where nobody serves it to them. */
    Optional<Served> of(ModelRef model, String sku) {
        return wanted.computeIfAbsent(new Wanted(model, sku), absent -> switch (offers.resolve(model, sku)) {
            case Resolution.Found found -> Optional.of(served.computeIfAbsent(found, this::serve));
            case Resolution.UnknownModel nobody -> Optional.empty();
            case Resolution.UnknownVersion otherVersions -> Optional.empty();
            case Resolution.SkuNotServed otherSkus -> Optional.empty();
        });
    }

    private Served serve(Resolution.Found found) {
        Map<List<String>, ProviderModel> places = new LinkedHashMap<>();
        for (ModelOffer offer : found.offers()) {
            ProviderModel place = CatalogEntries.at(offer.provider(), completed(offer));
            // Each place once: what the file says of a built-in model takes the place of what is known of it anyway.
            places.put(List.of(place.provider(), place.modelId()), place);
        }
        CatalogModel model = CatalogEntries.model(completed(found.offers().getFirst()), found.version());
        return new Served(model, List.copyOf(places.values()));
    }

    /** What answers the calls to a model. */
    Backend backend(Served model, Affinity affinity) {
        return model.backends.computeIfAbsent(
                affinity,
                absent -> renewal.backend(
                        model.places.stream()
                                .map(place -> candidate(model.model, place))
                                .toList(),
                        affinity));
    }

    private Candidate candidate(CatalogModel model, ProviderModel place) {
        Provider plain = providers.named(place.provider());
        return new Candidate(
                place,
                adaptations.around(plain, model, place.traits()),
                plain.endpoint(),
                settings.getOrDefault(place.provider(), ResilienceConfig.USUAL));
    }
}
