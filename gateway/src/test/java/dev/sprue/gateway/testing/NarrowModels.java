package dev.sprue.gateway.testing;

import dev.sprue.gateway.config.ChatModelConfig.MaxTokensField;
import dev.sprue.gateway.config.ChatModelConfig.Modality;
import dev.sprue.gateway.config.ChatModelConfig.Reasoning;
import dev.sprue.gateway.config.ChatModelConfig.ResponseFormat;
import dev.sprue.gateway.config.ChatModelConfig.SystemRole;
import dev.sprue.gateway.config.EmbeddingModelConfig.Encoding;
import dev.sprue.gateway.config.EmbeddingModelConfig.InputType;
import dev.sprue.gateway.config.EmbeddingModelConfig.InputTypeField;
import dev.sprue.gateway.deployments.ChatAbilities;
import dev.sprue.gateway.deployments.EmbeddingAbilities;
import dev.sprue.gateway.deployments.ModelAbilities;
import dev.sprue.gateway.deployments.ProviderTraits;
import dev.sprue.gateway.deployments.VectorLengths;
import java.util.Optional;
import java.util.Set;

/** What the catalog can say of models that can do next to nothing, and of servers for which everything is adapted. */
public final class NarrowModels {

    /** Models that can do next to nothing. */
    public static final ModelAbilities ABILITIES = new ModelAbilities(
            new ChatAbilities(
                    false,
                    false,
                    Set.of(ResponseFormat.text),
                    0,
                    false,
                    Set.of(Modality.text),
                    1,
                    false,
                    false,
                    false,
                    100),
            new EmbeddingAbilities(
                    new VectorLengths.Between(2, 8), Set.of(Encoding.FLOAT, Encoding.INT8), Set.of(InputType.text)));

    /** A server for which everything is adapted. */
    public static final ProviderTraits TRAITS = new ProviderTraits(
            SystemRole.USER,
            Optional.of(Reasoning.thinkTags),
            Optional.of(MaxTokensField.max_completion_tokens),
            false,
            Set.of(Encoding.FLOAT),
            InputTypeField.input_type,
            1);

    private NarrowModels() {}
}
