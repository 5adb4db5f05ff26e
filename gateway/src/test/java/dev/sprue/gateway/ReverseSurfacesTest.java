package dev.sprue.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.SprueServer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Callers of Anthropic's and Google's APIs before providers of both: who calls a provider in its own words is understood to the
 * last of them, and what the one wants back goes through the other's clients unread.
 */
class ReverseSurfacesTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @RegisterExtension
    static final SprueServer SERVER = new SprueServer("""
            listen: {httpPort: 0, httpsPort: 0}
            providers:
              - name: claude
                type: anthropic
                endpoint: http://127.0.0.1:%UPSTREAM%
                apiKey: up-key
                models: [{format: Anthropic, name: claude-sonnet-4-5, capabilities: [chatCompletion]}]
              - name: google
                type: gemini
                endpoint: http://127.0.0.1:%UPSTREAM%
                apiKey: up-key
                models: [{format: Google, name: gemini-3-pro-preview, capabilities: [chatCompletion]}]
            resources:
              - name: local
                keys: {key1: reverse-key-0123456789}
                deployments:
                  - {name: claude, model: {format: Anthropic, name: claude-sonnet-4-5}}
                  - {name: gemini, model: {format: Google, name: gemini-3-pro-preview}}
            """);

    private static final String MESSAGE = """
            {"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5","content":[
            {"type":"thinking","thinking":"Hm","signature":"c2ln"},{"type":"redacted_thinking","data":"c2Vj"},
            {"type":"text","text":"Let me see","citations":null},
            {"type":"tool_use","id":"toolu_1","name":"f","input":{"a":1.50},"caller":{"type":"direct"}}],
            "stop_reason":"tool_use","stop_sequence":null,"stop_details":null,"container":null,
            "usage":{"cache_creation":null,"input_tokens":5,"cache_creation_input_tokens":3,"cache_read_input_tokens":2,
            "output_tokens":7,"inference_geo":null,"server_tool_use":null,"service_tier":null}}""";

    private static final String RESPONSE = """
            {"candidates":[{"content":{"parts":[{"text":"Hm","thought":true},{"text":"Let me see","thoughtSignature":"dGV4dA=="},
            {"functionCall":{"id":"c1","name":"f","args":{"a":1.50}},"thoughtSignature":"Y2FsbA=="}],"role":"model"},
            "finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":10,"cachedContentTokenCount":2,
            "candidatesTokenCount":4,"thoughtsTokenCount":3,"totalTokenCount":17},
            "modelVersion":"gemini-3-pro-preview","responseId":"r1"}""";

    private static JsonNode json(String text) throws Exception {
        return MAPPER.readTree(text);
    }

    private static JsonNode call(String path, String header, String body) throws Exception {
        try (RawHttp raw = SERVER.connect()) {
            RawHttp.Answer answer = raw.send(
                            "POST " + path + " HTTP/1.1\nhost: localhost\ncontent-type: application/json\n" + header,
                            body)
                    .answer();
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            return MAPPER.readTree(answer.body());
        }
    }

    private static JsonNode messages(String body) throws Exception {
        return call(
                "/anthropic/v1/messages",
                "x-api-key: reverse-key-0123456789\nanthropic-beta: interleaved-thinking-2025-05-14",
                body);
    }

    private static JsonNode contents(String model, String body) throws Exception {
        return call(
                "/gemini/v1beta/models/" + model + ":generateContent", "x-goog-api-key: reverse-key-0123456789", body);
    }

    private static void answering(String answer) {
        SERVER.upstream().forget();
        SERVER.upstream().script((request, connection) -> connection.answer(200, "application/json", answer));
    }

    private static ObjectNode sent() throws Exception {
        return (ObjectNode) json(SERVER.upstream().request().body());
    }

    @Test
    void anthropicsCallersReachAnthropicInTheirOwnWords() throws Exception {
        String request = """
                {"model":"claude-sonnet-4-5","max_tokens":20000,"messages":[
                {"role":"user","content":[{"type":"text","text":"q","cache_control":{"type":"ephemeral","ttl":"1h"}}]},
                {"role":"assistant","content":[{"type":"thinking","thinking":"Hm","signature":"c2ln"},
                {"type":"redacted_thinking","data":"c2Vj"},{"type":"text","text":"Let me see"},
                {"type":"tool_use","id":"toolu_1","name":"f","input":{"a":1.50}}]},
                {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","is_error":true,"content":"no",
                "cache_control":{"type":"ephemeral"}},{"type":"text","text":"and?"}]}],
                "system":[{"type":"text","text":"Be kind.","cache_control":{"type":"ephemeral"}}],
                "tools":[{"name":"f","description":"d","input_schema":{"type":"object"},"cache_control":{"type":"ephemeral"}}],
                "tool_choice":{"type":"auto","disable_parallel_tool_use":true},"thinking":{"type":"enabled","budget_tokens":3333},
                "stop_sequences":["x"],"top_k":7,"metadata":{"user_id":"me"}}""";
        answering(MESSAGE);
        assertThat(messages(request.replace("\"claude-sonnet-4-5\"", "\"claude\"")))
                .isEqualTo(json(MESSAGE));
        assertThat(sent()).isEqualTo(json(request));
    }

    @Test
    void googlesCallersReachGoogleInTheirOwnWords() throws Exception {
        String request = """
                {"systemInstruction":{"parts":[{"text":"Be kind."}]},"contents":[{"role":"user","parts":[{"text":"q"}]},
                {"role":"model","parts":[{"text":"Let me see","thoughtSignature":"dGV4dA=="},
                {"functionCall":{"id":"c1","name":"f","args":{"a":1.50}},"thoughtSignature":"Y2FsbA=="}]},
                {"role":"user","parts":[{"functionResponse":{"id":"c1","name":"f","response":{"r":1}}}]}],
                "tools":[{"functionDeclarations":[{"name":"f","description":"d","parametersJsonSchema":{"type":"object"}}]}],
                "toolConfig":{"functionCallingConfig":{"mode":"AUTO"}},
                "generationConfig":{"temperature":0.5,"maxOutputTokens":99,
                "thinkingConfig":{"includeThoughts":true,"thinkingBudget":2222},"mediaResolution":"MEDIA_RESOLUTION_LOW","top_k":7},
                "safetySettings":[{"category":"HARM_CATEGORY_HARASSMENT","threshold":"BLOCK_NONE"}]}""";
        answering(RESPONSE);
        JsonNode response = contents("gemini", request);
        assertThat(response).isEqualTo(json(RESPONSE));
        ObjectNode sent = sent();
        assertThat(sent).isEqualTo(json(request));
    }

    /** What Google wants back goes through Anthropic's clients as thinking that is not shown. */
    @Test
    void googlesSignaturesGoThroughAnthropicsClients() throws Exception {
        answering(RESPONSE);
        JsonNode message = messages("""
                {"model":"gemini","max_tokens":99,"thinking":{"type":"enabled","budget_tokens":2048},
                "messages":[{"role":"user","content":"q"}]}""");
        assertThat(message.path("content").findValuesAsText("type"))
                .contains("thinking", "redacted_thinking", "text", "tool_use");
        ObjectNode next = (ObjectNode) json("""
                {"model":"gemini","max_tokens":99,"messages":[{"role":"user","content":"q"},{"role":"assistant"},
                {"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":"{\\"r\\":1}"}]}]}""");
        ((ObjectNode) next.at("/messages/1")).set("content", message.get("content"));
        messages(next.toString());
        sent();
        assertThat(sent().at("/contents/1/parts")).isEqualTo(json("""
                [{"text":"Let me see","thoughtSignature":"dGV4dA=="},
                {"functionCall":{"id":"c1","name":"f","args":{"a":1.50}},"thoughtSignature":"Y2FsbA=="}]"""));
    }

    /** What Anthropic wants back goes through Google's clients as a signature. */
    @Test
    void anthropicsThinkingGoesThroughGooglesClients() throws Exception {
        answering(MESSAGE);
        JsonNode response = contents("claude", """
                {"contents":[{"parts":[{"text":"q"}]}],"generationConfig":{"thinkingConfig":{"includeThoughts":true,
                "thinkingBudget":2048}}}""");
        assertThat(response.at("/usageMetadata/promptTokenCount").asInt()).isEqualTo(10);
        ObjectNode next = (ObjectNode) json("""
                {"contents":[{"parts":[{"text":"q"}]},{},{"parts":[{"functionResponse":{"id":"toolu_1","name":"f",
                "response":{"r":1}}}]}]}""");
        ((com.fasterxml.jackson.databind.node.ArrayNode) next.get("contents"))
                .set(1, response.at("/candidates/0/content"));
        contents("claude", next.toString());
        sent();
        assertThat(sent().at("/messages/1/content").findValuesAsText("type"))
                .containsExactly("thinking", "redacted_thinking", "text", "tool_use");
    }

    /** The same by both surfaces from both providers. */
    @Test
    void streamsAreTranslatedTwice() throws Exception {
        byte[] events = ("data: " + RESPONSE.replace("\n", "") + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
        SERVER.upstream()
                .script((request, connection) ->
                        connection.stream().chunk(events).end());
        try (RawHttp raw = SERVER.connect()) {
            RawHttp.Answer answer = raw.send(
                            "POST /anthropic/v1/messages HTTP/1.1\nhost: localhost\nx-api-key: reverse-key-0123456789\n"
                                    + "content-type: application/json",
                            "{\"model\":\"gemini\",\"max_tokens\":99,\"stream\":true,\"thinking\":{\"type\":\"adaptive\"},"
                                    + "\"messages\":[{\"role\":\"user\",\"content\":\"q\"}]}")
                    .answer();
            assertThat(answer.body())
                    .contains("\"thinking_delta\",\"thinking\":\"Hm\"")
                    .contains("\"text_delta\",\"text\":\"Let me see\"")
                    .contains("\"partial_json\":\"{\\\"a\\\":1.50}\"")
                    .contains("\"stop_reason\":\"tool_use\"")
                    .endsWith("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
        }
    }
}
