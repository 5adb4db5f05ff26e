package dev.sprue.gateway.providers.canonical;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.inference.BodyFaults;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The arguments of a tool's call, which the canonical form has as a string that holds JSON text, and others as an object. */
public final class ToolArguments {

    private static final byte[] NONE = {'{', '}'};
    private static final int MAX_DEPTH = 64;

    private ToolArguments() {}

    /**
     * The JSON object that a string holds; an empty one for an empty string.
     *
     * @throws dev.sprue.gateway.error.FailureException 400 where it holds something else
     */
    public static byte[] object(JsonValue arguments) {
        byte[] quoted = arguments.copy(arguments.start(), arguments.end());
        byte[] json = JsonText.unquote(quoted, 0, quoted.length).getBytes(StandardCharsets.UTF_8);
        if (new String(json, StandardCharsets.UTF_8).isBlank()) {
            return NONE;
        }
        try {
            JsonFields.scanAnswer(json, 0, json.length, MAX_DEPTH);
            return json;
        } catch (JsonSyntaxException none) {
            throw Failure.of(ErrorCode.INVALID_VALUE, BodyFaults.place(arguments), "it holds no JSON object")
                    .remedied("the arguments as a string that holds a JSON object")
                    .withDetails(List.of(BodyFaults.at(
                            arguments, "invalid_value", "Input should be a string that holds a JSON object")))
                    .toException();
        }
    }
}
