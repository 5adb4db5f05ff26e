package dev.sprue.gateway.api.anthropic;

import dev.sprue.gateway.api.requests.ExtraFields;
import dev.sprue.gateway.api.requests.RequestBody;
import dev.sprue.gateway.api.requests.SamplingChecks;
import dev.sprue.gateway.api.requests.TokenEstimate;
import dev.sprue.gateway.api.requests.ValueChecks;
import dev.sprue.gateway.http.BodyReader;
import dev.sprue.gateway.http.Exchange;
import dev.sprue.gateway.inference.ExtraParameters;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.json.JsonBytes;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import java.util.Optional;
import java.util.Set;

/** From a request for a message to the canonical call. What no model could answer is refused, with its place. */
final class MessagesRequestReader {

    private static final ExtraParameters PASSED = new ExtraParameters.PassThrough();

    /** What canonical bodies are longer by: {@code "type":"function"} and its like. */
    private static final int MORE_BYTES = 512;

    private static final int MAX_FIRST_BYTES = 1024 * 1024;

    private static final String BETA = "anthropic_beta";

    /** Fields of this API's that not every provider has. */
    private static final Set<String> OWN = Set.of("top_k", "thinking", "output_config", "cache_control", BETA);

    /** Fields of canonical bodies that this writes. */
    private static final Set<String> CANONICAL = Set.of(
            "model",
            "messages",
            "max_tokens",
            "temperature",
            "top_p",
            "stop",
            "stream",
            "user",
            "service_tier",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "reasoning_effort",
            "response_format");

    private final BodyReader bodies;
    private final int maxDepth;

    /**
     * @param bodies keeps what is made of a body
     * @param maxDepth levels of nesting that a body may have
     */
    MessagesRequestReader(BodyReader bodies, int maxDepth) {
        this.bodies = bodies;
        this.maxDepth = maxDepth;
    }

    /**
     * Reads one request.
     *
     * @throws dev.sprue.gateway.error.FailureException 400 where something is wrong with it
     */
    MessagesRequest read(Exchange exchange, JsonBytes bytes) {
        JsonFields body = RequestBody.scan(bytes, maxDepth);
        RequestBody.require(body, "max_tokens");
        JsonFields canonical = canonical(body, exchange.header("anthropic-beta"));
        InferenceCall call = new InferenceCall(
                exchange.id(),
                Operation.CHAT_COMPLETION,
                Optional.of(model(body)),
                canonical,
                RequestBody.isStream(body),
                extras(exchange.header("extra-parameters"), canonical),
                1,
                true);
        return new MessagesRequest(call, ThinkingWriter.wanted(body));
    }

    /**
     * Reads one request whose tokens are to be counted; it needs no {@code max_tokens}.
     *
     * @throws dev.sprue.gateway.error.FailureException 400 where something is wrong with it
     */
    CountRequest count(JsonBytes bytes) {
        JsonFields body = RequestBody.scan(bytes, maxDepth);
        JsonFields canonical = canonical(body, Optional.empty());
        return new CountRequest(model(body), TokenEstimate.of(canonical));
    }

    /** The deployment that a body names. */
    private static String model(JsonFields body) {
        RequestBody.require(body, "model");
        return RequestBody.model(body).orElse("");
    }

    private static ExtraParameters extras(Optional<String> option, JsonFields canonical) {
        if (option.isEmpty()) {
            return PASSED;
        }
        boolean drops = option.get().strip().equalsIgnoreCase("drop");
        return ExtraFields.of(
                option.get(), canonical, name -> CANONICAL.contains(name) || !drops && OWN.contains(name));
    }

    private JsonFields canonical(JsonFields body, Optional<String> beta) {
        JsonWriter out = new JsonWriter(Math.min(MAX_FIRST_BYTES, body.end() - body.start() + MORE_BYTES));
        out.beginObject();
        out.name("model");
        out.raw(RequestBody.require(body, "model"));
        out.name("messages");
        new ConversationWriter(out).write(body);
        for (int i = 0; i < body.count(); i++) {
            if (body.kind(i) != JsonKind.NULL) {
                field(body.name(i), body, i, out);
            }
        }
        new ToolsWriter(out).write(body);
        ThinkingWriter.write(body, out);
        beta.ifPresent(names -> out.name(BETA).string(names));
        out.endObject();
        return JsonFields.scanEdited(bodies.keep(out, body.bytes()));
    }

    private static void field(String name, JsonFields body, int field, JsonWriter out) {
        JsonValue value = JsonValue.of(body, field);
        switch (name) {
            case "model", "messages", "system", "tools", "tool_choice", "thinking", "output_config" -> {}
            case "max_tokens", "temperature", "top_p" -> {
                SamplingChecks.check(name, body, field);
                raw(name, value, out);
            }
            case "stop_sequences" -> {
                ValueChecks.kind(value, JsonKind.ARRAY);
                SamplingChecks.check("stop", body, field);
                if (!value.isEmpty()) {
                    raw("stop", value, out);
                }
            }
            case "top_k" -> {
                ValueChecks.whole(value, 0, Integer.MAX_VALUE);
                raw(name, value, out);
            }
            case "stream" -> {
                ValueChecks.kind(value, JsonKind.BOOLEAN);
                raw(name, value, out);
            }
            case "metadata" -> {
                ValueChecks.kind(value, JsonKind.OBJECT);
                JsonValue user = ValueChecks.field(value, value.fields(), "user_id");
                if (user != null) {
                    ValueChecks.kind(user, JsonKind.STRING);
                    raw("user", user, out);
                }
            }
            case "service_tier" -> {
                if (ValueChecks.oneOf(value, "auto", "standard_only").equals("standard_only")) {
                    out.name("service_tier");
                    out.string("default");
                }
            }
            default -> {
                if (CANONICAL.contains(name) || name.equals("n") || name.equals(BETA)) {
                    throw ValueChecks.wrong(value, "this API has no such field", "the request without it");
                }
                // Whatever else there is, the model's provider may know.
                raw(name, value, out);
            }
        }
    }

    private static void raw(String name, JsonValue value, JsonWriter out) {
        out.name(name);
        out.raw(value);
    }
}
