package dev.sprue.gateway.providers.cohere;

import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.canonical.CanonicalFields;
import dev.sprue.gateway.providers.canonical.ChatRequest;
import dev.sprue.gateway.providers.canonical.ResponseFormat;
import dev.sprue.gateway.providers.canonical.ToolChoice;
import dev.sprue.gateway.providers.canonical.ToolDefinition;
import dev.sprue.gateway.providers.canonical.UnsayableFields;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * From the canonical chat request to Cohere's. What differs, beyond names ({@code top_p} is {@code p}, {@code stop} is
 * {@code stop_sequences}):
 *
 * <ul>
 *   <li>a tool that must be called is said by offering no other; a tool without parameters gets the schema of none;
 *   <li>{@code strict} of any tool is {@code strict_tools} of all;
 *   <li>{@code top_p} is held to what Cohere takes, 0.01 to 0.99; a penalty of 0 is left out, since some models take only one of the two;
 *   <li>{@code reasoning_effort} is {@code thinking}, but for {@code high} with a budget of tokens.
 * </ul>
 *
 * <p>A field of Cohere's own that the caller lets pass wins over what would be made of a canonical one.
 */
final class CohereChatWriter {

    private static final Set<String> TAKEN = Set.of(
            "frequency_penalty",
            "logprobs",
            "max_completion_tokens",
            "max_tokens",
            "messages",
            "presence_penalty",
            "reasoning_effort",
            "response_format",
            "seed",
            "stop",
            "temperature",
            "tool_choice",
            "tools",
            "top_p");

    private static final double LEAST_P = 0.01;
    private static final double MOST_P = 0.99;

    private final ProviderCall call;
    private final InferenceCall inference;
    private final JsonFields body;
    private final JsonWriter out = new JsonWriter();
    private final UnsayableFields unsayable = new UnsayableFields();
    private final Set<String> own = new HashSet<>();

    CohereChatWriter(ProviderCall call) {
        this.call = call;
        this.inference = call.call();
        this.body = inference.body();
    }

    /** @throws dev.sprue.gateway.error.FailureException 422 where Cohere has no words for something */
    JsonWriter write() {
        List<Integer> extras = CanonicalFields.extras(inference, TAKEN);
        ChatRequest request = ChatRequest.read(call.call());
        out.beginObject().name("model").string(call.modelId()).name("stream").bool(inference.stream());
        for (int extra : extras) {
            own.add(body.name(extra));
            out.name(body.name(extra)).raw(body.bytes(), body.valueStart(extra), body.valueEnd(extra));
        }
        new CohereMessages(out, unsayable).write(request.messages());
        tools(request);
        format(request.responseFormat());
        request.maxTokens().ifPresent(most -> out.name("max_tokens").number(most));
        if (!request.stop().isEmpty() && !own.contains("stop_sequences")) {
            out.name("stop_sequences").beginArray();
            request.stop().forEach(out::raw);
            out.endArray();
        }
        sampling();
        effort();
        out.endObject();
        unsayable.refuse();
        return out;
    }

    private void sampling() {
        for (String name : List.of("temperature", "seed")) {
            inference.field(name).ifPresent(value -> out.name(name).raw(value));
        }
        for (String name : List.of("frequency_penalty", "presence_penalty")) {
            inference.field(name).filter(value -> number(value) != 0).ifPresent(value -> out.name(name)
                    .raw(value));
        }
        if (!own.contains("p")) {
            inference.field("top_p").ifPresent(this::topP);
        }
        inference.field("logprobs").ifPresent(wanted -> out.name("logprobs").raw(wanted));
    }

    private void topP(JsonValue value) {
        double p = number(value);
        out.name("p");
        if (p > MOST_P) {
            out.raw("0.99".getBytes(StandardCharsets.US_ASCII));
        } else if (p < LEAST_P) {
            out.raw("0.01".getBytes(StandardCharsets.US_ASCII));
        } else {
            out.raw(value);
        }
    }

    private static double number(JsonValue value) {
        return Double.parseDouble(value.raw());
    }

    private void tools(ChatRequest request) {
        Optional<JsonValue> only = request.toolChoice()
                .filter(ToolChoice.Named.class::isInstance)
                .map(choice -> ((ToolChoice.Named) choice).name());
        List<ToolDefinition> offered = request.tools().stream()
                .filter(tool ->
                        only.isEmpty() || only.get().text().equals(tool.name().text()))
                .toList();
        if (only.isPresent() && offered.isEmpty()) {
            unsayable.add(only.get(), "No tool of the request has that name.");
        }
        if (offered.isEmpty()) {
            return;
        }
        out.name("tools").beginArray();
        offered.forEach(tool -> tool.writeTo(out));
        out.endArray();
        if (offered.stream().anyMatch(ToolDefinition::strict) && !own.contains("strict_tools")) {
            out.name("strict_tools").bool(true);
        }
        request.toolChoice().ifPresent(choice -> {
            switch (choice) {
                case ToolChoice.Auto auto -> {}
                case ToolChoice.None none -> out.name("tool_choice").string("NONE");
                case ToolChoice.Required any -> out.name("tool_choice").string("REQUIRED");
                case ToolChoice.Named named -> out.name("tool_choice").string("REQUIRED");
            }
        });
    }

    private void format(ResponseFormat format) {
        switch (format) {
            case ResponseFormat.Text any -> {}
            case ResponseFormat.JsonObject json ->
                out.name("response_format")
                        .beginObject()
                        .name("type")
                        .string("json_object")
                        .endObject();
            case ResponseFormat.JsonSchema json -> {
                out.name("response_format").beginObject().name("type").string("json_object");
                json.schema().ifPresent(schema -> out.name("json_schema").raw(schema));
                out.endObject();
            }
        }
    }

    private void effort() {
        Optional<JsonValue> effort = inference.field("reasoning_effort");
        if (effort.isEmpty() || own.contains("thinking")) {
            return;
        }
        switch (effort.get().kind() == JsonKind.STRING ? effort.get().text() : "") {
            case "none" -> thinking("disabled", 0);
            case "minimal" -> thinking("enabled", 1_024);
            case "low" -> thinking("enabled", 2_048);
            case "medium" -> thinking("enabled", 8_192);
            case "high", "xhigh" -> thinking("enabled", 0);
            default -> unsayable.add(effort.get(), "Cohere's models have no such effort.");
        }
    }

    private void thinking(String type, int budgetTokens) {
        out.name("thinking").beginObject().name("type").string(type);
        if (budgetTokens > 0) {
            out.name("token_budget").number(budgetTokens);
        }
        out.endObject();
    }
}
