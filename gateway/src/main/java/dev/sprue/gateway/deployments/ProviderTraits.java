package dev.sprue.gateway.deployments;

import dev.sprue.gateway.config.ChatModelConfig.MaxTokensField;
import dev.sprue.gateway.config.ChatModelConfig.Reasoning;
import dev.sprue.gateway.config.ChatModelConfig.SystemRole;
import dev.sprue.gateway.config.EmbeddingModelConfig.Encoding;
import dev.sprue.gateway.config.EmbeddingModelConfig.InputTypeField;
import dev.sprue.gateway.config.ImageModelConfig.Family;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the server of a model takes and gives, where that is not what the canonical form says.
 *
 * @param systemRole what becomes of system messages
 * @param reasoning how it writes reasoning; empty: as it comes
 * @param maxTokensField the field in which it wants the limit of tokens; empty: as it came
 * @param remoteMedia whether it fetches media by address
 * @param imageFamily in whose ways it makes pictures
 * @param encodings the encodings of vectors that it gives
 * @param inputTypeField the field in which it takes the input type
 * @param maxInputs most inputs in one call, at least 1
 */
public record ProviderTraits(
        SystemRole systemRole,
        Optional<Reasoning> reasoning,
        Optional<MaxTokensField> maxTokensField,
        boolean remoteMedia,
        Family imageFamily,
        Set<Encoding> encodings,
        InputTypeField inputTypeField,
        int maxInputs) {

    /** A server of which nothing particular is known. */
    public static final ProviderTraits PLAIN = new ProviderTraits(
            SystemRole.NATIVE,
            Optional.empty(),
            Optional.empty(),
            true,
            Family.DALL_E,
            EnumSet.of(Encoding.FLOAT, Encoding.BASE64),
            InputTypeField.none,
            Integer.MAX_VALUE);

    /** A server that makes no pictures, or makes them as most do. */
    public ProviderTraits(
            SystemRole systemRole,
            Optional<Reasoning> reasoning,
            Optional<MaxTokensField> maxTokensField,
            boolean remoteMedia,
            Set<Encoding> encodings,
            InputTypeField inputTypeField,
            int maxInputs) {
        this(systemRole, reasoning, maxTokensField, remoteMedia, Family.DALL_E, encodings, inputTypeField, maxInputs);
    }

    /** Copies the set. */
    public ProviderTraits {
        encodings = Set.copyOf(encodings);
    }
}
