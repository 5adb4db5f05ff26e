package dev.sprue.gateway.providers.canonical;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.inference.BodyFaults;
import dev.sprue.gateway.json.DuplicateKeyException;
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
        String text = arguments.text();
        if (text.isBlank()) {
            return NONE;
        }
        try {
            return object(text);
        } catch (JsonSyntaxException none) {
            throw refused(arguments, "it holds no JSON object");
        } catch (DuplicateKeyException twice) {
            throw refused(
                    arguments,
                    "it holds an object with the field '" + BodyFaults.shortened(twice.key()) + "' more than once");
        }
    }

    /**
     * The bytes of a text that is a JSON object, as strictly as a caller's document is read: they are pasted into another.
     *
     * @throws JsonSyntaxException where it is none
     * @throws DuplicateKeyException where the object has a field twice
     */
    public static byte[] object(String text) throws JsonSyntaxException, DuplicateKeyException {
        // With a question mark for what UTF-8 cannot hold: an escape in its place must not end another that stands
        // before it.
        byte[] json = text.getBytes(StandardCharsets.UTF_8);
        JsonFields.scan(json, MAX_DEPTH);
        String escaped = JsonText.withLoneSurrogatesEscaped(text);
        return escaped.length() == text.length() ? json : escaped.getBytes(StandardCharsets.UTF_8);
    }

    private static FailureException refused(JsonValue arguments, String why) {
        return Failure.of(ErrorCode.INVALID_VALUE, BodyFaults.place(arguments), why)
                .remedied("the arguments as a string that holds a JSON object")
                .withDetails(List.of(
                        BodyFaults.at(arguments, "invalid_value", "Input should be a string that holds a JSON object")))
                .toException();
    }
}
