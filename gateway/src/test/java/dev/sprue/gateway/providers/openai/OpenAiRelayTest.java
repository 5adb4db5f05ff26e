package dev.sprue.gateway.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.inference.Usage;
import dev.sprue.gateway.testing.Await;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.ScriptedUpstream.Request;
import dev.sprue.gateway.testing.Tries;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes to an OpenAI-compatible server and what comes back from it, to the byte. */
class OpenAiRelayTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String VECTOR = "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":0,"
            + "\"embedding\":[1]}],\"model\":\"m\",\"usage\":{\"prompt_tokens\":4,\"total_tokens\":4}}";
    private static final String USAGE = "{\"prompt_tokens\":7,\"completion_tokens\":3,\"total_tokens\":10}";

    @SuppressWarnings("NullAway.Init")
    private static ScriptedUpstream upstream;

    @SuppressWarnings("NullAway.Init")
    private static Rig rig;

    @BeforeAll
    static void start() {
        upstream = new ScriptedUpstream();
        rig = Rig.before(upstream.port(), Rig.Bounds.WIDE);
    }

    @AfterAll
    static void stop() {
        rig.close();
        upstream.close();
    }

    @AfterEach
    void nothingIsLeft() {
        rig.idle();
        assertThat(rig.defects()).isEmpty();
        assertThat(rig.leaks()).isEmpty();
        upstream.forget();
    }

    @Test
    void aWholeAnswerKeepsItsBytes() throws Exception {
        String body =
                "{ \"id\":\"x\",\n\t\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"h\\u00e9 é 😀\"},"
                        + "\"finish_reason\":\"stop\"}] , \"usage\":" + USAGE + ",\"unknown\":[1.0e5,{\"z\":null}] }\n";
        upstream.script((request, connection) -> connection.answer(200, "application/json; charset=utf-8", body));
        RawHttp.Answer answer = rig.chat(false);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.header("content-type")).hasValue("application/json");
        Request request = upstream.request();
        assertThat(request.line()).isEqualTo("POST /v1/chat/completions HTTP/1.1");
    }

    @Test
    void aRequestKeepsItsBytesButForTheModel() throws Exception {
        upstream.script((request, connection) -> connection.answer(200, "application/json", "{\"choices\":[{}]}"));
        String body =
                "{ \"messages\" : [ {\"role\":\"user\",\"content\":\"\\u0041 ü 😀\"} ],\"model\":  \"CHAT\" , \"temperature\":1.0,"
                        + "\"response_format\":{\"type\":\"text\",\"model\":\"chat\"} }";
        assertThat(rig.call(Rig.CHAT, body).status()).isEqualTo(200);
        assertThat(upstream.request().body()).isEqualTo(body.replace("\"CHAT\"", "\"upstream-chat\""));
    }

    @Test
    void aRequestWithoutAModelGetsOne() throws Exception {
        upstream.script((request, connection) -> connection.answer(200, "application/json", "{\"choices\":[{}]}"));
        assertThat(rig.call(Rig.CHAT, "{\"messages\":[{\"role\":\"assistant\"}]}")
                        .status())
                .isEqualTo(200);
        assertThat(upstream.request().body())
                .isEqualTo("{\"messages\":[{\"role\":\"assistant\"}],\"model\":\"upstream-chat\"}");
    }

    @Test
    void theCallersCredentialsStayHere() throws Exception {
        upstream.script((request, connection) -> connection.answer(200, "application/json", "{\"choices\":[{}]}"));
        try (RawHttp raw = rig.connect()) {
            raw.send(
                    "POST " + Rig.CHAT + "&api-key=query-secret HTTP/1.1\nhost: rig\napi-key: " + Rig.KEY
                            + "\nauthorization: Bearer "
                            + Rig.KEY
                            + "\ncookie: session=caller\nx-forwarded-for: 10.9.8.7\nextra-parameters: pass-through\n"
                            + "x-ms-client-request-id: caller-id\ncontent-type: application/json",
                    Rig.chatBody(false));
            assertThat(raw.answer().status()).isEqualTo(200);
        }
        Request request = upstream.request();
        assertThat(request.headers())
                .containsEntry("authorization", "Bearer " + Rig.UPSTREAM_KEY)
                .containsEntry("content-type", "application/json")
                .containsEntry("accept", "application/json")
                .doesNotContainKeys("api-key", "cookie", "x-forwarded-for", "extra-parameters");
        assertThat(request.line() + request.headers() + request.body())
                .doesNotContain(Rig.KEY, "query-secret", "session=caller");
    }

    @Test
    void extrasArePassedOrDroppedAsTheCallerSays() throws Exception {
        upstream.script((request, connection) -> connection.answer(200, "application/json", "{\"choices\":[{}]}"));
        String body =
                "{\"x\":{\"stream\":1},\"messages\":[{\"role\":\"assistant\"}],\"top_k\":5,\"model\":\"chat\",\"y\":[]}";
        assertThat(withExtras("pass-through", body).status()).isEqualTo(200);
        assertThat(upstream.request().body()).isEqualTo(body.replace("\"chat\"", "\"upstream-chat\""));
        assertThat(withExtras("drop", body).status()).isEqualTo(200);
        assertThat(upstream.request().body())
                .isEqualTo("{\"messages\":[{\"role\":\"assistant\"}],\"model\":\"upstream-chat\"}");
        assertThat(withExtras("error", body).status()).isEqualTo(400);
        assertThat(upstream.waiting()).isZero();
    }

    @Test
    void aStreamIsAskedForItsUsage() throws Exception {
        upstream.script((request, connection) -> finished(connection));
        rig.chat(true);
        ObjectNode sent = (ObjectNode) MAPPER.readTree(upstream.request().body());
        assertThat(sent.path("stream_options")).isEqualTo(MAPPER.readTree("{\"include_usage\":true}"));
        for (String options : List.of(
                "{\"include_usage\":false,\"x\":1}",
                "{}",
                "null",
                "7",
                "{\"include_usage\":true,\"include_usage\":false}",
                "{\"include_\\u0075sage\":false}")) {
            String body =
                    "{\"model\":\"chat\",\"messages\":[{\"role\":\"assistant\"}],\"stream\":true,\"stream_options\":"
                            + options + "}";
            assertThat(withExtras("pass-through", body).status()).as(options).isEqualTo(200);
            String request = upstream.request().body();
            assertThat(MAPPER.readTree(request)
                            .path("stream_options")
                            .path("include_usage")
                            .asBoolean())
                    .as(request)
                    .isTrue();
            assertThat(request).doesNotContain("false");
            assertThat(withExtras("drop", body).status()).as(options).isEqualTo(200);
            assertThat(MAPPER.readTree(upstream.request().body())
                            .path("stream_options")
                            .path("include_usage")
                            .asBoolean())
                    .isTrue();
        }
    }

    @Test
    void anEmbeddingLosesTheFieldThatTheDialectLacksAndGetsAnId() throws Exception {
        String body = VECTOR;
        upstream.script((request, connection) -> connection.answer(200, "application/json", body));
        RawHttp.Answer answer =
                rig.call(Rig.EMBEDDINGS, "{\"input\":[\"a\"],\"input_type\":\"query\",\"model\":\"EMBED\"}");
        Request request = upstream.request();
        assertThat(request.line()).isEqualTo("POST /v1/embeddings HTTP/1.1");
        assertThat(request.body()).isEqualTo("{\"input\":[\"a\"],\"model\":\"upstream-embed\"}");
        ObjectNode got = (ObjectNode) MAPPER.readTree(answer.body());
        assertThat(got.remove("id").asText()).startsWith("embd-");
        assertThat(got).isEqualTo(MAPPER.readTree(body));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/models/images/embeddings?api-version=2024-05-01-preview",
                "/api/models/images/embeddings?api-version=2025-04-01",
                "/models/images/embeddings?api-version=2025-05-15-preview"
            })
    void imagesForEmbeddingPassWithAllTheirFields(String path) throws Exception {
        String body = VECTOR;
        upstream.script((request, connection) -> connection.answer(200, "application/json", body));
        String rest = "{\"input\":[{\"image\":\"data:image/png;base64,AA==\",\"text\":\"a\"}],\"dimensions\":64,"
                + "\"encoding_format\":\"float\",\"input_type\":\"query\",\"model\":";
        RawHttp.Answer answer = rig.call(path, rest + "\"pictures\"}");
        Request request = upstream.request();
        assertThat(request.line()).isEqualTo("POST /v1/images/embeddings HTTP/1.1");
        assertThat(request.body()).isEqualTo(rest + "\"upstream-pictures\"}");
        ObjectNode got = (ObjectNode) MAPPER.readTree(answer.body());
        assertThat(got.remove("id").asText()).startsWith("embd-");
        assertThat(got).isEqualTo(MAPPER.readTree(body));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"input\":[{\"image\":\"data:image/png;base64,AA==\"}],\"model\":\"embed\"}|404",
                "{\"input\":[],\"model\":\"pictures\"}|400",
                "{\"input\":\"data:image/png;base64,AA==\",\"model\":\"pictures\"}|400",
                "{\"model\":\"pictures\"}|400",
                "{\"input\":[{\"image\":\"x\"}],\"model\":\"pictures\",\"user\":\"u\"}|400",
            })
    void imagesForEmbeddingAreRefusedWhereNoModelCouldAnswer(String body, int status) throws Exception {
        RawHttp.Answer answer = rig.call("/models/images/embeddings?api-version=2024-05-01-preview", body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(upstream.waiting()).isZero();
    }

    @Test
    void aStreamsChunksKeepTheirBytesAndTheLastOneTellsTheUsage() throws Exception {
        String first =
                "{\"id\":\"c\", \"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"h\\u00e9 \"}}]}";
        String second = "{ \"choices\":[{\"delta\":{\"content\":\"日本 😀\"},\"finish_reason\":null}],\"x\":[ 1 ] }";
        String last = "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}";
        upstream.script((request, connection) -> {
            connection.stream();
            for (String data : List.of(first, second, last, "{\"choices\":[],\"usage\":" + USAGE + "}", "[DONE]")) {
                connection.chunk("data: " + data + "\n\n");
            }
            connection.end();
        });
        RawHttp.Answer answer = rig.chat(true);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).hasValue("text/event-stream; charset=utf-8");
        assertThat(answer.whole()).isTrue();
        assertThat(answer.events())
                .containsExactly(
                        first, second, last.substring(0, last.length() - 1) + ",\"usage\":" + USAGE + "}", "[DONE]");
        assertThat(answer.body()).doesNotContain("\n:").doesNotStartWith(":").endsWith("data: [DONE]\n\n");
        assertThat(rig.records().getLast().usage()).isEqualTo(new Usage(7, 3, 0, 0));
    }

    @Test
    void usageThatIsNullBecauseItWasAskedForIsNotShown() throws Exception {
        upstream.script((request, connection) -> {
            connection.stream();
            connection.chunk("data: {\"usage\":null,\"choices\":[{\"delta\":{}}]}\n\n");
            connection.chunk("data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":  null}\n\n");
            connection
                    .chunk("data: {\"choices\":[],\"usage\":" + USAGE + "}\n\ndata: [DONE]\n\n")
                    .end();
        });
        assertThat(rig.chat(true).events())
                .containsExactly(
                        "{\"choices\":[{\"delta\":{}}]}",
                        "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":  " + USAGE + "}",
                        "[DONE]");
    }

    @Test
    void theLastChunkWithAChoiceTellsTheUsageEvenWhenOthersFollowTheEndOfAChoice() throws Exception {
        upstream.script((request, connection) -> {
            connection.stream();
            connection.chunk("data: {\"choices\":[{\"index\":0,\"finish_reason\":\"stop\"}]}\n\n");
            connection.chunk("data: {\"choices\":[{\"index\":1,\"finish_reason\":\"stop\"}]}\n\n");
            connection.chunk("data: {\"choices\":[{\"index\":0,\"content_filter_results\":{}}]}\n\n");
            connection
                    .chunk("data: {\"choices\":[],\"usage\":" + USAGE + "}\n\ndata: [DONE]\n\n")
                    .end();
        });
        assertThat(rig.chat(true).events())
                .containsExactly(
                        "{\"choices\":[{\"index\":0,\"finish_reason\":\"stop\"}]}",
                        "{\"choices\":[{\"index\":1,\"finish_reason\":\"stop\"}]}",
                        "{\"choices\":[{\"index\":0,\"content_filter_results\":{}}],\"usage\":" + USAGE + "}",
                        "[DONE]");
    }

    @Test
    void usageInsideTheLastChunkIsLeftThere() throws Exception {
        String last =
                "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2,"
                        + "\"prompt_tokens_details\":{\"cached_tokens\":4},\"completion_tokens_details\":{\"reasoning_tokens\":1}}}";
        upstream.script((request, connection) -> connection.stream()
                .chunk("data: " + last + "\n\ndata: [DONE]\n\n")
                .end());
        assertThat(rig.chat(true).events()).containsExactly(last, "[DONE]");
        assertThat(rig.records().getLast().usage()).isEqualTo(new Usage(9, 2, 4, 1));
    }

    @Test
    void aStreamWithoutDoneIsWholeOnceItsChoicesAre() throws Exception {
        String last = "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}";
        upstream.script((request, connection) ->
                connection.stream().chunk("data: " + last + "\n\n").end());
        RawHttp.Answer answer = rig.chat(true);
        assertThat(answer.events()).containsExactly(last, "[DONE]");
        assertThat(answer.whole()).isTrue();
    }

    @Test
    void doneWithoutAnEmptyLineAtTheEndIsDone() throws Exception {
        String last = "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}";
        for (String tail : List.of("data: [DONE]", "data: [DONE]\n", "data:[DONE]\r\n")) {
            upstream.script((request, connection) ->
                    connection.stream().chunk("data: " + last + "\n\n" + tail).end());
            RawHttp.Answer answer = rig.chat(true);
            assertThat(answer.events()).as(tail).containsExactly(last, "[DONE]");
            assertThat(answer.whole()).isTrue();
        }
    }

    @Test
    void everyWayOfFramingAStreamGivesTheSame() throws Exception {
        String chunk = "{\"choices\":[{\"delta\":{\"content\":\"a\"}}]}";
        for (String lineEnd : List.of("\n", "\r\n", "\r")) {
            for (String data : List.of("data: ", "data:")) {
                upstream.script((request, connection) -> connection.stream()
                        .chunk("\uFEFF: hello" + lineEnd + lineEnd)
                        .chunk("event: message" + lineEnd + data + chunk + lineEnd + "id: 4" + lineEnd + lineEnd)
                        .chunk(data + "{\"choices\":[{\"finish_reason\":" + lineEnd + data + "\"stop\"}]}" + lineEnd
                                + lineEnd)
                        .chunk(data + "[DONE]" + lineEnd + lineEnd)
                        .end());
                assertThat(rig.chat(true).events())
                        .containsExactly(chunk, "{\"choices\":[{\"finish_reason\": \"stop\"}]}", "[DONE]");
            }
        }
    }

    /** Every cut, by chunks and by packets: framing bugs sit at buffer borders. */
    @Test
    void aStreamCutAtEveryByteGivesTheSame() throws Exception {
        byte[] stream = ("data: {\"choices\":[{\"delta\":{\"content\":\"é😀\"}}]}\r\n\r\n"
                        + "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\r\n\r\n"
                        + "data: {\"choices\":[],\"usage\":" + USAGE + "}\r\n\r\ndata: [DONE]\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        int step = Tries.of(5, 1);
        for (int at = 1; at < stream.length; at += step) {
            int cut = at;
            upstream.script((request, connection) -> connection.stream()
                    .chunk(Arrays.copyOfRange(stream, 0, cut))
                    .chunk(Arrays.copyOfRange(stream, cut, stream.length))
                    .end());
            RawHttp.Answer answer = rig.chat(true);
            assertThat(answer.events()).as("cut at %d", cut).hasSize(3).endsWith("[DONE]");
            assertThat(answer.body()).contains("é😀").contains("\"usage\":" + USAGE);
        }
        upstream.script((request, connection) -> {
            connection.stream();
            for (byte b : stream) {
                connection.chunk(new byte[] {b});
            }
            connection.end();
        });
        assertThat(rig.chat(true).events()).hasSize(3);
    }

    @Test
    void aLargeAnswerAndALargeEventComeThroughWhole() throws Exception {
        byte[] noise = new byte[3_000_000];
        new Random(1).nextBytes(noise);
        String content = java.util.Base64.getEncoder().encodeToString(noise);
        String whole = "{\"choices\":[{\"message\":{\"content\":\"" + content + "\"},\"finish_reason\":\"stop\"}]}";
        upstream.script((request, connection) -> connection.answer(200, "application/json", whole));
        assertThat(rig.chat(false).body().equals(whole)).isTrue();
        String event = "{\"choices\":[{\"delta\":{\"content\":\"" + content + "\"},\"finish_reason\":\"stop\"}]}";
        upstream.script((request, connection) -> connection.stream()
                .chunk("data: " + event + "\n\ndata: [DONE]\n\n")
                .end());
        assertThat(rig.chat(true).body().equals("data: " + event + "\n\ndata: [DONE]\n\n"))
                .isTrue();
    }

    @Test
    void connectionsToTheUpstreamAreUsedAgain() throws Exception {
        upstream.script((request, connection) -> finished(connection));
        try (RawHttp raw = rig.connect()) {
            raw.send(Rig.post(Rig.CHAT), Rig.chatBody(true));
            assertThat(raw.answer().whole()).isTrue();
            int before = upstream.connections();
            for (int i = 0; i < 5; i++) {
                raw.send(Rig.post(Rig.CHAT), Rig.chatBody(true));
                assertThat(raw.answer().whole()).isTrue();
            }
            assertThat(upstream.connections() - before).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void anUpstreamThatClosesAfterEachAnswerIsServedAllTheSame() throws Exception {
        upstream.script((request, connection) -> {
            connection.answer(200, "application/json", "{\"choices\":[{}]}", "connection: close");
            connection.close();
        });
        try (RawHttp raw = rig.connect()) {
            for (int i = 0; i < 5; i++) {
                raw.send(Rig.post(Rig.CHAT), Rig.chatBody(false));
                assertThat(raw.answer().status()).isEqualTo(200);
            }
        }
    }

    /** After [DONE] the answer is complete for the caller, whatever the upstream does with its connection. */
    @Test
    void whatFollowsDoneIsNobodysBusiness() throws Exception {
        upstream.script((request, connection) -> {
            finishedButOpen(connection);
            connection.chunk("data: {\"choices\":[]}\n\ngarbage");
            connection.otherCloses();
        });
        RawHttp.Answer answer = rig.chat(true);
        assertThat(answer.whole()).isTrue();
        assertThat(answer.events()).endsWith("[DONE]").hasSize(2);
        Await.until(
                "the upstream that does not end is let go",
                java.time.Duration.ofSeconds(9),
                () -> upstream.open() <= 4);
    }

    private static void finished(ScriptedUpstream.Connection connection) throws java.io.IOException {
        finishedButOpen(connection);
        connection.end();
    }

    private static void finishedButOpen(ScriptedUpstream.Connection connection) throws java.io.IOException {
        connection.stream()
                .chunk("data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
    }

    private static RawHttp.Answer withExtras(String option, String body) {
        try (RawHttp raw = rig.connect()) {
            return raw.send(Rig.post(Rig.CHAT) + "\nextra-parameters: " + option, body)
                    .answer();
        }
    }
}
