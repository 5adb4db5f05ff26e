package dev.sprue.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.engine.Shipped;
import dev.sprue.engine.schema.SchemaValidator;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Structured output and tool calls over HTTP, whole and as streams. */
@Timeout(60)
class ConstrainedHttpTest {
    private static final String CHAT = "/v1/chat/completions";
    private static final String START =
            "{\"model\":\"sprue-chat\",\"temperature\":0,\"messages\":[{\"role\":\"user\",\"content\":\"What is the weather in Paris?\"}]";
    private static final String SCHEMA =
            "{\"type\":\"object\",\"properties\":{\"city\":{\"enum\":[\"Paris\",\"Rome\"]},"
                    + "\"degrees\":{\"type\":\"integer\",\"minimum\":-20,\"maximum\":45},\"sunny\":{\"type\":[\"boolean\",\"null\"]}},"
                    + "\"required\":[\"city\",\"degrees\",\"sunny\"],\"additionalProperties\":false}";
    private static final String TOOLS =
            ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"get_weather\",\"description\":\"Weather of a city.\","
                    + "\"strict\":true,\"parameters\":" + SCHEMA
                    + "}},{\"type\":\"function\",\"function\":{\"name\":\"now\"}}]";
    /** Makes the model call a tool, whatever it thinks of it. */
    private static final String EAGER =
            ",\"logit_bias\":{\"" + Shipped.tokenizer().control("<tool_call>").getAsInt() + "\":100}";

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
    void answersBySchema() throws Exception {
        JsonNode choice = choice(",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"weather\","
                + "\"strict\":true,\"schema\":" + SCHEMA + "}}");
        assertThat(choice.path("finish_reason").asText()).isEqualTo("stop");
        assertThat(choice.path("message").has("tool_calls")).isFalse();
        satisfied(choice.at("/message/content").asText());
    }

    @Test
    void answersSeveralChoicesBySchema() throws Exception {
        String body = START.replace("\"temperature\":0", "\"temperature\":2")
                + ",\"n\":4,\"seed\":3,\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"w\",\"strict\":true,"
                + "\"schema\":" + SCHEMA + "}}}";
        JsonNode answer = SseReader.json(worker.post(CHAT, body).body());
        assertThat(answer.path("choices").size()).isEqualTo(4);
        for (JsonNode choice : answer.path("choices")) {
            satisfied(choice.at("/message/content").asText());
        }
        JsonNode again = SseReader.json(worker.post(CHAT, body).body());
        assertThat(again.path("choices")).isEqualTo(answer.path("choices"));
    }

    @Test
    void answersWithAnyObject() throws Exception {
        JsonNode choice = choice(",\"max_tokens\":400,\"response_format\":{\"type\":\"json_object\"}");
        String text = choice.at("/message/content").asText();
        assertThat(text).startsWith("{");
        if (choice.path("finish_reason").asText().equals("stop")) {
            assertThat(SchemaValidator.parse(text).isObject()).isTrue();
        }
    }

