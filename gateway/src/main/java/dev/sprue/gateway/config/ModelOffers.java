package dev.sprue.gateway.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What can be deployed under one configuration: the built-in models and what providers add. The one place that decides which model,
 * in which version, from which providers, a deployment gets.
 */
public final class ModelOffers {

    /** From older to newer versions, which are numbers or dates: the longer is the later, then the greater. */
    public static final Comparator<String> VERSIONS =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    private final List<ModelOffer> all = new ArrayList<>();
    private final Map<Name, List<ModelOffer>> byName = new LinkedHashMap<>();

    private record Name(String format, String name) {}

    private ModelOffers() {
        BuiltinModels.ALL.forEach(model -> add(BuiltinModels.PROVIDER, model));
    }

    /** Collects them; nothing of the configuration is kept but the models. */
    public static ModelOffers of(SprueConfig config) {
        return of(config.providers());
    }

    static ModelOffers of(List<ProviderConfig> providers) {
        ModelOffers offers = new ModelOffers();
        providers.forEach(provider -> provider.models().forEach(model -> offers.add(provider.name(), model)));
        return offers;
    }

    private void add(String provider, ModelConfig model) {
        ModelOffer offer = new ModelOffer(provider, model);
        all.add(offer);
        byName.computeIfAbsent(new Name(model.format(), model.name()), name -> new ArrayList<>())
                .add(offer);
    }

    /**
     * Decides what a deployment gets.
     *
     * @param ref the model, compared as written; without a version: the newest that is served to that capacity type
     * @param sku the deployment's capacity type
     */
    public Resolution resolve(ModelRef ref, String sku) {
        List<ModelOffer> named = byName.getOrDefault(new Name(ref.format(), ref.name()), List.of());
        if (named.isEmpty()) {
            return new Resolution.UnknownModel(
                    only(all, offer -> offer.model().name().equals(ref.name())));
        }
        List<ModelOffer> found =
                ref.version().map(version -> in(version, named)).orElse(named);
        if (found.isEmpty()) {
            return new Resolution.UnknownVersion(named);
        }
        List<ModelOffer> serving = only(found, offer -> offer.model().serves(sku));
        if (serving.isEmpty()) {
            return new Resolution.SkuNotServed(found);
        }
        String version = newest(serving);
        return new Resolution.Found(version, in(version, serving));
    }

    /** All of them, each with each provider that has it: the built-in ones first, then in the order of the configuration. */
    public List<ModelOffer> all() {
        return List.copyOf(all);
    }

    /** Each version of each model once, older versions first. */
    public List<OfferedModel> models() {
        List<OfferedModel> models = new ArrayList<>();
        for (Map.Entry<Name, List<ModelOffer>> entry : byName.entrySet()) {
            List<ModelOffer> offers = entry.getValue();
            String newest = newest(offers);
            offers.stream()
                    .map(offer -> offer.model().version())
                    .distinct()
                    .sorted(VERSIONS)
                    .map(version -> model(entry.getKey(), version, version.equals(newest), in(version, offers)))
                    .forEach(models::add);
        }
        return models;
    }

    /** The name of a model that was perhaps meant by one that nobody offers. */
    public Optional<String> nearest(String name) {
        return Nearest.to(
                name, byName.keySet().stream().map(Name::name).distinct().toList());
    }

    private static OfferedModel model(Name name, String version, boolean isDefault, List<ModelOffer> offers) {
        Set<ModelConfig.Capability> capabilities = EnumSet.noneOf(ModelConfig.Capability.class);
        offers.forEach(offer -> capabilities.addAll(offer.model().capabilities()));
        return new OfferedModel(
                name.format(), name.name(), version, isDefault, List.copyOf(capabilities), skus(offers));
    }

    /** The capacity types that any of some offers serves. */
    public static List<String> skus(List<ModelOffer> offers) {
        return Form.SKUS.stream()
                .filter(sku -> offers.stream().anyMatch(offer -> offer.model().serves(sku)))
                .toList();
    }

    private static String newest(List<ModelOffer> offers) {
        return offers.stream()
                .map(offer -> offer.model().version())
                .max(VERSIONS)
                .orElseThrow();
    }

    private static List<ModelOffer> in(String version, List<ModelOffer> offers) {
        return only(offers, offer -> offer.model().version().equals(version));
    }

    private static List<ModelOffer> only(List<ModelOffer> offers, Predicate<ModelOffer> test) {
        return offers.stream().filter(test).toList();
    }
}
