package dev.sprue.gateway.providers.gemini;

import dev.sprue.gateway.config.EmbeddingModelConfig;
import dev.sprue.gateway.config.EmbeddingModelConfig.Encoding;
import dev.sprue.gateway.config.EmbeddingModelConfig.InputTypeField;
import dev.sprue.gateway.config.ModelConfig;
import dev.sprue.gateway.config.ModelConfig.Capability;
import java.util.List;
import java.util.Optional;

/** What is the same for Google's models that make vectors, so that no configuration has to say it. */
public final class GeminiModels {

    private static final int BATCH = 100;
    private static final int INSTANCES = 250;

    private GeminiModels() {}

    /**
     * A model with what its entry leaves out: Google gives floats only, from which every encoding is made, and takes a bounded number
     * of inputs at once: AI Studio a hundred; Vertex one, or 250 of its older models for texts.
     *
     * @param vertex whether it is at Vertex AI
     */
    public static ModelConfig completed(ModelConfig declared, boolean vertex) {
        if (!declared.capabilities().contains(Capability.embeddings)
                && !declared.capabilities().contains(Capability.imageEmbeddings)) {
            return declared;
        }
        Optional<EmbeddingModelConfig> said = declared.embedding();
        EmbeddingModelConfig known = new EmbeddingModelConfig(
                said.flatMap(EmbeddingModelConfig::dimensions),
                Optional.of(said.flatMap(EmbeddingModelConfig::encodings).orElse(List.of(Encoding.FLOAT))),
                said.flatMap(EmbeddingModelConfig::inputTypes),
                said.map(EmbeddingModelConfig::inputTypeField).orElse(InputTypeField.none),
                Optional.of(said.flatMap(EmbeddingModelConfig::maxInputs)
                        .orElseGet(() -> most(declared.id().orElse(declared.name()), vertex))));
        return declared.with(declared.chat(), Optional.of(known));
    }

    private static int most(String id, boolean vertex) {
        if (!vertex) {
            return BATCH;
        }
        return id.contains("gemini-embedding") || id.contains("multimodalembedding") ? 1 : INSTANCES;
    }
}
