package dev.sprue.gateway.providers.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.inference.Usage;
import dev.sprue.gateway.testing.Folded;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.RunningRig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.Tries;
import dev.sprue.gateway.testing.dialects.Conversations;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers of the gateway's own APIs before Anthropic's, which refuses what its specification and documentation refuse. */
class AnthropicRelayTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String NEWER = "/models/chat/completions?api-version=2025-04-01";
    private static final AnthropicStandIn API = new AnthropicStandIn(7);

    @RegisterExtension
    static final RunningRig RUNNING = RunningRig.of(AnthropicCalls::rig, API);

    private static JsonNode json(String text) throws Exception {
        return MAPPER.readTree(text);
    }

    private static RawHttp.Answer call(String path, String fields) {
        String messages = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]";
        return RUNNING.rig()
                .call(path, "{\"model\":\"chat\"," + messages + (fields.isEmpty() ? "" : "," + fields) + "}");
    }

    @Test
    void everyRouteGetsTheAnswerWholeAndStreamed() throws Exception {
        API.answer(AnthropicStandIn.plain("Hello \uD83D\uDE00"));
        for (String path : List.of(Rig.CHAT, NEWER, Rig.DATED_CHAT, Rig.V1_CHAT)) {
            RawHttp.Answer whole = call(path, "");
            assertThat(whole.status()).as(whole.body()).isEqualTo(200);
            JsonNode said = Folded.whole(whole.body());
            assertThat(said.at("/choices/0/content").asText()).isEqualTo("Hello \uD83D\uDE00");
            assertThat(said.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
            assertThat(said.at("/usage/prompt_tokens").asInt()).isEqualTo(13);
            // The Model Inference API reports usage unasked, and has no such option.
            String asked = path.startsWith("/models") ? "" : ",\"stream_options\":{\"include_usage\":true}";
            RawHttp.Answer stream = call(path, "\"stream\":true" + asked);
            assertThat(stream.status()).as(stream.body()).isEqualTo(200);
            assertThat(Folded.stream(stream.events()).path("choices")).isEqualTo(said.path("choices"));
            assertThat(Folded.stream(stream.events()).at("/usage/total_tokens"))
                    .isEqualTo(said.at("/usage/total_tokens"));
        }
        RUNNING.rig().idle();
        assertThat(RUNNING.rig().settled()).contains(new Usage(13, 3, 2, 0));
    }

    @Test
    void generatedCallsAreTakenAndGeneratedAnswersAreTheSameBothWays() throws Exception {
        for (int seed = 0; seed < Tries.of(25, 2_000); seed++) {
            ObjectNode message = new AnthropicMessages(new Random(seed)).message();
            API.answer(message);
            ObjectNode request = Conversations.request(seed);
            RawHttp.Answer whole = RUNNING.rig().call(Rig.V1_CHAT, request.toString());
            assertThat(whole.status()).as("seed %d: %s", seed, whole.body()).isEqualTo(200);
            request.put("stream", true).putObject("stream_options").put("include_usage", true);
            RawHttp.Answer stream = RUNNING.rig().call(Rig.V1_CHAT, request.toString());
            assertThat(Folded.stream(stream.events())).as("seed %d", seed).isEqualTo(Folded.whole(whole.body()));
        }
    }

    @Test
    void theApisOwnRefusalComesBackInItsWords() throws Exception {
        RawHttp.Answer answer = call(Rig.CHAT, "\"stop\":[\" \"]");
        assertThat(answer.status()).isEqualTo(400);
        JsonNode error = json(answer.body()).path("error");
        assertThat(error.path("message").asText()).contains("each stop sequence must contain non-whitespace");
        assertThat(error.at("/innererror/code").asText()).isEqualTo("invalid_request_error");
        assertThat(error.at("/innererror/request_id").asText()).isEqualTo(AnthropicStandIn.REQUEST_ID);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "n":2                                                                            | n
            "seed":7                                                                         | seed
            "frequency_penalty":0.5                                                          | frequency_penalty
            "temperature":1.5                                                                | temperature
            "reasoning_effort":"utmost"                                                      | reasoning_effort
            "reasoning_effort":"low","response_format":{"type":"json_object"}                | response_format
            "logit_bias":{"50256":-100}                                                      | logit_bias
            "system":"Be brief"                                                              | system
            "stop_sequences":["a"]                                                           | stop_sequences
            "thinking":true                                                                  | thinking
            "output_config":"high"                                                           | output_config
            "anthropic_beta":"a\\r\\nb: c"                                                   | anthropic_beta
            "anthropic_beta":[7]                                                             | anthropic_beta
            """)
    void whatCannotBeSaidIsRefusedByName(String fields, String name) throws Exception {
        String body = "{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]," + fields + "}";
        try (RawHttp raw = RUNNING.rig().connect()) {
            RawHttp.Answer answer = raw.send(Rig.post(Rig.CHAT) + "\nextra-parameters: pass-through", body)
                    .answer();
            assertThat(answer.status()).as(answer.body()).isEqualTo(422);
            JsonNode detail = json(answer.body()).path("detail");
            assertThat(detail).hasSize(1);
            assertThat(detail.at("/0/loc/1").asText()).isEqualTo(name);
        }
    }

    @Test
    void aSoundIsRefusedByItsPlace() throws Exception {
        RawHttp.Answer answer = RUNNING.rig()
                .call(
                        Rig.CHAT,
                        "{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\"},"
                                + "{\"type\":\"input_audio\",\"input_audio\":{\"data\":\"AAAA\",\"format\":\"wav\"}}]}]}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(json(answer.body()).at("/detail/0/loc").toString())
                .isEqualTo("[\"body\",\"messages\",0,\"content\",1]");
    }

    @Test
    void argumentsThatAreNoObjectAreRefused() throws Exception {
        RawHttp.Answer answer = RUNNING.rig()
                .call(
                        Rig.CHAT,
                        "{\"model\":\"chat\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"tool_calls\":["
                                + "{\"id\":\"1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"[1\"}}]},"
                                + "{\"role\":\"tool\",\"tool_call_id\":\"1\",\"content\":\"x\"}]}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("arguments");
    }

    @Test
    void onlyChatsAreServed() {
        RawHttp.Answer answer = RUNNING.rig().call(Rig.EMBEDDINGS, "{\"model\":\"embed\",\"input\":[\"a\"]}");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("x-ms-error-code")).hasValue("OperationNotSupported");
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            400, invalid_request_error, messages.0.content: Field required,       400, 400
            400, invalid_request_error, Your credit balance is too low to access, 502, upstream_failed
            401, authentication_error,  invalid x-api-key,                        502, upstream_auth_failed
            402, billing_error,         Billing error,                            502, upstream_failed
            403, permission_error,      no,                                       502, upstream_auth_failed
            404, not_found_error,       model: claude-none,                       502, upstream_model_not_found
            413, request_too_large,     Request exceeds the maximum size,         413, 413
            429, rate_limit_error,      slow down,                                429, 429
            500, api_error,             Internal server error,                    502, upstream_failed
            504, timeout_error,         Request timed out,                        504, upstream_timeout
            529, overloaded_error,      Overloaded,                               503, upstream_overloaded
            """)
    void errorsKeepTheirWords(int status, String type, String message, int expected, String code) throws Exception {
        script(status, AnthropicStandIn.error(type, message));
        for (String fields : List.of("", "\"stream\":true")) {
            RawHttp.Answer answer = call(Rig.CHAT, fields);
            assertThat(answer.status()).as(answer.body()).isEqualTo(expected);
            JsonNode error = json(answer.body()).path("error");
            if (!Character.isDigit(code.charAt(0)) || expected == 429) {
                assertThat(error.path("code").asText()).isEqualTo(code);
            }
            JsonNode inner = error.path("innererror");
            assertThat(inner.path("status").asInt()).isEqualTo(status);
            assertThat(inner.path("code").asText()).isEqualTo(type);
            assertThat(inner.path("message").asText()).isEqualTo(message);
            assertThat(inner.path("request_id").asText()).isEqualTo(AnthropicStandIn.REQUEST_ID);
            assertThat(inner.path("param").asText())
                    .isEqualTo(
                            message.startsWith("messages.")
                                    ? "messages.0.content"
                                    : message.startsWith("model") ? "model" : "");
            assertThat(answer.header("retry-after").isPresent()).isEqualTo(expected == 429 || expected == 503);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}    | 503 | Overloaded
            {"type":"error","error":{"type":"rate_limit_error","message":"Too many"}}      | 429 | Too many
            {"type":"error","error":{"type":"invalid_request_error","message":"prompt"}}   | 400 | prompt
            {"type":"error","error":{"type":"api_error","message":"Oh"}}                   | 502 | Oh
            {"type":"error","error":{"type":"brand_new_error","message":"New"}}            | 502 | New
            {"type":"error","error":"words"}                                               | 502 | words
            {"error":{"message":"words"}}                                                  | 502 | words
            """)
    void anErrorUnderASuccessIsOneBothWays(String error, int expected, String words) throws Exception {
        script(200, error);
        RawHttp.Answer whole = call(Rig.CHAT, "");
        RUNNING.upstream().script((request, connection) -> connection.stream()
                .chunk("event: error\ndata: " + error + "\n\n")
                .end());
        RawHttp.Answer stream = call(Rig.CHAT, "\"stream\":true");
        for (RawHttp.Answer answer : List.of(whole, stream)) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(expected);
            assertThat(json(answer.body()).at("/error/innererror/message").asText())
                    .isEqualTo(words);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "<html>",
                "{}",
                "{\"content\":{}}",
                "{\"content\":[1]}",
                "{\"content\":[{\"type\":\"tool_use\",\"input\":{}}]}"
            })
    void whatIsNoAnswerIsABadGateway(String body) throws Exception {
        script(200, body);
        RawHttp.Answer answer = call(Rig.CHAT, "");
        assertThat(answer.status()).as(answer.body()).isEqualTo(502);
        assertThat(json(answer.body()).at("/error/code").asText()).isEqualTo("upstream_failed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"message_stop\"}",
                "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"a\"}}",
                "{\"type\":\"ping\"}",
                "{\"type\":\"brand_new\"}",
                "{\"type\":\"message_start\"}",
                "{\"type\":\"message_start\",\"message\":7}",
                "[]",
                "{\"type\":",
                "[DONE]",
                ""
            })
    void whatIsNoStreamIsABadGateway(String event) {
        RUNNING.upstream()
                .script((request, connection) ->
                        connection.stream().chunk("data: " + event + "\n\n").end());
        assertThat(call(Rig.CHAT, "\"stream\":true").status()).isEqualTo(502);
    }

    private static void script(int status, String body) {
        ScriptedUpstream.Script script = (request, connection) ->
                connection.answer(status, "application/json", body, "request-id: " + AnthropicStandIn.REQUEST_ID);
        RUNNING.upstream().script(script);
    }
}
