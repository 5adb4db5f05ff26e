package dev.sprue.gateway.config;

import dev.sprue.gateway.config.ModelConfig.Capability;
import java.util.List;

/** What a model's entry must keep to beyond its single keys. */
final class ModelRules {

    private final Problems problems;
    private final String path;

    ModelRules(Problems problems, String path) {
        this.problems = problems;
        this.path = path;
    }

    /** Reports what breaks a rule. */
    void check(ModelConfig model) {
        if (problems.clean(path + ".capabilities")) {
            belongs("chat", model.chat().isPresent(), model, List.of(Capability.chatCompletion));
            belongs(
                    "embedding",
                    model.embedding().isPresent(),
                    model,
                    List.of(Capability.embeddings, Capability.imageEmbeddings));
            belongs("imageGeneration", model.imageGeneration().isPresent(), model, List.of(Capability.imageGeneration));
        }
        model.embedding().ifPresent(this::embedding);
    }

    private void belongs(String key, boolean given, ModelConfig model, List<Capability> ofThese) {
        if (given && model.capabilities().stream().noneMatch(ofThese::contains)) {
            problems.error(
                    path + "." + key,
                    key + " tells of "
                            + String.join(
                                    " or ", ofThese.stream().map(Enum::name).toList())
                            + ", which the model's capabilities do not list");
        }
    }

    private void embedding(EmbeddingModelConfig embedding) {
        String encodings = path + ".embedding.encodings";
        if (problems.clean(encodings)
                && embedding.encodings().filter(List::isEmpty).isPresent()) {
            problems.error(encodings, "encodings must hold at least one value");
        }
        String at = path + ".embedding.dimensions";
        if (problems.clean(at)) {
            embedding.dimensions().ifPresent(dimensions -> dimensions(dimensions, at));
        }
    }

    private void dimensions(DimensionsConfig dimensions, String at) {
        boolean bounds = dimensions.min().isPresent() || dimensions.max().isPresent();
        if (dimensions.values().isPresent() && bounds) {
            problems.error(at, "dimensions has either values or min and max, not both");
        } else if (dimensions.min().isPresent()
                && dimensions.max().isPresent()
                && dimensions.min().get() > dimensions.max().get()) {
            problems.error(at, "min must not be greater than max");
        }
    }
}
