package dev.sprue.engine.wire;

import java.util.List;
import java.util.OptionalInt;

/**
 * A request for image embeddings whose every field was checked; the pictures themselves were not.
 *
 * @param model the name of the model
 * @param inputs 1 to {@link ImageEmbeddingRequestReader#MAX_INPUTS} pictures
 * @param encoding how the vectors are wanted
 * @param dimensions how long the vectors are wanted, at least 1; empty where that is not said
 */
public record ImageEmbeddingRequest(
        String model, List<ImageInput> inputs, EmbeddingEncoding encoding, OptionalInt dimensions) {

    /** Copies the list. */
    public ImageEmbeddingRequest {
        inputs = List.copyOf(inputs);
    }
}
