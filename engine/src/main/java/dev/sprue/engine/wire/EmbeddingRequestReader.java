package dev.sprue.engine.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Reads embeddings requests of the OpenAI dialect. Fields that it does not know are ignored. */
public final class EmbeddingRequestReader {
    /** The most texts of a request. */
    public static final int MAX_INPUTS = 2048;

    private EmbeddingRequestReader() {}

    /**
     * Reads and checks a request.
     *
     * @throws ApiException 400 for a wrong value
     */
    public static EmbeddingRequest read(ObjectNode body) {
        Fields fields = new Fields(body, "");
        String model = fields.requireText("model");
        List<String> inputs = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        JsonNode input = fields.require("input");
        if (input.isArray()) {
            checkSize(input);
            for (JsonNode entry : input) {
                String path = "input[" + inputs.size() + "]";
                paths.add(path);
                inputs.add(text(path, entry));
            }
        } else {
            paths.add("input");
            inputs.add(text("input", input));
        }
        InputType.check(fields);
        return new EmbeddingRequest(model, inputs, paths, EmbeddingEncoding.read(fields), Dimensions.read(fields));
    }

    private static void checkSize(JsonNode input) {
        if (input.isEmpty() || input.size() > MAX_INPUTS) {
            throw Fields.invalid(
                    "input", "has " + input.size() + " entries; it must have between 1 and " + MAX_INPUTS + ".");
        }
    }

    private static String text(String path, JsonNode value) {
        if (value.isIntegralNumber() || value.isArray()) {
            throw ApiException.invalid(
                    "invalid_type",
                    path,
                    "\"" + path + "\" holds token ids, which belong to another model's vocabulary; send text.");
        }
        String text = Fields.textOf(path, value);
        if (text.isEmpty()) {
            throw Fields.invalid(path, "is an empty string; it must have at least one character.");
        }
        return text;
    }
}
