package dev.sprue.gateway.api.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.api.answers.StreamedDetails;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.RunningRig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.SpecifiedUpstream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the surface answers: messages, events, refusals, and the count of tokens. */
class MessageAnswersTest {

    private static final String BODY = """
            {"model":"chat","max_tokens":5,"messages":[{"role":"user","content":"u"}]}""";
    private static final String STREAM = BODY.replace("}]}", "}],\"stream\":true}");
    private static final String THINKING = ",\"thinking\":{\"type\":\"adaptive\"}}";

    @RegisterExtension
    static final RunningRig RUNNING = RunningRig.before(new SpecifiedUpstream());

    private static String thinking(String body) {
        return body.substring(0, body.length() - 1) + THINKING;
    }

    @Test
    void aMessageHasEveryFieldThatClientsLookFor() throws Exception {
        assertThat(Messages.whole(Messages.call(RUNNING.rig(), thinking(BODY))))
                .isEqualTo(Messages.MAPPER.readTree("""
                {"id":"c1","type":"message","role":"assistant","model":"m","content":[
                {"type":"thinking","thinking":"So","signature":""},{"type":"text","text":"Hello","citations":null},
                {"type":"tool_use","id":"t1","name":"f","input":{"a":1},"caller":{"type":"direct"}}],
                "stop_reason":"tool_use","stop_sequence":null,"stop_details":null,"container":null,
                "usage":{"cache_creation":null,"input_tokens":5,"cache_creation_input_tokens":0,"cache_read_input_tokens":2,
                "output_tokens":3,"output_tokens_details":{"thinking_tokens":1},"inference_geo":null,"server_tool_use":null,"service_tier":null}}"""));
    }

    @Test
    void onlyWhoAskedIsShownWhatWasThought() throws Exception {
        ObjectNode whole = Messages.whole(Messages.call(RUNNING.rig(), BODY));
        assertThat(whole.at("/content/0/type").asText()).isEqualTo("text");
        assertThat(whole.path("content")).hasSize(2);
        ObjectNode folded = Messages.folded(Messages.call(RUNNING.rig(), STREAM));
        assertThat(folded.path("content")).isEqualTo(whole.path("content"));
    }

