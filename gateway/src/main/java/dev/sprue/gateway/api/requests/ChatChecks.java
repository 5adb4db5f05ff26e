package dev.sprue.gateway.api.requests;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonValue;

/**
 * Checks the fields of a chat completion that all APIs have against what no model could take: wrong types, ranges, unknown
 * words. What a particular model cannot do is its own matter.
 */
public final class ChatChecks {

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
     * @param name the field's name
     * @return false where it is none of these
     * @throws dev.sprue.gateway.error.FailureException 400, with the place
     */
    public boolean check(String name, JsonFields body, int field) {
        switch (name) {
            case "messages" -> messages.check(JsonValue.of(body, field));
            case "response_format" -> tools.responseFormat(JsonValue.of(body, field));
            case "tools" -> tools.tools(JsonValue.of(body, field));
            case "tool_choice" -> tools.choice(JsonValue.of(body, field), RequestBody.present(body, "tools"));
            case "modalities" -> modalities(JsonValue.of(body, field));
            default -> {
                return SamplingChecks.check(name, body, field);
            }
        }
        return true;
    }

    private void modalities(JsonValue values) {
        ValueChecks.items(values);
        values.items(value -> rules.word(value, "text", "audio"));
    }
}
