package dev.sprue.gateway.providers.ollama;

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
import dev.sprue.gateway.providers.canonical.UnsayableFields;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * From the canonical chat request to Ollama's. What differs, beyond names and places:
 *
 * <ul>
 *   <li>sampling, the limit of tokens and stop strings stand in {@code options}; so do options of Ollama's own that a caller lets
 *       pass, whether inside of {@code options} or beside it;
 *   <li>that no tool may be called is said by offering none; that one must be called cannot be said;
 *   <li>{@code reasoning_effort} is {@code think}; a JSON schema is {@code format}.
 * </ul>
 *
 * <p>A field of Ollama's own that the caller lets pass wins over what would be made of a canonical one.
 */
final class OllamaChatWriter {

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
            "top_logprobs",
            "top_p");

    /** Options of Ollama's that callers also send beside {@code options}, as other servers of the same models have them. */
    private static final Set<String> OPTIONS = Set.of(
            "draft_num_predict",
            "main_gpu",
            "min_p",
            "num_batch",
            "num_ctx",
            "num_gpu",
            "num_keep",
            "num_predict",
            "num_thread",
            "repeat_last_n",
            "repeat_penalty",
            "top_k",
            "typical_p",
            "use_mmap");

    private static final List<String> SAME_OPTIONS =
            List.of("temperature", "top_p", "seed", "frequency_penalty", "presence_penalty");

    private final ProviderCall call;
    private final InferenceCall inference;
    private final JsonFields body;
    private final JsonWriter out = new JsonWriter();
    private final JsonWriter options = new JsonWriter(64);
    private final UnsayableFields unsayable = new UnsayableFields();
    private final Set<String> own = new HashSet<>();
    private final Set<String> ownOptions = new HashSet<>();

    OllamaChatWriter(ProviderCall call) {
        this.call = call;
        this.inference = call.call();
        this.body = inference.body();
    }

    /** @throws dev.sprue.gateway.error.FailureException 422 where Ollama has no words for something */
    JsonWriter write() {
        List<Integer> extras = CanonicalFields.extras(inference, TAKEN);
        ChatRequest request = ChatRequest.read(call.call());
        out.beginObject().name("model").string(call.modelId()).name("stream").bool(inference.stream());
        options.beginObject();
        extras.forEach(this::extra);
        new OllamaMessages(out, unsayable).write(request.messages());
        tools(request);
        format(request.responseFormat());
        options(request);
        effort();
        for (String name : List.of("logprobs", "top_logprobs")) {
            inference.field(name).ifPresent(value -> out.name(name).raw(value));
        }
        out.endObject();
        unsayable.refuse();
        return out;
    }

    private void extra(int field) {
        String name = body.name(field);
        if (name.equals("options") && body.kind(field) == JsonKind.OBJECT) {
            JsonValue all = JsonValue.of(body, field);
            JsonFields fields = all.fields();
            for (int i = 0; i < fields.count(); i++) {
                option(fields.name(i), all.field(fields, i));
            }
        } else if (OPTIONS.contains(name)) {
            option(name, JsonValue.of(body, field));
        } else {
            own.add(name);
            out.name(name).raw(JsonValue.of(body, field));
        }
    }

    private void option(String name, JsonValue value) {
        if (ownOptions.add(name)) {
            options.name(name).raw(value);
        }
    }

    private void options(ChatRequest request) {
        for (String name : SAME_OPTIONS) {
            inference.field(name).ifPresent(value -> option(name, value));
        }
        if (request.maxTokens().isPresent() && ownOptions.add("num_predict")) {
            options.name("num_predict").number(request.maxTokens().getAsLong());
        }
        if (!request.stop().isEmpty() && ownOptions.add("stop")) {
            options.name("stop").beginArray();
            request.stop().forEach(options::raw);
            options.endArray();
        }
        if (!ownOptions.isEmpty()) {
            out.name("options").raw(options.endObject().toBytes());
        }
    }

    private void tools(ChatRequest request) {
        ToolChoice choice = request.toolChoice().orElseGet(ToolChoice.Auto::new);
        boolean none =
                switch (choice) {
                    case ToolChoice.None nothing -> true;
                    case ToolChoice.Auto any -> false;
                    case ToolChoice.Required must -> {
                        inference
                                .field("tool_choice")
                                .ifPresent(value -> unsayable.add(value, "Ollama cannot make a model call a tool."));
                        yield false;
                    }
                    case ToolChoice.Named must -> {
                        unsayable.add(must.name(), "Ollama cannot make a model call a tool.");
                        yield false;
                    }
                };
        if (none || request.tools().isEmpty()) {
            return;
        }
        out.name("tools").beginArray();
        request.tools().forEach(tool -> tool.writeTo(out));
        out.endArray();
    }

    private void format(ResponseFormat format) {
        if (own.contains("format")) {
            return;
        }
        switch (format) {
            case ResponseFormat.Text any -> {}
            case ResponseFormat.JsonObject json -> out.name("format").string("json");
            case ResponseFormat.JsonSchema json -> {
                out.name("format");
                json.schema().ifPresentOrElse(out::raw, () -> out.string("json"));
            }
        }
    }

    private void effort() {
        Optional<JsonValue> effort = inference.field("reasoning_effort");
        if (effort.isEmpty() || own.contains("think")) {
            return;
        }
        String word = effort.get().kind() == JsonKind.STRING ? effort.get().text() : "";
        switch (word) {
            case "none" -> out.name("think").bool(false);
            case "minimal" -> out.name("think").string("low");
            case "low", "medium", "high" -> out.name("think").string(word);
            case "xhigh" -> out.name("think").string("max");
            default -> unsayable.add(effort.get(), "Ollama has no such effort.");
        }
    }
}
