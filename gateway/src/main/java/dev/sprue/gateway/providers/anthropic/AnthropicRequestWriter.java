package dev.sprue.gateway.providers.anthropic;

import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import dev.sprue.gateway.providers.canonical.CanonicalFields;
import dev.sprue.gateway.providers.canonical.ChatRequest;
import dev.sprue.gateway.providers.canonical.ResponseFormat;
import dev.sprue.gateway.providers.canonical.UnsayableFields;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** From the canonical request to the one of the Messages API ({@code CreateMessageParams} of the specification). */
final class AnthropicRequestWriter {

    /** Fields of the canonical form that the dialect has a place for. */
    private static final Set<String> TAKEN = Set.of(
            "messages",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "response_format",
            "max_tokens",
            "max_completion_tokens",
            "stop",
            "temperature",
            "top_p",
            "reasoning_effort");

    private static final String THINKING = "thinking";
    private static final String OUTPUT_CONFIG = "output_config";

    /** In which a caller asks for features of the API that are not for all yet, as other hosts of the models have it in bodies. */
    private static final String BETA = "anthropic_beta";

    /** What callers of this same API say beyond the canonical form. */
    private static final Set<String> OWN = Set.of(THINKING, OUTPUT_CONFIG, BETA, "cache_control");

    private static final Pattern BETA_NAMES = Pattern.compile("[A-Za-z0-9_.,-]{1,1000}");

    private final InferenceCall call;
    private final ChatRequest request;
    private final AnthropicModel model;
    private final UnsayableFields unsayable = new UnsayableFields();
    private final JsonWriter out = new JsonWriter();
    private final List<Integer> extras;
    private Optional<String> beta = Optional.empty();

    /**
     * What is sent.
     *
     * @param body the request's body
     * @param beta the value of the header {@code anthropic-beta}
     */
    record Written(JsonWriter body, Optional<String> beta) {}

    private AnthropicRequestWriter(InferenceCall call, AnthropicModel model) {
        this.call = call;
        this.model = model;
        this.extras = CanonicalFields.extras(call, TAKEN, OWN);
        this.request = ChatRequest.read(call);
    }

    /**
     * Writes a chat request.
     *
     * @param modelId what the API calls the model
     * @throws dev.sprue.gateway.error.FailureException 422 where it asks for what the dialect, or the model, cannot do
     */
    static Written write(InferenceCall call, String modelId, AnthropicModel model) {
        return new AnthropicRequestWriter(call, model).write(modelId);
    }

    private Written write(String modelId) {
        AnthropicPlan plan = AnthropicPlan.of(request, model, effort(), extra(THINKING), unsayable);
        out.beginObject().name("model").string(modelId).name("max_tokens").number(plan.maxTokens());
        new AnthropicTurnWriter(out, unsayable).write(request.messages());
        new AnthropicToolWriter(out, model).write(request, plan);
        plan.thinking().ifPresent(json -> out.name(THINKING).raw(json.getBytes(StandardCharsets.US_ASCII)));
        outputConfig(plan);
        sampling();
        user();
        if (call.stream()) {
            out.name("stream").bool(true);
        }
        extras();
        out.endObject();
        unsayable.refuse();
        return new Written(out, beta);
    }

    /** Callers of this same API have said it in its own words. */
    private Optional<JsonValue> effort() {
        boolean said = extra(THINKING).isPresent() || extra(OUTPUT_CONFIG).isPresent();
        return call.translated() && said ? Optional.empty() : call.field("reasoning_effort");
    }

    /** A field of the dialect's own that the caller lets pass. */
    private Optional<JsonValue> extra(String name) {
        for (int field : extras) {
            if (request.body().name(field).equals(name) && request.body().kind(field) == JsonKind.OBJECT) {
                return Optional.of(JsonValue.of(request.body(), field));
            }
        }
        return Optional.empty();
    }

    private void outputConfig(AnthropicPlan plan) {
        Optional<JsonValue> own = extra(OUTPUT_CONFIG);
        boolean format = plan.json() == AnthropicPlan.Json.FORMAT
                && own.flatMap(config -> config.field("format")).isEmpty();
        boolean effort = plan.effort().isPresent()
                && own.flatMap(config -> config.field("effort")).isEmpty();
        if (own.isEmpty() && !format && !effort) {
            return;
        }
        out.name(OUTPUT_CONFIG).beginObject();
        if (effort) {
            out.name("effort").string(plan.effort().orElseThrow());
        }
        if (format && request.responseFormat() instanceof ResponseFormat.JsonSchema schema) {
            out.name("format").beginObject().name("type").string("json_schema").name("schema");
            if (schema.strict()) {
                out.raw(schema.schema().orElseThrow());
            } else {
                new AnthropicSchemaWriter(out).closed(schema.schema().orElseThrow());
            }
            out.endObject();
        }
        if (own.isPresent()) {
            JsonFields fields = own.get().fields();
            for (int i = 0; i < fields.count(); i++) {
                out.name(fields.name(i)).raw(own.get().field(fields, i));
            }
        }
        out.endObject();
    }

    private void sampling() {
        if (!request.stop().isEmpty()) {
            out.name("stop_sequences").beginArray();
            request.stop().forEach(out::raw);
            out.endArray();
        }
        call.field("temperature").ifPresent(value -> {
            if (Double.parseDouble(value.raw()) > 1) {
                unsayable.add(value, "The model behind this deployment takes temperatures up to 1.");
            }
            out.name("temperature").raw(value);
        });
        call.field("top_p").ifPresent(value -> out.name("top_p").raw(value));
    }

    private void user() {
        call.field("user")
                .or(() -> call.field("safety_identifier"))
                .filter(value -> value.kind() == JsonKind.STRING)
                .ifPresent(value -> out.name("metadata")
                        .beginObject()
                        .name("user_id")
                        .raw(value)
                        .endObject());
    }

    /** What the canonical form does not define goes as it is, unless the canonical form has it under another name. */
    private void extras() {
        for (int field : extras) {
            String name = request.body().name(field);
            JsonValue value = JsonValue.of(request.body(), field);
            switch (name) {
                case BETA -> beta(value);
                case OUTPUT_CONFIG, THINKING -> {
                    if (value.kind() != JsonKind.OBJECT) {
                        unsayable.add(value, "Input should be an object.");
                    } else if (name.equals(THINKING)) {
                        out.name(name).raw(value);
                    }
                }
                case "system" -> unsayable.add(value, "This API has it as a message of the role 'system'.");
                case "stop_sequences" -> unsayable.add(value, "This API has it as 'stop'.");
                default -> out.name(name).raw(value);
            }
        }
    }

    private void beta(JsonValue value) {
        List<String> names = new ArrayList<>(1);
        if (value.kind() == JsonKind.ARRAY) {
            value.items(item -> names.add(item.kind() == JsonKind.STRING ? item.text() : ""));
        } else if (value.kind() == JsonKind.STRING) {
            names.add(value.text());
        }
        String header = String.join(",", names);
        if (BETA_NAMES.matcher(header).matches() && !names.contains("")) {
            beta = Optional.of(header);
        } else {
            unsayable.add(value, "It has to be the name of a beta of Anthropic's, or a list of such names.");
        }
    }
}
