package dev.sprue.gateway.config;

import java.util.ArrayList;
import java.util.List;

/** The models that deployments may name: the built-in ones and what the providers add. */
final class Catalog {

    private final List<Entry> entries = new ArrayList<>();
    private final boolean complete;

    /**
     * A model, with its names as messages may show them.
     *
     * @param model the model
     * @param format its publisher as the file writes it
     * @param name its name as the file writes it
     * @param version its version as the file writes it
     */
    record Entry(ModelConfig model, String format, String name, String version) {}

    Catalog(List<ProviderConfig> providers, Problems problems) {
        BuiltinModels.ALL.forEach(
                model -> entries.add(new Entry(model, model.format(), model.name(), model.version())));
        boolean readable = !providers.isEmpty() || problems.clean("providers");
        for (int i = 0; i < providers.size(); i++) {
            List<ModelConfig> models = providers.get(i).models();
            readable &= problems.clean("providers[" + i + "].models");
            for (int j = 0; j < models.size(); j++) {
                String at = "providers[" + i + "].models[" + j + "]";
                ModelConfig model = models.get(j);
                entries.add(new Entry(
                        model,
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

    /** All models. */
    List<Entry> all() {
        return entries;
    }

    /** The models of a publisher and name, in any version. */
    List<Entry> named(ModelRef ref) {
        return entries.stream()
                .filter(entry -> entry.model().format().equals(ref.format())
                        && entry.model().name().equals(ref.name()))
                .toList();
    }
}
