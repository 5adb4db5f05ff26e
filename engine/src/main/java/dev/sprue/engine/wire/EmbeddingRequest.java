package dev.sprue.engine.wire;

import java.util.List;

/**
 * An embeddings request whose every field was checked.
 *
 * @param model the name of the model
 * @param inputs 1 to {@link EmbeddingRequestReader#MAX_INPUTS} texts, none empty
 * @param inputPaths how messages call each input, such as {@code input[0]}
 * @param encoding how the vectors are wanted
 */
public record EmbeddingRequest(String model, List<String> inputs, List<String> inputPaths, EmbeddingEncoding encoding) {

    /** Copies the lists. */
    public EmbeddingRequest {
        inputs = List.copyOf(inputs);
        inputPaths = List.copyOf(inputPaths);
    }
}
