package dev.sprue.gateway.api.anthropic;

import dev.sprue.gateway.api.requests.RequestBody;
import dev.sprue.gateway.api.requests.ValueChecks;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import java.util.Optional;

/**
 * Writes how much a model is to think, and the schema of its answer: as canonical bodies have it, and {@code thinking} and
 * {@code output_config} as they are for the providers that know them.
 */
final class ThinkingWriter {

    private static final long LEAST_BUDGET = 1_024;

    /** Tokens up to which a budget is a low and a medium effort; these are the budgets of other APIs for these words. */
    private static final long LOW_TOKENS = 4_096;

    private static final long MEDIUM_TOKENS = 16_384;

    private ThinkingWriter() {}

    /** Whether a request that has been checked asks for thinking. */
    static boolean wanted(JsonFields body) {
        return RequestBody.present(body, "thinking")
                .filter(thinking ->
                        !ValueChecks.require(thinking, "type", JsonKind.STRING).isText("disabled"))
                .isPresent();
    }

    /** Writes what {@code thinking} and {@code output_config} say. */
    static void write(JsonFields body, JsonWriter out) {
        Optional<JsonValue> thinking = RequestBody.present(body, "thinking");
        Optional<String> effort = RequestBody.present(body, "output_config").flatMap(ThinkingWriter::effort);
        Optional<String> budget = thinking.flatMap(ThinkingWriter::check);
        effort.or(() -> budget).ifPresent(word -> {
            out.name("reasoning_effort");
            out.string(word);
        });
        thinking.ifPresent(value -> {
            out.name("thinking");
            out.raw(value);
        });
        RequestBody.present(body, "output_config").ifPresent(config -> {
            format(config, out);
            out.name("output_config").raw(config);
        });
    }

    private static Optional<String> check(JsonValue thinking) {
        ValueChecks.kind(thinking, JsonKind.OBJECT);
        String type = ValueChecks.oneOf(
                ValueChecks.require(thinking, "type", JsonKind.STRING),
                "enabled",
                "disabled",
                "adaptive",
                "between_tools");
        if (!type.equals("enabled")) {
            return Optional.empty();
        }
        JsonValue budget = ValueChecks.require(thinking, "budget_tokens", JsonKind.NUMBER);
        ValueChecks.whole(budget, LEAST_BUDGET, Integer.MAX_VALUE);
        double tokens = Double.parseDouble(budget.raw());
        return Optional.of(tokens <= LOW_TOKENS ? "low" : tokens <= MEDIUM_TOKENS ? "medium" : "high");
    }

    private static Optional<String> effort(JsonValue config) {
        ValueChecks.kind(config, JsonKind.OBJECT);
        JsonValue effort = ValueChecks.field(config, config.fields(), "effort");
        if (effort == null) {
            return Optional.empty();
        }
        String word = ValueChecks.oneOf(effort, "low", "medium", "high", "xhigh", "max");
        return Optional.of(word.equals("max") ? "xhigh" : word);
    }

    private static void format(JsonValue config, JsonWriter out) {
        JsonValue format = ValueChecks.field(config, config.fields(), "format");
        if (format == null) {
            return;
        }
        ValueChecks.oneOf(ValueChecks.require(format, "type", JsonKind.STRING), "json_schema");
        out.name("response_format");
        out.beginObject();
        out.name("type");
        out.string("json_schema");
        out.name("json_schema");
        out.beginObject();
        out.name("name");
        out.string("answer");
        out.name("schema");
        out.raw(ValueChecks.require(format, "schema", JsonKind.OBJECT));
        out.name("strict");
        out.bool(true);
        out.endObject();
        out.endObject();
    }
}
