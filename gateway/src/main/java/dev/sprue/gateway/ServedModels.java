package dev.sprue.gateway;

import dev.sprue.gateway.config.BuiltinModels;
import dev.sprue.gateway.config.DeploymentConfig.Affinity;
import dev.sprue.gateway.config.ModelConfig;
import dev.sprue.gateway.config.ModelRef;
import dev.sprue.gateway.config.ProviderConfig;
import dev.sprue.gateway.config.ResilienceConfig;
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
import java.util.ArrayList;
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

    private record Offer(String provider, ModelConfig model) {}

    private record Name(String format, String name) {}

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
    private final List<CatalogModel> catalogue;
    private final Map<Name, List<Offer>> offers = new HashMap<>();
    private final Map<Wanted, Optional<Served>> served = new HashMap<>();

    /** @param renewal the reading of the configuration that these belong to */
    ServedModels(ProviderSet providers, Adaptations adaptations, Fleet.Renewal renewal) {
        this.providers = providers;
        this.settings = providers.settings();
        this.adaptations = adaptations;
        this.renewal = renewal;
        List<ModelConfig> all = new ArrayList<>();
        for (Offer offer : offers(providers.configs())) {
            all.add(offer.model());
            offers.computeIfAbsent(
                            new Name(offer.model().format(), offer.model().name()), first -> new ArrayList<>())
                    .add(offer);
        }
        this.catalogue = CatalogEntries.catalogue(all);
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

    /** All models, each version once. */
    List<CatalogModel> catalogue() {
        return catalogue;
    }

    /** A model for deployments of a capacity type; empty where nobody serves it to them. */
    Optional<Served> of(ModelRef model, String sku) {
        return served.computeIfAbsent(new Wanted(model, sku), this::find);
    }

    private Optional<Served> find(Wanted wanted) {
        List<Offer> named =
                offers.getOrDefault(new Name(wanted.model.format(), wanted.model.name()), List.of()).stream()
                        .filter(offer -> offer.model().serves(wanted.sku))
                        .toList();
        return wanted.model.version().or(() -> newest(named)).flatMap(version -> {
            List<Offer> matching = named.stream()
                    .filter(offer -> offer.model().version().equals(version))
                    .toList();
            return matching.stream()
                    .findFirst()
                    .map(first -> new Served(CatalogEntries.model(first.model(), version), places(matching)));
        });
    }

    /** Each place once: what the file says of a built-in model takes the place of what is known of it anyway. */
    private static List<ProviderModel> places(List<Offer> offers) {
        Map<List<String>, ProviderModel> places = new LinkedHashMap<>();
        for (Offer offer : offers) {
            ProviderModel place = CatalogEntries.at(offer.provider(), offer.model());
            places.put(List.of(place.provider(), place.modelId()), place);
        }
        return List.copyOf(places.values());
    }

    private static Optional<String> newest(List<Offer> offers) {
        return offers.stream().map(offer -> offer.model().version()).max(CatalogModel.VERSIONS);
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
