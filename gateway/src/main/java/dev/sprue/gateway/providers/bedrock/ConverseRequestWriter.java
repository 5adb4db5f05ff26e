package dev.sprue.gateway.providers.bedrock;

import dev.sprue.gateway.inference.ExtraParameters;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import dev.sprue.gateway.providers.canonical.CanonicalFields;
import dev.sprue.gateway.providers.canonical.ChatRequest;
import dev.sprue.gateway.providers.canonical.ResponseFormat;
import dev.sprue.gateway.providers.canonical.UnsayableFields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * From the canonical chat request to {@code ConverseRequest}, and {@code ConverseStreamRequest}, which has the same fields.
 *
 * <p>Fields that the canonical form does not have go where the API has them: its own top-level fields as they are, any other
 * into {@code additionalModelRequestFields}.
 */
final class ConverseRequestWriter {

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
            "reasoning_effort",
            "service_tier");

    /** The API's own fields that the canonical form has no other words for. */
    private static final Set<String> OWN = Set.of(
            "additionalModelResponseFieldPaths",
            "guardrailConfig",
            "outputConfig",
            "performanceConfig",
            "promptVariables",
            "requestMetadata",
            "serviceTier");

    /** Those that it has words for. */
    private static final Set<String> SAID_OTHERWISE = Set.of("inferenceConfig", "modelId", "system", "toolConfig");

    private static final double MAX_TEMPERATURE = 1;
    private static final String MODELS_OWN = "additionalModelRequestFields";
    private static final Set<String> TIERS = Set.of("default", "flex", "priority", "reserved");

    private final JsonFields body;
    private final ChatRequest request;
    private final BedrockModel model;
    private final List<Integer> extras;
    private final boolean drop;
    private final JsonWriter out = new JsonWriter();
    private final UnsayableFields unsayable = new UnsayableFields();
    private final CachePoints cachePoints;
    private final ConverseToolWriter tools;
    private ReasoningEffort reasoning = ReasoningEffort.UNSAID;

    private ConverseRequestWriter(InferenceCall call, BedrockModel model) {
        this.body = call.body();
        this.model = model;
        this.extras = CanonicalFields.extras(call, TAKEN);
        this.request = ChatRequest.read(call);
        this.drop = call.extraParameters() instanceof ExtraParameters.Drop;
        this.cachePoints = new CachePoints(body, out);
        this.tools = new ConverseToolWriter(request, model, out, cachePoints, optional());
    }

    /**
     * Writes the request.
     *
     * @throws dev.sprue.gateway.error.FailureException 422 that names what the API has no words for
     */
    static JsonWriter write(InferenceCall call, BedrockModel model) {
        return new ConverseRequestWriter(call, model).write();
    }

    private JsonWriter write() {
        field("reasoning_effort")
                .ifPresent(effort -> reasoning = ReasoningEffort.of(effort, model.reasoning(), request, optional()));
        out.beginObject();
        new ConverseMessageWriter(out, cachePoints, unsayable).write(request.messages());
        inferenceConfig();
        tools.write();
        boolean output = outputConfig();
        boolean tier = serviceTier();
        modelsOwn();
        for (int extra : extras) {
            String name = body.name(extra);
            if (SAID_OTHERWISE.contains(name)
                    || (output && name.equals("outputConfig"))
                    || (tier && name.equals("serviceTier"))) {
                unsayable.add(JsonValue.of(body, extra), "Say it with the fields of this API, and there alone.");
            } else if (OWN.contains(name)) {
                out.name(name).raw(JsonValue.of(body, extra));
            }
        }
        unsayable.refuse();
        return out.endObject();
    }

    private Optional<JsonValue> field(String name) {
        return request.field(name);
    }

    /** What takes a field that cannot be said: nobody, where the caller wants such fields dropped. */
    private UnsayableFields optional() {
        return drop ? new UnsayableFields() : unsayable;
    }

    private void inferenceConfig() {
        Optional<JsonValue> temperature = field("temperature");
        Optional<JsonValue> topP = field("top_p");
        if (request.maxTokens().isEmpty()
                && temperature.isEmpty()
                && topP.isEmpty()
                && request.stop().isEmpty()) {
            return;
        }
        temperature
                .filter(value -> Double.parseDouble(value.raw()) > MAX_TEMPERATURE)
                .ifPresent(value -> optional().add(value, "This API takes temperatures up to 1."));
        out.name("inferenceConfig").beginObject();
        if (request.maxTokens().isPresent()) {
            out.name("maxTokens").number(request.maxTokens().getAsLong());
        }
        temperature
                .filter(value -> Double.parseDouble(value.raw()) <= MAX_TEMPERATURE)
                .ifPresent(value -> out.name("temperature").raw(value));
        topP.ifPresent(value -> out.name("topP").raw(value));
        if (!request.stop().isEmpty()) {
            out.name("stopSequences").beginArray();
            request.stop().forEach(out::raw);
            out.endArray();
        }
        out.endObject();
    }

    /** @return whether it was written */
    private boolean outputConfig() {
        Optional<JsonValue> schema = schema();
        if (schema.isEmpty() && reasoning.effort().isEmpty()) {
            return false;
        }
        out.name("outputConfig").beginObject();
        if (schema.isPresent() && request.responseFormat() instanceof ResponseFormat.JsonSchema format) {
            out.name("textFormat").beginObject().name("type").string("json_schema");
            out.name("structure").beginObject().name("jsonSchema").beginObject();
            byte[] text = schema.get().copy(schema.get().start(), schema.get().end());
            out.name("schema").quoted(text, 0, text.length).name("name").raw(format.name());
            format.description()
                    .ifPresent(description -> out.name("description").raw(description));
            out.endObject().endObject().endObject();
        }
        if (!reasoning.effort().isEmpty()) {
            out.name("effort").string(reasoning.effort());
        }
        out.endObject();
        return true;
    }

    private Optional<JsonValue> schema() {
        return switch (request.responseFormat()) {
            case ResponseFormat.Text text -> Optional.empty();
            case ResponseFormat.JsonObject object -> {
                optional()
                        .add(
                                field("response_format").orElseThrow(),
                                "This API holds answers to a JSON schema, but not to JSON alone.");
                yield Optional.empty();
            }
            case ResponseFormat.JsonSchema format -> {
                if (format.schema().isEmpty()) {
                    optional().add(field("response_format").orElseThrow(), "This API needs the schema itself.");
                }
                yield format.schema();
            }
        };
    }

    /** @return whether it was written */
    private boolean serviceTier() {
        Optional<JsonValue> tier = field("service_tier").filter(value -> !value.isText("auto"));
        if (tier.isEmpty()) {
            return false;
        }
        if (tier.get().kind() == JsonKind.STRING && TIERS.contains(tier.get().text())) {
            out.name("serviceTier").beginObject().name("type").raw(tier.get()).endObject();
            return true;
        }
        optional().add(tier.get(), "This API has the tiers 'default', 'flex', 'priority' and 'reserved'.");
        return false;
    }

    /** The fields of the model itself: what the caller passes through, then what other fields come to. */
    private void modelsOwn() {
        Set<String> named = new HashSet<>();
        List<Runnable> fields = new ArrayList<>(0);
        for (int extra : extras) {
            JsonValue value = JsonValue.of(body, extra);
            String name = body.name(extra);
            if (name.equals(MODELS_OWN)) {
                modelsOwn(value, named, fields);
            } else if (!OWN.contains(name) && !SAID_OTHERWISE.contains(name)) {
                add(name, value, named, fields);
            }
        }
        if (!reasoning.field().isEmpty() && named.add(reasoning.field())) {
            fields.add(() -> out.name(reasoning.field()).raw(reasoning.json()));
        }
        if (tools.choosesInClaudesWords() && named.add("tool_choice")) {
            fields.add(() -> {
                out.name("tool_choice");
                tools.writeClaudesChoice();
            });
        }
        if (!fields.isEmpty()) {
            out.name(MODELS_OWN).beginObject();
            fields.forEach(Runnable::run);
            out.endObject();
        }
    }

    private void modelsOwn(JsonValue value, Set<String> named, List<Runnable> fields) {
        if (value.kind() != JsonKind.OBJECT) {
            unsayable.add(value, "Input should be an object.");
            return;
        }
        JsonFields inner = value.fields();
        for (int i = 0; i < inner.count(); i++) {
            add(inner.name(i), value.field(inner, i), named, fields);
        }
    }

    private void add(String name, JsonValue value, Set<String> named, List<Runnable> fields) {
        if (named.add(name)) {
            fields.add(() -> out.name(name).raw(value));
        } else {
            unsayable.add(value, "The request has this field of the model's twice.");
        }
    }
}
