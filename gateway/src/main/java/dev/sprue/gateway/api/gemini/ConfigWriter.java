package dev.sprue.gateway.api.gemini;

import dev.sprue.gateway.api.requests.ValueChecks;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import java.util.List;
import java.util.Locale;

/**
 * Writes {@code generationConfig} as fields of the canonical body. What these do not have goes under its own name: a provider with
 * this API has it, and others refuse it.
 */
final class ConfigWriter {

    /** Tokens up to which a budget is a low and a medium effort, by Google's own table. */
    private static final long LOW_TOKENS = 1_024;

    private static final long MEDIUM_TOKENS = 8_192;

    private final ProtoObject config;
    private final JsonWriter out;

    ConfigWriter(ProtoObject config, JsonWriter out) {
        this.config = config;
        this.out = out;
    }

    /** Whether the caller wants to be shown what a model thought. */
    static boolean wantsThoughts(ProtoObject request) {
        return request.object("generationConfig")
                .flatMap(config -> config.object("thinkingConfig"))
                .filter(thinking -> thinking.isOn("includeThoughts"))
                .isPresent();
    }

    void write() {
        JsonFields fields = config.fields();
        for (int i = 0; i < fields.count(); i++) {
            JsonValue value = config.value().field(fields, i);
            if (!value.isNull()) {
                field(ProtoObject.camel(fields.name(i)), value);
            }
        }
        format();
    }

    private void field(String name, JsonValue value) {
        switch (name) {
            case "temperature" -> number("temperature", value, 0, 2);
            case "topP" -> number("top_p", value, 0, 1);
            case "topK" -> number("top_k", value, 0, Integer.MAX_VALUE);
            case "candidateCount" -> whole("n", value, 1, 128);
            case "maxOutputTokens" -> whole("max_tokens", value, 0, Integer.MAX_VALUE);
            case "seed" -> whole("seed", value, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case "presencePenalty" -> number("presence_penalty", value, -2, 2);
            case "frequencyPenalty" -> number("frequency_penalty", value, -2, 2);
            case "responseLogprobs" -> {
                ValueChecks.kind(value, JsonKind.BOOLEAN);
                out.name("logprobs").raw(value);
            }
            case "logprobs" -> whole("top_logprobs", value, 0, 20);
            case "stopSequences" -> {
                List<JsonValue> stop = ProtoObject.items(value);
                if (!stop.isEmpty()) {
                    out.name("stop").beginArray();
                    for (JsonValue text : stop) {
                        ValueChecks.text(text, 1, 10_000);
                        out.raw(text);
                    }
                    out.endArray();
                }
            }
            case "responseModalities" -> modalities(value);
            case "thinkingConfig" -> {
                thinking(ProtoObject.of(value));
                out.name(name).raw(value);
            }
            case "responseMimeType", "responseSchema", "responseJsonSchema", "_responseJsonSchema" -> {}
            default -> out.name(name).raw(value);
        }
    }

    private void number(String name, JsonValue value, double min, double max) {
        ValueChecks.number(value, min, max);
        out.name(name).raw(value);
    }

    private void whole(String name, JsonValue value, long min, long max) {
        ValueChecks.whole(value, min, max);
        out.name(name).raw(value);
    }

    /** Text alone is what every model writes. */
    private void modalities(JsonValue value) {
        List<JsonValue> words = ProtoObject.items(value);
        if (words.size() != 1 || !words.getFirst().isText("TEXT")) {
            out.name("responseModalities").raw(value);
        }
    }

    private void thinking(ProtoObject thinking) {
        JsonValue level = thinking.get("thinkingLevel");
        JsonValue budget = thinking.get("thinkingBudget");
        if (level != null) {
            String word = ValueChecks.oneOf(level, "THINKING_LEVEL_UNSPECIFIED", "MINIMAL", "LOW", "MEDIUM", "HIGH");
            if (!word.startsWith("THINKING")) {
                out.name("reasoning_effort").string(word.toLowerCase(Locale.ROOT));
            }
        } else if (budget != null) {
            ValueChecks.whole(budget, -1, Integer.MAX_VALUE);
            double tokens = Double.parseDouble(budget.raw());
            // -1 leaves it to the model.
            if (tokens >= 0) {
                out.name("reasoning_effort");
                out.string(
                        tokens == 0
                                ? "none"
                                : tokens <= LOW_TOKENS ? "low" : tokens <= MEDIUM_TOKENS ? "medium" : "high");
            }
        }
    }

    private void format() {
        JsonValue schema = config.get("responseSchema");
        JsonValue json = config.get("responseJsonSchema");
        JsonValue other = json != null ? json : config.get("_responseJsonSchema");
        JsonValue type = config.get("responseMimeType");
        boolean wantsJson = schema != null || other != null;
        if (type != null) {
            wantsJson |=
                    ValueChecks.oneOf(type, "text/plain", "application/json").startsWith("application");
        }
        if (!wantsJson) {
            return;
        }
        out.name("response_format").beginObject().name("type");
        if (schema == null && other == null) {
            out.string("json_object");
        } else {
            out.string("json_schema").name("json_schema").beginObject();
            out.name("name").string("answer").name("schema");
            if (other != null) {
                ValueChecks.kind(other, JsonKind.OBJECT);
                out.raw(other);
            } else if (schema != null) {
                new SchemaWriter(out).write(schema);
            }
            out.endObject();
        }
        out.endObject();
    }
}
