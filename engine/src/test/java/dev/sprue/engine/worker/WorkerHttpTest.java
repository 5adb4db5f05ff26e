package dev.sprue.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a worker process answers over HTTP. */
@Timeout(60)
class WorkerHttpTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String EMBEDDINGS = "/v1/embeddings";
    private static final String HELLO =
            "{\"model\":\"sprue-chat\",\"temperature\":0,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]";
    /** Several answers that go on to the end of the context. */
    private static final String ENDLESS = HELLO + ",\"stream\":true,\"n\":8,\"logit_bias\":{\"0\":-100,\"2\":-100}}";

    private static WorkerProcess worker;

    @BeforeAll
    static void start() throws Exception {
        worker = WorkerProcess.start();
    }

    @AfterAll
    static void stop() {
        worker.close();
    }

    @Test
    void answersWhole() throws Exception {
        HttpResponse<String> response = worker.post(CHAT, HELLO + "}");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
        JsonNode body = SseReader.json(response.body());
        assertThat(body.path("id").asText()).matches("chatcmpl-[0-9a-f]{24}");
        assertThat(body.path("object").asText()).isEqualTo("chat.completion");
        assertThat(body.path("created").asLong()).isPositive();
        assertThat(body.path("model").asText()).isEqualTo("sprue-chat");
        assertThat(body.path("system_fingerprint").asText()).startsWith("fp_");
        JsonNode choice = body.path("choices").path(0);
        assertThat(choice.path("message").path("role").asText()).isEqualTo("assistant");
        assertThat(choice.path("message").path("content").asText()).isNotBlank();
        assertThat(choice.path("message").get("refusal").isNull()).isTrue();
        assertThat(choice.get("logprobs").isNull()).isTrue();
        assertThat(choice.path("finish_reason").asText()).isEqualTo("stop");
        JsonNode usage = body.path("usage");
        assertThat(usage.path("prompt_tokens").asInt()).isPositive();
        assertThat(usage.path("total_tokens").asInt())
                .isEqualTo(usage.path("prompt_tokens").asInt()
                        + usage.path("completion_tokens").asInt());
    }

    /** The law of streams: folding the deltas gives the whole answer. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"'' ", ",\"n\":3", ",\"logprobs\":true,\"top_logprobs\":2", ",\"max_tokens\":3"})
    void streamsWhatItAnswersWhole(String more) throws Exception {
        JsonNode whole = SseReader.json(worker.post(CHAT, HELLO + more + "}").body());
        HttpResponse<String> response =
                worker.post(CHAT, HELLO + more + ",\"stream\":true,\"stream_options\":{\"include_usage\":true}}");
        assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream; charset=utf-8");
        List<JsonNode> chunks = SseReader.chunks(response.body());
        JsonNode last = chunks.removeLast();
        assertThat(last.path("choices").isEmpty()).isTrue();
        assertThat(last.path("usage")).isEqualTo(whole.path("usage"));
        for (int index = 0; index < whole.path("choices").size(); index++) {
            checkChoice(whole.path("choices").path(index), choiceChunks(chunks, index));
        }
        for (JsonNode chunk : chunks) {
            assertThat(chunk.path("object").asText()).isEqualTo("chat.completion.chunk");
            assertThat(chunk.path("id")).isEqualTo(last.path("id"));
            assertThat(chunk.get("usage").isNull()).isTrue();
        }
    }

    private static List<JsonNode> choiceChunks(List<JsonNode> chunks, int index) {
        return chunks.stream()
                .map(chunk -> chunk.path("choices").path(0))
                .filter(choice -> choice.path("index").asInt() == index)
                .toList();
    }

    private static void checkChoice(JsonNode whole, List<JsonNode> chunks) {
        assertThat(chunks.getFirst().path("delta").path("role").asText()).isEqualTo("assistant");
        assertThat(chunks.getFirst().path("delta").path("content").asText()).isEmpty();
        assertThat(chunks.getLast().path("finish_reason")).isEqualTo(whole.path("finish_reason"));
        StringBuilder text = new StringBuilder();
        int tokens = 0;
        for (JsonNode chunk : chunks) {
            text.append(chunk.path("delta").path("content").asText());
            for (JsonNode token : chunk.path("logprobs").path("content")) {
                JsonNode same = whole.path("logprobs").path("content").path(tokens++);
                assertThat(token.path("bytes")).isEqualTo(same.path("bytes"));
                assertThat(token.path("top_logprobs").size()).isEqualTo(2);
            }
        }
        assertThat(text).hasToString(whole.path("message").path("content").asText());
        assertThat(tokens).isEqualTo(whole.path("logprobs").path("content").size());
        assertThat(chunks.size()).isGreaterThan(2);
    }

    @Test
    void sendsNoUsageUnasked() throws Exception {
        List<JsonNode> chunks =
                SseReader.chunks(worker.post(CHAT, HELLO + ",\"stream\":true}").body());
        assertThat(chunks).noneMatch(chunk -> chunk.has("usage"));
        assertThat(chunks).allMatch(chunk -> chunk.path("choices").size() == 1);
    }

    @Test
    void repeatsWithASeed() throws Exception {
        String wild = HELLO.replace("\"temperature\":0", "\"temperature\":2") + ",\"seed\":7,\"max_tokens\":20}";
        assertThat(content(worker.post(CHAT, wild))).isEqualTo(content(worker.post(CHAT, wild)));
    }

    private static String content(HttpResponse<String> response) throws Exception {
        return SseReader.json(response.body()).at("/choices/0/message/content").asText();
    }

    @Test
    void embeds() throws Exception {
        String body = "{\"model\":\"sprue-embed\",\"input\":[\"one\",\"two words\"],\"dimensions\":384";
        JsonNode numbers = SseReader.json(worker.post(EMBEDDINGS, body + "}").body());
        JsonNode base64 = SseReader.json(worker.post(EMBEDDINGS, body + ",\"encoding_format\":\"base64\"}")
                .body());
        assertThat(numbers.path("object").asText()).isEqualTo("list");
        assertThat(numbers.path("data").size()).isEqualTo(2);
        assertThat(numbers.path("usage").path("prompt_tokens").asInt()).isEqualTo(3 + 4);
        for (int i = 0; i < 2; i++) {
            JsonNode vector = numbers.path("data").path(i).path("embedding");
            assertThat(numbers.path("data").path(i).path("index").asInt()).isEqualTo(i);
            assertThat(vector.size()).isEqualTo(384);
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder()
                            .decode(base64.path("data")
                                    .path(i)
                                    .path("embedding")
                                    .asText()))
                    .order(ByteOrder.LITTLE_ENDIAN);
            for (JsonNode value : vector) {
                assertThat(bytes.getFloat()).isEqualTo(value.floatValue());
            }
            assertThat(bytes.hasRemaining()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({"int8, 384, -127, 127", "uint8, 384, 1, 255", "binary, 48, -128, 127", "ubinary, 48, 0, 255"})
    void writesSmallIntegers(String encoding, int length, int least, int greatest) throws Exception {
        JsonNode answer = SseReader.json(worker.post(
                        EMBEDDINGS,
                        "{\"model\":\"sprue-embed\",\"input\":[\"hello\"],\"encoding_format\":\"" + encoding + "\"}")
                .body());
        JsonNode vector = answer.path("data").path(0).path("embedding");
        assertThat(vector.size()).isEqualTo(length);
        assertThat(vector).allSatisfy(value -> {
            assertThat(value.isInt()).isTrue();
            assertThat(value.intValue()).isBetween(least, greatest);
        });
    }

    @ParameterizedTest
    @CsvSource({"text", "query", "document"})
    void embedsQueriesAndDocumentsAlike(String type) throws Exception {
        String body = "{\"model\":\"sprue-embed\",\"input\":\"hello\"";
        JsonNode typed = SseReader.json(worker.post(EMBEDDINGS, body + ",\"input_type\":\"" + type + "\"}")
                .body());
        assertThat(typed.path("data").size()).isEqualTo(1);
        assertThat(typed)
                .isEqualTo(SseReader.json(worker.post(EMBEDDINGS, body + "}").body()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/embeddings|{\"model\":\"sprue-embed\",\"input\":\"\"}|400|invalid_value|input",
                "/v1/embeddings|{\"model\":\"sprue-embed\",\"input\":[]}|400|invalid_value|input",
                "/v1/embeddings|{\"model\":\"sprue-embed\",\"input\":[\"a\",\"\"]}|400|invalid_value|input[1]",
                "/v1/embeddings|{\"model\":\"sprue-embed\",\"input\":[1,2]}|400|invalid_type|input[0]",
                "/v1/embeddings|{\"model\":\"sprue-embed\",\"input\":[[1]]}|400|invalid_type|input[0]",
                "/v1/embeddings|{\"model\":\"sprue-embed\"}|400|missing_required_parameter|input",
                "/v1/embeddings|{\"model\":\"sprue-embed\",\"input\":\"a\",\"dimensions\":0}|400|invalid_value|dimensions",
                "/v1/embeddings|{\"model\":\"sprue-embed\",\"input\":\"a\",\"dimensions\":256}|422|parameter_not_supported|dimensions",
                "/v1/embeddings|{\"model\":\"sprue-embed\",\"input\":\"a\",\"encoding_format\":\"hex\"}|400|invalid_value|encoding_format",
                "/v1/embeddings|{\"model\":\"sprue-embed\",\"input\":\"a\",\"input_type\":\"poem\"}|400|invalid_value|input_type",
                "/v1/embeddings|{\"model\":\"sprue-embed\",\"input\":\"a\",\"input_type\":1}|400|invalid_type|input_type",
                "/v1/embeddings|{\"model\":\"sprue-chat\",\"input\":\"a\"}|400|model_not_suitable|model",
                "/v1/embeddings|{\"model\":\"nothing\",\"input\":\"a\"}|404|model_not_found|model",
                "/v1/chat/completions|{\"model\":\"sprue-embed\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}|400|model_not_suitable|model",
                "/v1/chat/completions|{\"model\":\"nothing\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}|404|model_not_found|model",
                "/v1/chat/completions|{\"model\":|400|invalid_json|",
                "/v1/chat/completions||400|invalid_json|",
                "/v1/nothing|{}|404|not_found|"
            })
    void refusesInOpenAisForm(String path, String body, int status, String code, String param) throws Exception {
        HttpResponse<String> response = worker.post(path, body == null ? "" : body);
        assertThat(response.statusCode()).isEqualTo(status);
        JsonNode error = SseReader.json(response.body()).path("error");
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
        assertThat(error.path("message").asText()).isNotBlank();
        assertThat(error.get("param").isNull() ? null : error.path("param").asText())
                .isEqualTo(param);
    }

    @Test
    void refusesWhatIsTooLongWithTheNumbers() throws Exception {
        String longText = "word ".repeat(10_000);
        HttpResponse<String> chat = worker.post(CHAT, HELLO.replace("Hello", longText) + "}");
        assertThat(chat.statusCode()).isEqualTo(400);
        assertThat(chat.body()).contains("context_length_exceeded").containsPattern("take at least \\d+ tokens");
        HttpResponse<String> shorter = worker.post(CHAT, HELLO.replace("Hello", "0".repeat(5_000)) + "}");
        assertThat(shorter.statusCode()).isEqualTo(400);
        assertThat(shorter.body()).containsPattern("take 50\\d\\d tokens; this model's context has \\d+");
        HttpResponse<String> embedding =
                worker.post(EMBEDDINGS, "{\"model\":\"sprue-embed\",\"input\":[\"a\",\"" + longText + "\"]}");
        assertThat(embedding.statusCode()).isEqualTo(400);
        assertThat(embedding.body())
                .contains("context_length_exceeded")
                .contains("10002")
                .contains("512");
        HttpResponse<String> bias = worker.post(CHAT, HELLO + ",\"logit_bias\":{\"4000000\":1}}");
        assertThat(bias.statusCode()).isEqualTo(400);
        assertThat(bias.body()).contains("token 4000000");
    }

    @Test
    void refusesLongBodies() throws Exception {
        HttpResponse<String> response = worker.post(CHAT, " ".repeat(Exchange.MAX_BODY_BYTES + 1));
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).contains("request_too_large");
    }

    @Test
    void namesTheMethodThatAPathAnswers() throws Exception {
        HttpResponse<String> response = worker.get(CHAT);
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("allow")).hasValue("POST");
    }

    @ParameterizedTest
    @CsvSource({"''", "Bearer wrong", "Bearer", "Basic dGhlLXNlY3JldA==", "Bearer the-secret-of-this-worker2"})
    void needsItsToken(String authorization) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(worker.request("/healthz").build().uri());
        if (!authorization.isEmpty()) {
            request.header("authorization", authorization);
        }
        HttpResponse<String> response = worker.send(request.build());
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).doesNotContain(WorkerProcess.TOKEN);
    }

    @Test
    void listsItsModels() throws Exception {
        JsonNode models = SseReader.json(worker.get("/v1/models").body());
        assertThat(models.path("object").asText()).isEqualTo("list");
        assertThat(models.path("data").findValuesAsText("id"))
                .containsExactly("sprue-chat", "sprue-embed", "sprue-image-embed");
        assertThat(models.path("data").findValuesAsText("object")).containsOnly("model");
    }

    @Test
    void stopsGeneratingWhenTheClientLeaves() throws Exception {
        long before = cancelled();
        try (Socket socket = new Socket("127.0.0.1", worker.port())) {
            byte[] body = ENDLESS.getBytes(StandardCharsets.UTF_8);
            socket.getOutputStream()
                    .write(("POST " + CHAT + " HTTP/1.1\r\nhost: x\r\nauthorization: Bearer " + WorkerProcess.TOKEN
                                    + "\r\ncontent-length: " + body.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(body);
            InputStream in = socket.getInputStream();
            assertThat(in.read()).isEqualTo('H');
        }
        while (cancelled() == before || running() > 0) {
            Thread.onSpinWait();
        }
    }

    private static long cancelled() throws Exception {
        return SseReader.json(worker.get("/healthz").body())
                .at("/generations/cancelled")
                .asLong();
    }

    private static long running() throws Exception {
        return SseReader.json(worker.get("/healthz").body())
                .at("/generations/running")
                .asLong();
    }
}
