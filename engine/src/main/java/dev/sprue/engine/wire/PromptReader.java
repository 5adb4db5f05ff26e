package dev.sprue.engine.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the {@code prompt} of a text completion: a text, tokens, or several of either. */
final class PromptReader {
    private static final String FIELD = "prompt";

    private PromptReader() {}

    /** Returns at least one prompt; where none was sent, the beginning of a new document. */
    static List<Prompt> read(Fields request) {
        Optional<JsonNode> value = request.get(FIELD);
        if (value.isEmpty()) {
            return List.of(new Prompt.Text(FIELD, ""));
        }
        JsonNode prompt = value.get();
        if (prompt.isTextual()) {
            return List.of(new Prompt.Text(FIELD, prompt.textValue()));
        }
        if (!prompt.isArray()) {
            throw Fields.wrongType(FIELD, prompt, "a string, or an array of strings, tokens or arrays of tokens");
        }
        if (prompt.isEmpty()) {
            throw Fields.invalid(FIELD, "is an empty array; at least one entry is needed.");
        }
        return prompt.get(0).isNumber() ? List.of(tokens(FIELD, prompt)) : several(prompt);
    }

    private static List<Prompt> several(JsonNode prompts) {
        boolean texts = !prompts.get(0).isArray();
        List<Prompt> read = new ArrayList<>();
        for (JsonNode entry : prompts) {
            String path = FIELD + "[" + read.size() + "]";
            if (texts) {
                read.add(new Prompt.Text(path, Fields.textOf(path, entry)));
            } else if (!entry.isArray()) {
                throw Fields.wrongType(path, entry, "an array of tokens, as the first entry is");
            } else if (entry.isEmpty()) {
                throw Fields.invalid(path, "is an empty array; at least one token is needed.");
            } else {
                read.add(tokens(path, entry));
            }
        }
        return read;
    }

    private static Prompt tokens(String path, JsonNode array) {
        List<Integer> ids = new ArrayList<>(array.size());
        for (JsonNode entry : array) {
            if (!entry.isIntegralNumber()) {
                throw Fields.wrongType(path + "[" + ids.size() + "]", entry, "the id of a token, an integer");
            }
            if (!entry.canConvertToInt() || entry.intValue() < 0) {
                throw Fields.invalid(
                        path + "[" + ids.size() + "]",
                        "is " + Fields.shown(entry) + ", which is not the id of a token: a whole number from 0.");
            }
            ids.add(entry.intValue());
        }
        return new Prompt.Tokens(path, ids);
    }
}
