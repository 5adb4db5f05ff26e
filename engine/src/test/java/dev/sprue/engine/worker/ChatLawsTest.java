package dev.sprue.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.engine.OpenAiDocument;
import dev.sprue.engine.chat.RandomModel;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of all chat completions, tried with random requests to a random model. */
@Timeout(120)
class ChatLawsTest {
    private static final String PATH = "/v1/chat/completions";
    private static final int TRIES = Boolean.getBoolean("sprue.test.full") ? 300 : 30;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static InProcessWorker worker;

    @BeforeAll
    static void start() throws Exception {
        worker = new InProcessWorker(RandomModel.file(6, 2_048));
    }

    @AfterAll
    static void stop() throws Exception {
        worker.close();
    }

    private static ObjectNode request(Random random) {
        ObjectNode request = JSON.objectNode().put("model", "sprue-chat").put("seed", random.nextLong());
        request.putArray("messages").addObject().put("role", "developer").put("content", "x".repeat(random.nextInt(9)));
        request.withArray("/messages").addObject().put("role", "user").put("content", "hello");
        request.put("temperature", random.nextInt(3) * 0.7);
        request.put(random.nextBoolean() ? "max_tokens" : "max_completion_tokens", 1 + random.nextInt(60));
        switch (random.nextInt(6)) {
            case 0 -> request.putArray("functions").add(function("f"));
            case 1 -> {
                request.putArray("functions").add(function("f"));
                request.putObject("function_call").put("name", "f");
            }
            case 2 -> tools(request).put("tool_choice", "required");
            case 3 -> tools(request).put("tool_choice", "auto").put("parallel_tool_calls", false);
            case 4 -> request.putObject("response_format").put("type", "json_object");
            default -> {}
        }
        if (random.nextBoolean()) {
            request.put("n", 1 + random.nextInt(4));
        }
        if (random.nextBoolean()) {
            request.put("logprobs", true).put("top_logprobs", random.nextInt(21));
        }
        if (random.nextInt(3) == 0) {
            request.putArray("stop").add("a").add("\u00e9").add("0").add("1").add("2");
        }
        if (random.nextInt(3) == 0) {
            request.put("service_tier", "auto")
                    .putObject("prediction")
                    .put("type", "content")
                    .put("content", "guess");
        }
        return request;
    }

    private static ObjectNode tools(ObjectNode request) {
        for (String name : List.of("f", "g")) {
            request.withArray("/tools").addObject().put("type", "function").set("function", function(name));
        }
        return request;
    }

    private static ObjectNode function(String name) {
        ObjectNode function = JSON.objectNode().put("name", name);
        function.putObject("parameters")
                .put("type", "object")
                .putObject("properties")
                .putObject("a")
                .put("type", "boolean");
        return function;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void foldingTheStreamGivesTheWholeAnswer(long seed) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < TRIES; i++) {
            ObjectNode request = request(random);
            JsonNode whole = worker.answer(PATH, request);
            OpenAiDocument.check("CreateChatCompletionResponse", whole);
            assertThat(whole.path("service_tier").asText()).isEqualTo(request.has("service_tier") ? "default" : "");
            JsonNode accepted = whole.at("/usage/completion_tokens_details/accepted_prediction_tokens");
            assertThat(accepted.isMissingNode()).isEqualTo(!request.has("prediction"));
            assertThat(accepted.asInt()).isZero();
            request.put("stream", true)
                    .putObject("stream_options")
                    .put("include_usage", true)
                    .put("include_obfuscation", true);
            List<JsonNode> chunks = worker.chunks(PATH, request);
            assertThat(chunks.getLast().path("usage")).isEqualTo(whole.path("usage"));
            for (JsonNode chunk : chunks) {
                OpenAiDocument.check("CreateChatCompletionStreamResponse", chunk);
                assertThat(chunk.path("service_tier")).isEqualTo(whole.path("service_tier"));
            }
            ArrayNode folded = ChatFold.choices(chunks, whole.path("choices").size());
            for (JsonNode choice : whole.path("choices")) {
                JsonNode same = folded.path(choice.path("index").asInt());
                forgetIds(choice);
                forgetIds(same);
                if (choice.at("/logprobs/content").isEmpty()) {
                    ((ObjectNode) same).set("logprobs", choice.path("logprobs"));
                }
                assertThat(same).as(request.toString()).isEqualTo(choice);
                checkLogprobs(choice, request);
            }
        }
    }

    private static void forgetIds(JsonNode choice) {
        choice.at("/message/tool_calls").forEach(call -> ((ObjectNode) call).remove("id"));
    }

    /** The bytes of the tokens are the text, as far as no stop string cut it. */
    private static void checkLogprobs(JsonNode choice, ObjectNode request) {
        JsonNode tokens = choice.at("/logprobs/content");
        boolean text = choice.at("/message/content").isTextual()
                && !choice.path("message").has("tool_calls");
        if (!request.has("logprobs") || request.has("stop") || !text || request.has("functions")) {
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (JsonNode token : tokens) {
            assertThat(token.path("top_logprobs"))
                    .hasSize(request.path("top_logprobs").asInt());
            token.path("bytes").forEach(value -> bytes.write(value.asInt()));
        }
        assertThat(choice.at("/message/content").asText()).isEqualTo(bytes.toString(StandardCharsets.UTF_8));
    }

    @Test
    void moreAnswersThanGrowSideBySideAreThoseThatFewerWouldBeAndMore() throws Exception {
        ObjectNode request =
                JSON.objectNode().put("model", "sprue-chat").put("seed", 5).put("max_tokens", 12);
        request.putArray("messages").addObject().put("role", "user").put("content", "hello");
        JsonNode few = worker.answer(PATH, request.deepCopy().put("n", 3));
        JsonNode many = worker.answer(PATH, request.put("n", 50));
        assertThat(many.path("choices")).hasSize(50);
        for (int i = 0; i < 3; i++) {
            assertThat(many.path("choices").path(i))
                    .isEqualTo(few.path("choices").path(i));
        }
        assertThat(many.at("/usage/prompt_tokens")).isEqualTo(few.at("/usage/prompt_tokens"));
    }

    @Test
    void takesTheMessagesOfOlderPrograms() throws Exception {
        ObjectNode request =
                JSON.objectNode().put("model", "sprue-chat").put("seed", 5).put("max_tokens", 3);
        ArrayNode messages = request.putArray("messages");
        messages.addObject().put("role", "user").put("content", "hello");
        ObjectNode call = messages.addObject().put("role", "assistant").putNull("content");
        call.putObject("function_call").put("name", "f").put("arguments", "{}");
        messages.addObject().put("role", "function").put("name", "f").put("content", "7");
        int older = worker.answer(PATH, request).at("/usage/prompt_tokens").asInt();
        call.remove("function_call");
        call.putArray("tool_calls")
                .addObject()
                .put("id", "1")
                .put("type", "function")
                .putObject("function")
                .put("name", "f")
                .put("arguments", "{}");
        ((ObjectNode) messages.get(2)).put("role", "tool").put("tool_call_id", "1");
        assertThat(worker.answer(PATH, request).at("/usage/prompt_tokens").asInt())
                .isEqualTo(older);
    }
}
