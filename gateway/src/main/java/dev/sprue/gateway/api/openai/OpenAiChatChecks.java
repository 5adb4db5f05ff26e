package dev.sprue.gateway.api.openai;

import dev.sprue.gateway.api.requests.ChatChecks;
import dev.sprue.gateway.api.requests.ChatRules;
import dev.sprue.gateway.api.requests.SecurityContextChecks;
import dev.sprue.gateway.api.requests.ValueChecks;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;

/**
 * Checks every field that the API defines for a chat completion against what no model could take; {@code null} is the same as
 * absent. What may be new to Sprue but not to a model goes to the model.
 */
final class OpenAiChatChecks {

    private static final ChatChecks COMMON = new ChatChecks(new ChatRules(true, true));
    private static final int MAX_BIAS = 100;

    private OpenAiChatChecks() {}

    /** @throws dev.sprue.gateway.error.FailureException 400, with the place */
    static void check(JsonFields body) {
        for (int i = 0; i < body.count(); i++) {
            if (body.kind(i) != JsonKind.NULL) {
                String name = body.name(i);
                if (!COMMON.check(name, body, i)) {
                    own(name, body, i);
                }
            }
        }
    }

    private static void own(String name, JsonFields body, int field) {
        switch (name) {
            case "n" -> ValueChecks.whole(JsonValue.of(body, field), 1, 128);
            case "max_completion_tokens" -> ValueChecks.whole(JsonValue.of(body, field), 0, Integer.MAX_VALUE);
            case "top_logprobs" -> ValueChecks.whole(JsonValue.of(body, field), 0, 20);
            case "logit_bias" -> logitBias(JsonValue.of(body, field));
            case "logprobs", "parallel_tool_calls", "store" ->
                ValueChecks.kind(JsonValue.of(body, field), JsonKind.BOOLEAN);
            case "reasoning_effort",
                    "service_tier",
                    "user",
                    "verbosity",
                    "safety_identifier",
                    "prompt_cache_key",
                    "prompt_cache_retention" -> ValueChecks.kind(JsonValue.of(body, field), JsonKind.STRING);
            case "metadata", "prediction", "audio", "web_search_options" ->
                ValueChecks.kind(JsonValue.of(body, field), JsonKind.OBJECT);
            case "data_sources" -> ValueChecks.kind(JsonValue.of(body, field), JsonKind.ARRAY);
            case "functions" -> functions(JsonValue.of(body, field));
            case "function_call" -> functionCall(JsonValue.of(body, field));
            case "user_security_context" -> SecurityContextChecks.check(JsonValue.of(body, field));
            default -> {}
        }
    }

    /** By how much single tokens become likelier; which tokens there are, the model knows. */
    static void logitBias(JsonValue bias) {
        ValueChecks.kind(bias, JsonKind.OBJECT);
        JsonFields tokens = bias.fields();
        for (int i = 0; i < tokens.count(); i++) {
            ValueChecks.number(bias.field(tokens, i), -MAX_BIAS, MAX_BIAS);
        }
    }

    private static void functions(JsonValue functions) {
        ValueChecks.items(functions);
        functions.items(function -> {
            ValueChecks.require(function, "name", JsonKind.STRING);
            JsonValue parameters = ValueChecks.field(function, function.fields(), "parameters");
            if (parameters != null) {
                ValueChecks.kind(parameters, JsonKind.OBJECT);
            }
        });
    }

    private static void functionCall(JsonValue choice) {
        if (choice.kind() == JsonKind.OBJECT) {
            ValueChecks.require(choice, "name", JsonKind.STRING);
        } else {
            ValueChecks.oneOf(choice, "auto", "none");
        }
    }
}
