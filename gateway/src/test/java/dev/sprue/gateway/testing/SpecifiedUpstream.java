package dev.sprue.gateway.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Answers every request of an OpenAI-compatible server as the specifications of this API and of OpenAI's want it answered, with
 * every field that an answer can have.
 */
public final class SpecifiedUpstream implements ScriptedUpstream.Script {

    /** What a model used, in all detail. */
    public static final String USAGE = """
            {"prompt_tokens":7,"completion_tokens":3,"total_tokens":10,\
            "prompt_tokens_details":{"audio_tokens":1,"cached_tokens":2},\
            "completion_tokens_details":{"audio_tokens":1,"reasoning_tokens":1,"total_tokens":3}}""";

    private static final String HEAD =
            "{\"id\":\"c1\",\"object\":\"%s\",\"created\":1760000000,\"model\":\"m\",\"choices\":[%s]%s}";
    private static final String CALL = """
            {"id":"t1","type":"function","function":{"name":"f","arguments":"{\\"a\\":1}"}}""";

    /** A whole chat completion. */
    public static final String CHAT = HEAD.formatted("chat.completion", """
            {"index":0,"finish_reason":"stop","logprobs":null,\
            "message":{"role":"assistant","refusal":null,"content":"Hello","reasoning_content":"So",\
            "tool_calls":[%s],"audio":{"id":"a1","expires_at":1760003600,"data":"AAAA","format":"wav",\
            "transcript":"Hello"}}}""".formatted(CALL), ",\"usage\":" + USAGE);

    /** A whole chat completion of text alone. */
    public static final String PLAIN_CHAT = HEAD.formatted("chat.completion", """
            {"index":0,"finish_reason":"stop","logprobs":null,\
            "message":{"role":"assistant","refusal":null,"content":"Hello"}}""", ",\"usage\":" + USAGE);

    /** An event with text, reasoning and a call of a function. */
    public static final String FIRST_EVENT = event("""
            {"index":0,"finish_reason":null,"delta":{"role":"assistant","content":"Hello","reasoning_content":"So",\
            "tool_calls":[%s]}}""".formatted(CALL.replace("{\"id\"", "{\"index\":0,\"id\"")));

    /** The event that ends the choice. */
    public static final String LAST_EVENT = event("{\"index\":0,\"finish_reason\":\"stop\",\"delta\":{}}");

    /** The event that tells the usage and has no choice. */
    public static final String USAGE_EVENT = HEAD.formatted("chat.completion.chunk", "", ",\"usage\":" + USAGE);

    /** A whole text completion, which is also the event of a streamed one. */
    public static final String COMPLETION = HEAD.formatted("text_completion", """
            {"index":0,"finish_reason":"stop","text":"Hello","logprobs":{"tokens":["Hello"],"token_logprobs":[-0.5],\
            "top_logprobs":[{"Hello":-0.5}],"text_offset":[0]}}""", ",\"usage\":" + USAGE);

    /** An embeddings answer. */
    public static final String EMBEDDINGS = """
            {"id":"e1","object":"list","model":"m","data":[{"object":"embedding","index":0,"embedding":[0.5,-0.25]}],\
            "usage":{"prompt_tokens":4,"total_tokens":4}}""";

    /** Pictures in OpenAI's dialect. */
    public static final String IMAGES = """
            {"created":1760000000,"data":[{"b64_json":"AAAA","seed":7},{"b64_json":"BBBB"}]}""";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Override
    public void answer(ScriptedUpstream.Request request, ScriptedUpstream.Connection connection) throws IOException {
        if (request.line().contains("/images/generations")) {
            connection.answer(200, "application/json", IMAGES);
        } else if (!request.line().contains("/completions")) {
            connection.answer(200, "application/json", embeddings(json(request)));
        } else if (!request.line().contains("/chat/")) {
            completion(json(request).path("stream").asBoolean(), connection);
        } else if (json(request).path("stream").asBoolean()) {
            stream(connection);
        } else {
            connection.answer(200, "application/json", CHAT);
        }
    }

    /** As many vectors as there are inputs, in the encoding that was asked for. */
    private static String embeddings(JsonNode request) {
        JsonNode input = request.path("input");
        int inputs = input.isArray() && !input.path(0).isNumber() ? input.size() : 1;
        String vector = request.path("encoding_format").asText().equals("base64") ? "\"AAAAPwAAgL4=\"" : "[0.5,-0.25]";
        String items = IntStream.range(0, inputs)
                .mapToObj(i -> "{\"object\":\"embedding\",\"index\":" + i + ",\"embedding\":" + vector + "}")
                .collect(Collectors.joining(","));
        return EMBEDDINGS.replaceFirst("\\[\\{.*\\}\\]", "[" + items + "]");
    }

    private static JsonNode json(ScriptedUpstream.Request request) {
        try {
            return MAPPER.readTree(request.body());
        } catch (JsonProcessingException none) {
            return MAPPER.missingNode();
        }
    }

    private static void completion(boolean stream, ScriptedUpstream.Connection connection) throws IOException {
        if (stream) {
            connection.stream()
                    .chunk("data: " + COMPLETION + "\n\ndata: [DONE]\n\n")
                    .end();
        } else {
            connection.answer(200, "application/json", COMPLETION);
        }
    }

    private static void stream(ScriptedUpstream.Connection connection) throws IOException {
        connection.stream()
                .chunk("data: " + FIRST_EVENT + "\n\ndata: " + LAST_EVENT + "\n\ndata: " + USAGE_EVENT
                        + "\n\ndata: [DONE]\n\n")
                .end();
    }

    /** An event with that choice, or with none. */
    public static String event(String choice) {
        return HEAD.formatted("chat.completion.chunk", choice, "");
    }
}
