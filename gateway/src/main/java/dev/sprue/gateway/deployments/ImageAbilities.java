package dev.sprue.gateway.deployments;

import java.util.Set;

/**
 * What a model can do when it makes pictures.
 *
 * @param sizes the sizes that it makes, as {@code 1024x1024}; empty: nobody knows, so any may be asked for
 * @param maxImages most pictures in one call, at least 1
 * @param jpeg whether it gives JPEG, beside PNG
 * @param negativePrompt whether it takes a negative prompt
 * @param imagePrompt whether it takes a picture to go by
 * @param seed whether it takes a seed
 */
public record ImageAbilities(
        Set<String> sizes, int maxImages, boolean jpeg, boolean negativePrompt, boolean imagePrompt, boolean seed) {

    /** A model of which nothing is known but that it is called in OpenAI's dialect, which lacks the rest. */
    public static final ImageAbilities OPENAI =
            new ImageAbilities(Set.of(), Integer.MAX_VALUE, false, false, false, false);

    /** Copies the set. */
    public ImageAbilities {
        sizes = Set.copyOf(sizes);
    }
}
