package dev.sprue.gateway.deployments;

import dev.sprue.gateway.config.EmbeddingModelConfig.Encoding;
import dev.sprue.gateway.config.EmbeddingModelConfig.InputType;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a model can do when it makes vectors. What the catalog does not say counts as possible.
 *
 * @param dimensions the lengths of vectors that may be asked for
 * @param encodings the encodings that a caller can have, those that are made by conversion included
 * @param inputTypes the input types that it tells apart
 */
public record EmbeddingAbilities(VectorLengths dimensions, Set<Encoding> encodings, Set<InputType> inputTypes) {

    /** Everything. */
    public static final EmbeddingAbilities ANY = new EmbeddingAbilities(
            new VectorLengths.Between(1, Integer.MAX_VALUE),
            EnumSet.allOf(Encoding.class),
            EnumSet.allOf(InputType.class));

    /** Copies the sets. */
    public EmbeddingAbilities {
        encodings = Set.copyOf(encodings);
        inputTypes = Set.copyOf(inputTypes);
    }
}
