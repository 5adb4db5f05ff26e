package dev.sprue.engine.wire;

import java.util.List;
import java.util.OptionalInt;

/**
 * An embeddings request whose every field was checked.
 *
 * @param model the name of the model
 * @param inputs 1 to {@link EmbeddingRequestReader#MAX_INPUTS} texts, none empty
 * @param inputPaths how messages call each input, such as {@code input[0]}
 * @param encoding how the vectors are wanted
 * @param dimensions how long the vectors are wanted, at least 1; empty where that is not said
 */
public record EmbeddingRequest(
        String model,
        List<String> inputs,
        List<String> inputPaths,
        EmbeddingEncoding encoding,
        OptionalInt dimensions) {

    /** Copies the lists. */
    public EmbeddingRequest {
        inputs = List.copyOf(inputs);
        inputPaths = List.copyOf(inputPaths);
    }
}
