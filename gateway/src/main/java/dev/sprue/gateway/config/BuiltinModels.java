package dev.sprue.gateway.config;

import dev.sprue.gateway.config.ChatModelConfig.Modality;
import dev.sprue.gateway.config.ChatModelConfig.ResponseFormat;
import dev.sprue.gateway.config.ChatModelConfig.SystemRole;
import dev.sprue.gateway.config.EmbeddingModelConfig.Encoding;
import dev.sprue.gateway.config.EmbeddingModelConfig.InputType;
import dev.sprue.gateway.config.EmbeddingModelConfig.InputTypeField;
import java.util.List;
import java.util.Optional;

/** The models built into Sprue, as the catalog lists them: they can always be deployed and need no provider entry. */
public final class BuiltinModels {

    /** The provider of the built-in models, which is there without being declared. */
    public static final String PROVIDER = "builtin";

    /** The publisher of the built-in models. */
    public static final String FORMAT = "Sprue";

    /** A small chat model, which reads and writes text, and goes on from texts, too. */
    public static final ModelConfig CHAT = new ModelConfig(
            FORMAT,
            "sprue-chat",
            "1",
            Optional.empty(),
            List.of(ModelConfig.Capability.chatCompletion, ModelConfig.Capability.completion),
            Optional.of(1_024),
            Optional.of(new ChatModelConfig(
                    SystemRole.NATIVE,
                    Optional.of(true),
                    Optional.of(true),
                    Optional.of(List.of(ResponseFormat.values())),
                    Optional.of(0),
                    Optional.of(false),
                    Optional.of(List.of(Modality.text)),
                    Optional.of(2.0),
                    Optional.of(true),
                    Optional.of(true),
                    Optional.of(true),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    true)),
            Optional.empty(),
            Optional.empty(),
            1,
            1,
            List.of());

    /** A small embedding model. */
    public static final ModelConfig EMBED =
            vectors("sprue-embed", 512, List.of(384), 2_048, ModelConfig.Capability.embeddings);

    /** A small model for pictures, and for texts that search them. */
    public static final ModelConfig IMAGE_EMBED = vectors(
            "sprue-image-embed",
            64,
            List.of(64, 128, 256),
            128,
            ModelConfig.Capability.imageEmbeddings,
            ModelConfig.Capability.embeddings);

    /** All of them. */
    public static final List<ModelConfig> ALL = List.of(CHAT, EMBED, IMAGE_EMBED);

    private BuiltinModels() {}

    /**
     * A built-in model under a name of the file's own, with what is known of the built-in one wherever the file says
     * nothing.
     */
    public static ModelConfig completed(ModelConfig declared) {
        String id = declared.id().orElse(declared.name());
        Optional<ModelConfig> known =
                ALL.stream().filter(model -> model.name().equals(id)).findFirst();
        return new ModelConfig(
                declared.format(),
                declared.name(),
                declared.version(),
                declared.id(),
                declared.capabilities(),
                declared.contextLength().or(() -> known.flatMap(ModelConfig::contextLength)),
                declared.chat().or(() -> known.flatMap(ModelConfig::chat)),
                declared.embedding().or(() -> known.flatMap(ModelConfig::embedding)),
                Optional.empty(),
                declared.weight(),
                declared.priority(),
                declared.skus());
    }

    private static ModelConfig vectors(
            String name, int contextLength, List<Integer> lengths, int maxInputs, ModelConfig.Capability... can) {
        return new ModelConfig(
                FORMAT,
                name,
                "1",
                Optional.empty(),
                List.of(can),
                Optional.of(contextLength),
                Optional.empty(),
                Optional.of(new EmbeddingModelConfig(
                        Optional.of(new DimensionsConfig(Optional.empty(), Optional.empty(), Optional.of(lengths))),
                        Optional.of(List.of(Encoding.values())),
                        Optional.of(List.of(InputType.values())),
                        InputTypeField.none,
                        Optional.of(maxInputs))),
                Optional.empty(),
                1,
                1,
                List.of());
    }
}