    /** What a provider wants back comes as its own blocks, or as what clients hand back unread. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatAProviderWantsBackComesBack(boolean stream) throws Exception {
        String details = "[{\"type\":\"thinking\",\"thinking\":\"So\",\"signature\":\"s1\"},"
                + "{\"type\":\"redacted_thinking\",\"data\":\"d1\"},{\"type\":\"other\",\"x\":[1]}]";
        String message = "{\"content\":\"Hi\",\"reasoning_content\":\"So\",\"reasoning_details\":" + details + "}";
        RUNNING.upstream().script((request, connection) -> {
            if (stream) {
                connection.stream()
                        .chunk("data: " + SpecifiedUpstream.event("{\"index\":0,\"delta\":" + message + "}")
                                + "\n\ndata: " + SpecifiedUpstream.LAST_EVENT + "\n\ndata: [DONE]\n\n")
                        .end();
            } else {
                connection.answer(
                        200,
                        "application/json",
                        "{\"choices\":[{\"index\":0,\"finish_reason\":\"stop\",\"message\":" + message + "}]}");
            }
        });
        RawHttp.Answer answer = Messages.call(RUNNING.rig(), thinking(stream ? STREAM : BODY));
        JsonNode content = (stream ? Messages.folded(answer) : Messages.whole(answer)).path("content");
        assertThat(content.get(0))
                .isEqualTo(
                        Messages.MAPPER.readTree("{\"type\":\"thinking\",\"thinking\":\"So\",\"signature\":\"s1\"}"));
        assertThat(content.get(1).path("data").asText()).isEqualTo("d1");
        assertThat(content.get(2).path("type").asText()).isEqualTo("redacted_thinking");
        assertThat(content.get(3).path("text").asText()).isEqualTo("Hi");
    }

    /** OpenRouter streams what it wants back in fragments. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"content\":\"Hi\"}",
                "{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}"
            })
    void whatComesInFragmentsIsOneBlock(String last) throws Exception {
        RUNNING.upstream().script(StreamedDetails.before(last));
        JsonNode content =
                Messages.folded(Messages.call(RUNNING.rig(), thinking(STREAM))).path("content");
        assertThat(content.at("/0/thinking").asText()).isEqualTo("Let me \"see\"");
        assertThat(content).hasSize(last.equals("{}") ? 3 : 4);
        StreamedDetails.areWhole(content.findValuesAsText("data"));
        assertThat(content.at("/2/type").asText()).isEqualTo("redacted_thinking");
    }

    /** OpenAI's streams may go on with any call at any time; here blocks follow each other. */
    @Test
    void callsThatComeInTurnsComeOneAfterTheOther() throws Exception {
        List<String> deltas = List.of(
                call(0, "\"id\":\"a\",", "{\\\"x\\\":"),
                call(1, "\"id\":\"b\",", "{"),
                "{\"content\":\"said \"}",
                call(0, "", "\\\"}\\\\\\\"{\\\""),
                call(1, "", "\\\"y\\\":[1]"),
                call(0, "", "}"),
                "{\"content\":\"between\"}",
                call(1, "", "}"));
        RUNNING.upstream().script((request, connection) -> {
            connection.stream();
            for (String delta : deltas) {
                connection.chunk("data: " + SpecifiedUpstream.event("{\"index\":0,\"delta\":" + delta + "}") + "\n\n");
            }
            connection.chunk("data: [DONE]\n\n").end();
        });
        ObjectNode message = Messages.folded(Messages.call(RUNNING.rig(), STREAM));
        assertThat(message.path("stop_reason").asText()).isEqualTo("tool_use");
        assertThat(message.path("content").findValuesAsText("id")).containsExactly("a", "b");
        assertThat(message.path("content").findValuesAsText("text").stream().reduce("", String::concat))
                .isEqualTo("said between");
        assertThat(message.path("content").findValues("input"))
                .containsExactly(
                        Messages.MAPPER.readTree("{\"x\":\"}\\\"{\"}"), Messages.MAPPER.readTree("{\"y\":[1]}"));
    }

