package dev.sprue.gateway.config;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The models that deployments may name, with their names as messages may show them: as the file writes them. */
final class Catalog {

    private final ModelOffers offers;
    private final Map<ModelConfig, Shown> shown = new IdentityHashMap<>();
    private final boolean complete;

    /**
     * The names of a model.
     *
     * @param format its publisher
     * @param name its name
     * @param version its version
     */
    record Shown(String format, String name, String version) {}

    Catalog(List<ProviderConfig> providers, Problems problems) {
        offers = ModelOffers.of(providers);
        BuiltinModels.ALL.forEach(model -> shown.put(model, new Shown(model.format(), model.name(), model.version())));
        boolean readable = !providers.isEmpty() || problems.clean("providers");
        for (int i = 0; i < providers.size(); i++) {
            List<ModelConfig> models = providers.get(i).models();
            readable &= problems.clean("providers[" + i + "].models");
            for (int j = 0; j < models.size(); j++) {
                String at = "providers[" + i + "].models[" + j + "]";
                ModelConfig model = models.get(j);
                shown.put(
                        model,
                        new Shown(
                                problems.shown(at + ".format", model.format()),
                                problems.shown(at + ".name", model.name()),
                                problems.shown(at + ".version", model.version())));
            }
        }
        complete = readable;
    }

    /** Whether all models could be read, so that a model that is not here does not exist. */
    boolean complete() {
        return complete;
    }

    /** What can be deployed. */
    ModelOffers offers() {
        return offers;
    }

    /** The names of all models. */
    List<Shown> all() {
        return shown(offers.all());
    }

    /** The names of some of them. */
    List<Shown> shown(List<ModelOffer> some) {
        return some.stream()
                .map(offer -> Objects.requireNonNull(shown.get(offer.model())))
                .toList();
    }
}
