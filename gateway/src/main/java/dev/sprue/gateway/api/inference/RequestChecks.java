package dev.sprue.gateway.api.inference;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.ParameterFault;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Checks every field that the API defines for a chat completion against what no model could take: wrong types, ranges,
 * unknown words. What a particular model cannot do is its own matter. {@code null} is the same as absent.
 */
final class RequestChecks {

    private static final int MAX_STOP_CHARS = 10_000;

    private RequestChecks() {}

    /** @throws dev.sprue.gateway.error.FailureException 400, with the place */
    static void chat(JsonFields body, ApiVersion version) {
        for (int i = 0; i < body.count(); i++) {
            if (body.kind(i) != JsonKind.NULL) {
                chatField(body, i, version);
            }
        }
    }

    private static void chatField(JsonFields body, int field, ApiVersion version) {
        String name = body.name(field);
        switch (name) {
            case "messages" -> MessageChecks.check(JsonValue.of(body, field));
            case "temperature" -> ValueChecks.number(JsonValue.of(body, field), 0, 2);
            case "top_p" -> ValueChecks.number(JsonValue.of(body, field), 0, 1);
            case "frequency_penalty", "presence_penalty" -> ValueChecks.number(JsonValue.of(body, field), -2, 2);
            case "max_tokens" -> ValueChecks.whole(JsonValue.of(body, field), 0, Integer.MAX_VALUE);
            case "seed" -> ValueChecks.whole(JsonValue.of(body, field), Long.MIN_VALUE, Long.MAX_VALUE);
            case "stop" -> stop(JsonValue.of(body, field));
            case "response_format" -> ToolChecks.responseFormat(JsonValue.of(body, field));
            case "tools" -> ToolChecks.tools(JsonValue.of(body, field));
            case "tool_choice" -> ToolChecks.choice(JsonValue.of(body, field), present(body, "tools"));
            case "modalities" -> words(JsonValue.of(body, field), "text", "audio");
            case "user_security_context" -> {
                if (RequestFields.defines(Operation.CHAT_COMPLETION, version, name)) {
                    securityContext(JsonValue.of(body, field));
                }
            }
            default -> {}
        }
    }

    /** A field that the body must have. */
    static JsonValue require(JsonFields body, String name) {
        return present(body, name).orElseThrow(() -> Failure.of(ErrorCode.MISSING_PARAMETER, name)
                .withDetails(List.of(new ParameterFault(List.of("body", name), "null", "missing", "Field required")))
                .toException());
    }

    /** A field of the body; {@code null} counts as absent. */
    static Optional<JsonValue> present(JsonFields body, String name) {
        OptionalInt field = body.find(name);
        return field.isEmpty() || body.kind(field.getAsInt()) == JsonKind.NULL
                ? Optional.empty()
                : Optional.of(JsonValue.of(body, field.getAsInt()));
    }

    /** One text or several: the specification has an array, the documentation's own sample a string. */
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

    private static void words(JsonValue values, String... allowed) {
        ValueChecks.items(values);
        values.items(value -> ValueChecks.oneOf(value, allowed));
    }

    private static void securityContext(JsonValue context) {
        ValueChecks.kind(context, JsonKind.OBJECT);
        JsonFields fields = context.fields();
        bounded(context, fields, "application_name", 0, 100);
        bounded(context, fields, "end_user_id", 36, 36);
        bounded(context, fields, "end_user_tenant_id", 36, 36);
        bounded(context, fields, "source_ip", 2, 45);
    }

    private static void bounded(JsonValue parent, JsonFields fields, String name, int minChars, int maxChars) {
        JsonValue value = ValueChecks.field(parent, fields, name);
        if (value != null) {
            ValueChecks.text(value, minChars, maxChars);
        }
    }
}