    private static String call(int index, String id, String arguments) {
        return "{\"tool_calls\":[{\"index\":" + index + "," + id + "\"type\":\"function\",\"function\":{\"name\":\"f\","
                + "\"arguments\":\"" + arguments + "\"}}]}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                " | {}",
                "{\\\"a\\\":\\n1} | {\"a\":1}",
                "{\\\"a\\\":1 | {\"INVALID_JSON\":\"{\\\"a\\\":1\"}",
                "[1] | {\"INVALID_JSON\":\"[1]\"}"
            })
    void argumentsThatAreNoObjectAreToldAsSuch(String arguments, String input) throws Exception {
        RUNNING.upstream()
                .script(whole("{\"tool_calls\":[{\"id\":\"a\",\"type\":\"function\",\"function\":{\"name\":\"f\","
                        + "\"arguments\":\"" + (arguments == null ? "" : arguments) + "\"}}]}"));
        assertThat(Messages.whole(Messages.call(RUNNING.rig(), BODY)).at("/content/0/input"))
                .isEqualTo(Messages.MAPPER.readTree(input));
    }

    private static ScriptedUpstream.Script whole(String message) {
        return (request, connection) -> connection.answer(
                200,
                "application/json",
                "{\"choices\":[{\"index\":0,\"finish_reason\":\"length\",\"message\":" + message + "}]}");
    }

    @ParameterizedTest
    @CsvSource({
        "400, 400, invalid_request_error",
        "401, 502, api_error",
        "404, 502, api_error",
        "422, 400, invalid_request_error",
        "429, 429, rate_limit_error",
        "500, 502, api_error",
        "503, 529, overloaded_error"
    })
    void aProvidersFailureIsToldInThisApisWords(int status, int shown, String type) throws Exception {
        RUNNING.upstream()
                .script((request, connection) -> connection.answer(
                        status,
                        "application/json",
                        "{\"error\":{\"message\":\"No such luck\",\"type\":\"t\",\"code\":\"c\"}}",
                        "x-request-id: up-1"));
        for (String body : List.of(BODY, STREAM)) {
            RawHttp.Answer answer = Messages.call(RUNNING.rig(), body);
            JsonNode error = Messages.error(answer, shown);
            assertThat(error.path("type").asText()).isEqualTo(type);
            assertThat(error.at("/innererror/message").asText()).isEqualTo("No such luck");
            assertThat(error.at("/innererror/request_id").asText()).isEqualTo("up-1");
            assertThat(answer.header("request-id"))
                    .hasValue(Messages.MAPPER
                            .readTree(answer.body())
                            .path("request_id")
                            .asText());
        }
    }

    @Test
    void aStreamThatBreaksEndsWithAnError() throws Exception {
        RUNNING.upstream().script((request, connection) -> connection.stream()
                .chunk("data: " + SpecifiedUpstream.FIRST_EVENT + "\n\n")
                .reset());
        RawHttp.Answer answer = Messages.call(RUNNING.rig(), STREAM);
        JsonNode last = Messages.events(answer).getLast();
        assertThat(last.at("/error/type").asText()).isEqualTo("api_error");
        assertThat(answer.body()).doesNotContain("message_stop");
    }

    @Test
    void keysComeInEitherHeader() throws Exception {
        String head = "POST " + Messages.PATH + " HTTP/1.1\nhost: rig\ncontent-type: application/json\n";
        for (String key : List.of("x-api-key: ", "authorization: Bearer ", "api-key: ")) {
            try (RawHttp raw = RUNNING.rig().connect()) {
                Messages.whole(raw.send(head + key + Rig.KEY, BODY).answer());
            }
        }
        for (String key : List.of("x-api-key: wrong", "x-other: " + Rig.KEY)) {
            try (RawHttp raw = RUNNING.rig().connect()) {
                JsonNode error = Messages.error(raw.send(head + key, BODY).answer(), 401);
                assertThat(error.path("type").asText()).isEqualTo("authentication_error");
            }
        }
    }

    @Test
    void pathsMethodsVersionsAndNamesThatThereAreNot() throws Exception {
        assertThat(Messages.error(Messages.call(RUNNING.rig(), "/anthropic/v1/complete", BODY), 404)
                        .path("type")
                        .asText())
                .isEqualTo("not_found_error");
        assertThat(Messages.error(Messages.call(RUNNING.rig(), BODY.replace("chat", "nobody")), 404)
                        .path("message")
                        .asText())
                .contains("nobody");
        try (RawHttp raw = RUNNING.rig().connect()) {
            Messages.error(
                    raw.send(Messages.post(Messages.PATH).replace("2023-06-01", "2020-01-01"), BODY)
                            .answer(),
                    400);
        }
        try (RawHttp raw = RUNNING.rig().connect()) {
            RawHttp.Answer answer = raw.send(Messages.post(Messages.PATH).replace("POST", "GET") + "\n\n")
                    .answer();
            Messages.error(answer, 405);
            assertThat(answer.header("allow")).hasValue("POST");
        }
        Messages.whole(Messages.call(RUNNING.rig(), "/Anthropic/V1/messages?beta=true", BODY));
    }

    @Test
    void tokensAreCountedWithoutAModel() throws Exception {
        String longer = BODY.replace("\"u\"", "\"" + "some words ".repeat(100) + "\"");
        RawHttp.Answer few = Messages.call(RUNNING.rig(), Messages.PATH + "/count_tokens", BODY);
        RawHttp.Answer more =
                Messages.call(RUNNING.rig(), Messages.PATH + "/count_tokens", longer.replace("\"max_tokens\":5,", ""));
        assertThat(few.status()).isEqualTo(200);
        assertThat(few.header("x-sprue-estimated")).hasValue("input_tokens");
        int tokens = Messages.MAPPER.readTree(few.body()).path("input_tokens").asInt();
        int longerTokens =
                Messages.MAPPER.readTree(more.body()).path("input_tokens").asInt();
        assertThat(longerTokens - tokens).isBetween(250, 300);
        assertThat(RUNNING.upstream().waiting()).isZero();
        Messages.error(
                Messages.call(RUNNING.rig(), Messages.PATH + "/count_tokens", BODY.replace("chat", "nobody")), 404);
    }
}
