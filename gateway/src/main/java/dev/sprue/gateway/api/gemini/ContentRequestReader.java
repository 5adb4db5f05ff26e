package dev.sprue.gateway.api.gemini;

import dev.sprue.gateway.api.requests.ExtraFields;
import dev.sprue.gateway.api.requests.RequestBody;
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

/** From a request for content to the canonical call. What no model could answer is refused, with its place. */
final class ContentRequestReader {

    private static final ExtraParameters PASSED = new ExtraParameters.PassThrough();

    /** What canonical bodies are longer by: {@code "type":"function"} and its like. */
    private static final int MORE_BYTES = 512;

    private static final int MAX_FIRST_BYTES = 1024 * 1024;

    /** Fields of canonical bodies that this writes. */
    private static final Set<String> CANONICAL = Set.of(
            "model",
            "messages",
            "stream",
            "temperature",
            "top_p",
            "n",
            "max_tokens",
            "seed",
            "presence_penalty",
            "frequency_penalty",
            "logprobs",
            "top_logprobs",
            "stop",
            "reasoning_effort",
            "response_format",
            "tools",
            "tool_choice");

    /** Names that fields of objects inside the request get in the canonical body. */
    private static final Set<String> WRITTEN_ELSEWHERE = Set.of("top_k", "responseModalities");

    private final BodyReader bodies;
    private final int maxDepth;

    /**
     * @param bodies keeps what is made of a body
     * @param maxDepth levels of nesting that a body may have
     */
    ContentRequestReader(BodyReader bodies, int maxDepth) {
        this.bodies = bodies;
        this.maxDepth = maxDepth;
    }

    /**
     * Reads one request.
     *
     * @param model the deployment that the path names
     * @throws dev.sprue.gateway.error.FailureException 400 where something is wrong with it
     */
    ContentRequest read(Exchange exchange, String model, boolean stream, JsonBytes bytes) {
        ProtoObject request = request(bytes);
        JsonFields canonical = canonical(request, model, stream);
        InferenceCall call = new InferenceCall(
                exchange.id(),
                Operation.CHAT_COMPLETION,
                Optional.of(model),
                canonical,
                stream,
                extras(exchange.header("extra-parameters"), canonical),
                1,
                true);
        return new ContentRequest(call, ConfigWriter.wantsThoughts(request));
    }

    /**
     * Estimates the tokens of a request, which may be inside of another or be contents alone.
     *
     * @throws dev.sprue.gateway.error.FailureException 400 where something is wrong with it
     */
    long count(String model, JsonBytes bytes) {
        ProtoObject request = request(bytes);
        return TokenEstimate.of(
                canonical(request.object("generateContentRequest").orElse(request), model, false));
    }

    private ProtoObject request(JsonBytes bytes) {
        return ProtoObject.of(JsonValue.root(RequestBody.scan(bytes, maxDepth)));
    }

    private static ExtraParameters extras(Optional<String> option, JsonFields canonical) {
        if (option.isEmpty()) {
            return PASSED;
        }
        // All that this API has is none too much for it.
        boolean drops = option.get().strip().equalsIgnoreCase("drop");
        return ExtraFields.of(option.get(), canonical, name -> !drops || CANONICAL.contains(name));
    }

    private JsonFields canonical(ProtoObject request, String model, boolean stream) {
        JsonFields body = request.fields();
        JsonWriter out = new JsonWriter(Math.min(MAX_FIRST_BYTES, body.end() - body.start() + MORE_BYTES));
        out.beginObject().name("model").string(model);
        out.name("messages");
        new ContentsWriter(out).write(request);
        if (stream) {
            out.name("stream").bool(true);
        }
        request.object("generationConfig").ifPresent(config -> new ConfigWriter(config, out).write());
        new FunctionsWriter(out).write(request);
        for (int i = 0; i < body.count(); i++) {
            if (body.kind(i) != JsonKind.NULL) {
                other(ProtoObject.camel(body.name(i)), request.value().field(body, i), out);
            }
        }
        out.endObject();
        // What stands in several objects here, and so may be there several times, is in one there.
        return RequestBody.scan(bodies.keep(out, body.bytes()), Integer.MAX_VALUE);
    }

    private static void other(String name, JsonValue value, JsonWriter out) {
        switch (name) {
            case "model", "contents", "systemInstruction", "generationConfig", "tools", "toolConfig" -> {}
            default -> {
                if (CANONICAL.contains(name) || WRITTEN_ELSEWHERE.contains(name)) {
                    throw ValueChecks.wrong(value, "this API has no such field", "the request without it");
                }
                // Whatever else there is, the model's provider may know.
                out.name(name).raw(value);
            }
        }
    }
}
