package dev.sprue.engine.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads requests for image embeddings as the Azure AI Model Inference API has them
 * ({@code POST /images/embeddings}). Fields that it does not know are ignored.
 */
public final class ImageEmbeddingRequestReader {
    /** The most pictures of a request. */
    public static final int MAX_INPUTS = 128;

    private ImageEmbeddingRequestReader() {}

    /**
     * Reads and checks a request, but for the pictures.
     *
     * @throws ApiException 400 for a wrong value, 422 for a picture that would have to be fetched
     */
    public static ImageEmbeddingRequest read(ObjectNode body) {
        Fields fields = new Fields(body, "");
        String model = fields.requireText("model");
        JsonNode input = fields.require("input");
        if (!input.isArray()) {
            throw Fields.wrongType("input", input, "an array of objects with \"image\" and, if wanted, \"text\"");
        }
        if (input.isEmpty() || input.size() > MAX_INPUTS) {
            throw Fields.invalid(
                    "input", "has " + input.size() + " entries; it must have between 1 and " + MAX_INPUTS + ".");
        }
        List<ImageInput> inputs = new ArrayList<>();
        for (JsonNode entry : input) {
            inputs.add(entry("input[" + inputs.size() + "]", entry));
        }
        InputType.check(fields);
        return new ImageEmbeddingRequest(model, inputs, EmbeddingEncoding.read(fields), Dimensions.read(fields));
    }

    private static ImageInput entry(String path, JsonNode entry) {
        if (!(entry instanceof ObjectNode object)) {
            throw Fields.wrongType(path, entry, "an object with \"image\" and, if wanted, \"text\"");
        }
        Fields fields = new Fields(object, path + ".");
        Optional<String> text = fields.text("text");
        if (text.filter(String::isEmpty).isPresent()) {
            throw Fields.invalid(path + ".text", "is an empty string; leave it out where there is no text.");
        }
        return new ImageInput(path, DataUrl.decode(path + ".image", fields.requireText("image")), text);
    }
}
