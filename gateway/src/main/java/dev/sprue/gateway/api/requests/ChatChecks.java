package dev.sprue.gateway.api.requests;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;

/**
 * Checks the fields of a chat completion that all APIs have against what no model could take: wrong types, ranges, unknown
 * words. What a particular model cannot do is its own matter.
 */
public final class ChatChecks {

    private static final int MAX_STOP_CHARS = 10_000;

    private final ChatRules rules;
    private final MessageChecks messages;
    private final ToolChecks tools;

    /** @param rules in what the API differs from others */
    public ChatChecks(ChatRules rules) {
        this.rules = rules;
        this.messages = new MessageChecks(rules);
        this.tools = new ToolChecks(rules);
    }

    /**
     * Checks a field that is not {@code null}.
     *
     * @return false where it is none of these
     * @throws dev.sprue.gateway.error.FailureException 400, with the place
     */
    public boolean check(JsonFields body, int field) {
        switch (body.name(field)) {
            case "messages" -> messages.check(JsonValue.of(body, field));
            case "temperature" -> ValueChecks.number(JsonValue.of(body, field), 0, 2);
            case "top_p" -> ValueChecks.number(JsonValue.of(body, field), 0, 1);
            case "frequency_penalty", "presence_penalty" -> ValueChecks.number(JsonValue.of(body, field), -2, 2);
            case "max_tokens" -> ValueChecks.whole(JsonValue.of(body, field), 0, Integer.MAX_VALUE);
            case "seed" -> ValueChecks.whole(JsonValue.of(body, field), Long.MIN_VALUE, Long.MAX_VALUE);
            case "stop" -> stop(JsonValue.of(body, field));
            case "response_format" -> tools.responseFormat(JsonValue.of(body, field));
            case "tools" -> tools.tools(JsonValue.of(body, field));
            case "tool_choice" -> tools.choice(JsonValue.of(body, field), RequestBody.present(body, "tools"));
            case "modalities" -> modalities(JsonValue.of(body, field));
            default -> {
                return false;
            }
        }
        return true;
    }

    /**
     * One text or several: where a specification has an array, its documentation's own sample has a string.
     *
     * @throws dev.sprue.gateway.error.FailureException 400, with the place
     */
    public static void stop(JsonValue stop) {
        if (stop.kind() == JsonKind.STRING) {
            ValueChecks.text(stop, 1, MAX_STOP_CHARS);
            return;
        }
        if (stop.kind() != JsonKind.ARRAY) {
            throw ValueChecks.wrong(stop, "it is " + stop.kind().words(), "a string or an array of strings");
        }
        stop.items(text -> ValueChecks.text(text, 1, MAX_STOP_CHARS));
    }

    private void modalities(JsonValue values) {
        ValueChecks.items(values);
        values.items(value -> rules.word(value, "text", "audio"));
    }
}
