package dev.sprue.gateway.providers.bedrock;

import dev.sprue.gateway.config.ChatModelConfig;
import dev.sprue.gateway.config.ChatModelConfig.SystemRole;
import dev.sprue.gateway.config.EmbeddingModelConfig;
import dev.sprue.gateway.config.EmbeddingModelConfig.Encoding;
import dev.sprue.gateway.config.EmbeddingModelConfig.InputTypeField;
import dev.sprue.gateway.config.ModelConfig;
import dev.sprue.gateway.providers.bedrock.BedrockModel.EmbeddingForm;
import java.util.List;
import java.util.Optional;

/** What is known of Bedrock and its models wherever the file says nothing. */
public final class BedrockModels {

    private static final List<Encoding> COHERE =
            List.of(Encoding.FLOAT, Encoding.INT8, Encoding.UINT8, Encoding.BINARY, Encoding.UBINARY);

    /** What one call of Cohere's models takes. */
    private static final int COHERE_INPUTS = 96;

    private BedrockModels() {}

    /**
     * A model's entry, completed: nothing on Bedrock fetches pictures by their address; what makes vectors gives them in its own
     * encodings, for one input in a call or some.
     */
    public static ModelConfig completed(ModelConfig declared) {
        String id = declared.id().orElse(declared.name());
        Optional<EmbeddingForm> form = BedrockModel.of("", id, declared.name()).embedding();
        return declared.with(
                Optional.of(chat(declared.chat())),
                form.map(known -> embedding(declared.embedding(), known)).or(declared::embedding));
    }

    private static ChatModelConfig chat(Optional<ChatModelConfig> declared) {
        return new ChatModelConfig(
                declared.map(ChatModelConfig::systemRole).orElse(SystemRole.NATIVE),
                declared.flatMap(ChatModelConfig::tools),
                declared.flatMap(ChatModelConfig::parallelTools),
                declared.flatMap(ChatModelConfig::responseFormats),
                declared.flatMap(ChatModelConfig::images),
                declared.flatMap(ChatModelConfig::audio),
                declared.flatMap(ChatModelConfig::modalities),
                declared.flatMap(ChatModelConfig::maxTemperature),
                declared.flatMap(ChatModelConfig::penalties),
                declared.flatMap(ChatModelConfig::seed),
                declared.flatMap(ChatModelConfig::stop),
                declared.flatMap(ChatModelConfig::maxOutputTokens),
                declared.flatMap(ChatModelConfig::reasoning),
                declared.flatMap(ChatModelConfig::maxTokensField),
                false);
    }

    private static EmbeddingModelConfig embedding(Optional<EmbeddingModelConfig> declared, EmbeddingForm form) {
        boolean cohere =
                switch (form) {
                    case COHERE_V3, COHERE_V4 -> true;
                    case TITAN_TEXT_V1, TITAN_TEXT_V2, TITAN_MULTIMODAL -> false;
                };
        return new EmbeddingModelConfig(
                declared.flatMap(EmbeddingModelConfig::dimensions),
                declared.flatMap(EmbeddingModelConfig::encodings)
                        .or(() -> Optional.of(cohere ? COHERE : List.of(Encoding.FLOAT))),
                declared.flatMap(EmbeddingModelConfig::inputTypes),
                declared.map(EmbeddingModelConfig::inputTypeField).orElse(InputTypeField.none),
                declared.flatMap(EmbeddingModelConfig::maxInputs).or(() -> Optional.of(cohere ? COHERE_INPUTS : 1)));
    }
}
