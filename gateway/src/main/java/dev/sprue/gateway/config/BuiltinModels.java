package dev.sprue.gateway.config;

import java.util.List;
import java.util.Optional;

/** The models built into Sprue, as the catalog lists them: they can always be deployed and need no provider entry. */
public final class BuiltinModels {

    /** The publisher of the built-in models. */
    public static final String FORMAT = "Sprue";

    /** A small chat model. */
    public static final ModelConfig CHAT = model("sprue-chat", ModelConfig.Capability.chatCompletion);

    /** A small embedding model. */
    public static final ModelConfig EMBED = model("sprue-embed", ModelConfig.Capability.embeddings);

    /** A small model for pictures, and for texts that search them. */
    public static final ModelConfig IMAGE_EMBED =
            model("sprue-image-embed", ModelConfig.Capability.imageEmbeddings, ModelConfig.Capability.embeddings);

    /** All of them. */
    public static final List<ModelConfig> ALL = List.of(CHAT, EMBED, IMAGE_EMBED);

    private BuiltinModels() {}

    private static ModelConfig model(String name, ModelConfig.Capability... capabilities) {
        return new ModelConfig(FORMAT, name, "1", Optional.empty(), List.of(capabilities), Optional.empty());
    }
}
