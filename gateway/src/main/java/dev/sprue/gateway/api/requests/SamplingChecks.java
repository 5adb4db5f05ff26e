package dev.sprue.gateway.api.requests;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;

/** Checks how text is to be written, which chats and completions say alike, against what no model could take. */
public final class SamplingChecks {

    private static final int MAX_STOP_CHARS = 10_000;

    private SamplingChecks() {}

    /**
     * Checks a field that is not {@code null}.
     *
     * @param name the field's name
     * @return false where it is none of these
     * @throws dev.sprue.gateway.error.FailureException 400, with the place
     */
    public static boolean check(String name, JsonFields body, int field) {
        switch (name) {
            case "temperature" -> ValueChecks.number(JsonValue.of(body, field), 0, 2);
            case "top_p" -> ValueChecks.number(JsonValue.of(body, field), 0, 1);
            case "frequency_penalty", "presence_penalty" -> ValueChecks.number(JsonValue.of(body, field), -2, 2);
            case "max_tokens" -> ValueChecks.whole(JsonValue.of(body, field), 0, Integer.MAX_VALUE);
            case "seed" -> ValueChecks.whole(JsonValue.of(body, field), Long.MIN_VALUE, Long.MAX_VALUE);
            case "stop" -> stop(JsonValue.of(body, field));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** One text or several: where a specification has an array, its documentation's own sample has a string. */
    private static void stop(JsonValue stop) {
        if (stop.kind() == JsonKind.STRING) {
            ValueChecks.text(stop, 1, MAX_STOP_CHARS);
            return;
        }
        if (stop.kind() != JsonKind.ARRAY) {
            throw ValueChecks.wrong(stop, "it is " + stop.kind().words(), "a string or an array of strings");
        }
        stop.items(text -> ValueChecks.text(text, 1, MAX_STOP_CHARS));
    }
}