    @Test
    void cutsJsonAtAStopString() throws Exception {
        JsonNode choice =
                choice(",\"stop\":\"\\\"degrees\",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":"
                        + "{\"name\":\"weather\",\"strict\":true,\"schema\":" + SCHEMA + "}}");
        assertThat(choice.path("finish_reason").asText()).isEqualTo("stop");
        assertThat(choice.at("/message/content").asText())
                .startsWith("{\"city\":")
                .doesNotContain("degrees");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ",\"tool_choice\":\"required\",\"parallel_tool_calls\":false|tool_calls",
                ",\"tool_choice\":{\"type\":\"function\",\"function\":{\"name\":\"get_weather\"}}|stop",
                ",\"tool_choice\":{\"type\":\"allowed_tools\",\"allowed_tools\":{\"mode\":\"required\",\"tools\":[{\"type\":\"function\","
                        + "\"function\":{\"name\":\"get_weather\"}}]}},\"parallel_tool_calls\":false|tool_calls"
            })
    void callsAToolThatItMustCall(String choose, String reason) throws Exception {
        JsonNode choice = choice(TOOLS + choose);
        assertThat(choice.path("finish_reason").asText()).isEqualTo(reason);
        assertThat(choice.path("message").get("content").isNull()).isTrue();
        JsonNode calls = choice.at("/message/tool_calls");
        assertThat(calls.size()).isEqualTo(1);
        checkCall(calls.path(0));
    }

    @Test
    void callsAToolOfItsOwnAccord() throws Exception {
        JsonNode free = choice(TOOLS + ",\"tool_choice\":\"none\"" + EAGER + ",\"max_tokens\":5");
        assertThat(free.path("message").has("tool_calls")).isFalse();
        JsonNode choice = choice(TOOLS + EAGER);
        assertThat(choice.path("finish_reason").asText()).isEqualTo("tool_calls");
        choice.at("/message/tool_calls").forEach(ConstrainedHttpTest::checkCall);
        assertThat(choice.at("/message/tool_calls").size()).isPositive();
    }

    @Test
    void answersFunctionsInTheirOlderForm() throws Exception {
        String functions = ",\"functions\":[{\"name\":\"get_weather\",\"parameters\":" + SCHEMA + "}]";
        JsonNode named = choice(functions + ",\"function_call\":{\"name\":\"get_weather\"}");
        assertThat(named.path("finish_reason").asText()).isEqualTo("stop");
        satisfied(named.at("/message/function_call/arguments").asText());
        JsonNode eager = choice(functions + EAGER);
        assertThat(eager.path("finish_reason").asText()).isEqualTo("function_call");
        assertThat(eager.at("/message/function_call/name").asText()).isEqualTo("get_weather");
        String stream = worker.post(CHAT, START + functions + EAGER + ",\"stream\":true}")
                .body();
        StringBuilder arguments = new StringBuilder();
        for (JsonNode chunk : SseReader.chunks(stream)) {
            arguments.append(
                    chunk.at("/choices/0/delta/function_call/arguments").asText());
        }
        assertThat(arguments)
                .hasToString(eager.at("/message/function_call/arguments").asText());
    }

    /** The law of streams, for calls: folding the deltas gives the whole answer. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"tool_choice\":\"required\",\"seed\":5,\"n\":2,\"temperature\":1.5",
                ",\"tool_choice\":\"required\",\"parallel_tool_calls\":false,\"logprobs\":true",
                ",\"tool_choice\":\"required\",\"max_tokens\":45"
            })
    void streamsTheCallsThatItAnswersWhole(String more) throws Exception {
        String body = START.replace("\"temperature\":0,", more.contains("temperature") ? "" : "\"temperature\":0,")
                + TOOLS
                + more;
        JsonNode whole = SseReader.json(worker.post(CHAT, body + "}").body());
        List<JsonNode> chunks =
                SseReader.chunks(worker.post(CHAT, body + ",\"stream\":true}").body());
        for (JsonNode choice : whole.path("choices")) {
            CallFold fold = new CallFold();
            chunks.stream()
                    .map(chunk -> chunk.path("choices").path(0))
                    .filter(piece -> piece.path("index").equals(choice.path("index")))
                    .forEach(fold::add);
            assertThat(fold.names()).isEqualTo(choice.at("/message/tool_calls").findValuesAsText("name"));
            assertThat(fold.arguments())
                    .isEqualTo(choice.at("/message/tool_calls").findValuesAsText("arguments"));
            assertThat(fold.reason()).isEqualTo(choice.path("finish_reason").asText());
            assertThat(fold.text()).isEmpty();
            assertThat(fold.names()).isNotEmpty();
        }
    }

    @Test
    void takesTheResultOfATool() throws Exception {
        String body =
                "{\"model\":\"sprue-chat\",\"temperature\":0,\"messages\":[{\"role\":\"user\",\"content\":\"Weather?\"},"
                        + "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"call_1\",\"type\":\"function\",\"function\":"
                        + "{\"name\":\"get_weather\",\"arguments\":\"{\\\"city\\\":\\\"Paris\\\"}\"}}]},"
                        + "{\"role\":\"tool\",\"tool_call_id\":\"call_1\",\"content\":\"12 degrees\"}]" + TOOLS
                        + ",\"max_tokens\":20}";
        HttpResponse<String> response = worker.post(CHAT, body);
        assertThat(response.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"x\",\"strict\":true,\"schema\":{\"type\":\"object\","
                        + "\"properties\":{\"a\":{\"oneOf\":[]}}}}}|422|response_format.json_schema.schema|\"oneOf\" at #/properties/a",
                "\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"x\",\"strict\":true,\"schema\":{\"type\":\"integer\","
                        + "\"minimum\":2,\"maximum\":1}}}|400|response_format.json_schema.schema|satisfied by no value",
                "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"strict\":true,\"parameters\":{\"not\":{}}}}]|422"
                        + "|tools[0].function.parameters|\"not\" at #"
            })
    void refusesSchemasThatItCannotFollow(String field, int status, String param, String words) throws Exception {
        HttpResponse<String> response = worker.post(CHAT, START + "," + field + "}");
        assertThat(response.statusCode()).isEqualTo(status);
        JsonNode error = SseReader.json(response.body()).path("error");
        assertThat(error.path("param").asText()).isEqualTo(param);
        assertThat(error.path("message").asText()).contains(words);
    }

    @Test
    void takesHostileSchemasInItsStride() throws Exception {
        String deep = "{\"items\":".repeat(100_000) + "{}" + "}".repeat(100_000);
        String body = START
                + ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"x\",\"strict\":true,\"schema\":"
                + deep + "}}}";
        assertThat(worker.post(CHAT, body).statusCode()).isEqualTo(400);
    }

    private static JsonNode choice(String more) throws Exception {
        HttpResponse<String> response = worker.post(CHAT, START + more + "}");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return SseReader.json(response.body()).at("/choices/0");
    }

    private static void checkCall(JsonNode call) {
        assertThat(call.path("id").asText()).matches("call_[A-Za-z0-9]{24}");
        assertThat(call.path("type").asText()).isEqualTo("function");
        if (call.at("/function/name").asText().equals("now")) {
            assertThat(call.at("/function/arguments").asText()).isEqualTo("{}");
        } else {
            assertThat(call.at("/function/name").asText()).isEqualTo("get_weather");
            satisfied(call.at("/function/arguments").asText());
        }
    }

    private static void satisfied(String text) {
        assertThat(SchemaValidator.faults(SchemaValidator.parse(SCHEMA), text))
                .as(text)
                .isEmpty();
    }
}
