package dev.sprue.gateway.api.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.inference.Usage;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.RunningRig;
import dev.sprue.gateway.testing.ScriptedUpstream.Connection;
import dev.sprue.gateway.testing.ScriptedUpstream.Request;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts gone on with, on the dated routes and on v1. */
class OpenAiCompletionsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String DATED = "/openai/deployments/writer/completions?api-version=2022-12-01";
    private static final String V1 = "/openai/v1/completions";
    private static final String USAGE = ",\"usage\":{\"prompt_tokens\":2,\"completion_tokens\":3,\"total_tokens\":5}";
    private static final String HEAD =
            "{\"id\":\"cmpl-1\",\"object\":\"text_completion\",\"created\":1760000000,\"model\":\"m\",\"choices\":[";
    private static final String CHOICE = "{\"index\":0,\"text\":\" on\",\"logprobs\":null,\"finish_reason\":\"stop\"}";
    private static final String ANSWER = HEAD + CHOICE + "]" + USAGE + "}";
    private static final String PIECE = HEAD + CHOICE.replace("\"stop\"", "null") + "]}";
    private static final String LAST = HEAD + CHOICE + "]}";
    private static final String REPORT = HEAD + "]" + USAGE + "}";
    private static final String PROMPT_FILTERS = """
            {"choices":[],"created":0,"id":"","model":"","object":"text_completion",\
            "prompt_filter_results":[{"prompt_index":0,"content_filter_results":{}}]}""";

    @RegisterExtension
    static final RunningRig RUNNING = RunningRig.before(OpenAiCompletionsTest::answer);

    private static void answer(Request request, Connection connection) throws IOException {
        if (request.body().contains("\"stream\":true")) {
            connection.stream()
                    .chunk("data: " + PIECE + "\n\ndata: " + LAST + "\n\ndata: " + REPORT + "\n\ndata: [DONE]\n\n")
                    .end();
        } else {
            connection.answer(200, "application/json", ANSWER);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {DATED, V1})
    void aWholeAnswerKeepsItsBytes(String path) throws Exception {
        String body =
                "{\"model\":\"Writer\",\"prompt\":\"tell nobody\",\"max_tokens\":3,\"echo\":true,\"best_of\":3,\"n\":2,"
                        + "\"logprobs\":5,\"suffix\":\".\",\"stop\":[\"\\n\"],\"logit_bias\":{\"7\":-100},\"seed\":1,\"x\":0}";
        RawHttp.Answer answer = RUNNING.rig().call(path, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(ANSWER);
        Request sent = RUNNING.upstream().request();
        assertThat(sent.line()).isEqualTo("POST /v1/completions HTTP/1.1");
        assertThat(sent.body()).isEqualTo(body.replace("Writer", "upstream-writer"));
        RUNNING.rig().idle();
        assertThat(RUNNING.rig().records().getLast().usage()).isEqualTo(new Usage(2, 3, 0, 0));
        assertThat(RUNNING.rig().records().getLast().operation()).isEqualTo("completion");
    }

    @Test
    void streamsHaveTheWaysOfTheirRoutes() {
        assertThat(stream(V1, "")).containsExactly(PIECE, LAST, "[DONE]");
        assertThat(stream(DATED, "")).containsExactly(PROMPT_FILTERS, PIECE, LAST, "[DONE]");
        String asked = ",\"stream_options\":{\"include_usage\":true}";
        assertThat(stream(V1, asked)).containsExactly(PIECE, LAST, REPORT, "[DONE]");
        assertThat(stream(DATED, asked)).containsExactly(PROMPT_FILTERS, PIECE, LAST, REPORT, "[DONE]");
    }

    private static List<String> stream(String path, String more) {
        RawHttp.Answer answer = RUNNING.rig()
                .call(path, "{\"model\":\"writer\",\"prompt\":\"tell nobody\",\"stream\":true" + more + "}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.whole()).isTrue();
        return Arrays.stream(answer.body().split("\n\n"))
                .map(event -> event.substring("data: ".length()))
                .toList();
    }

    @Test
    void whatClientsRelyOnIsMadeWhereTheServerLeftItOut() throws Exception {
        RUNNING.upstream()
                .script((request, connection) ->
                        connection.answer(200, "application/json", "{\"choices\":[" + CHOICE + "]}"));
        JsonNode answer = MAPPER.readTree(
                RUNNING.rig().call(DATED, "{\"prompt\":\"tell nobody\"}").body());
        assertThat(answer.path("id").asText()).startsWith("cmpl-").hasSizeGreaterThan(20);
        assertThat(answer.path("object").asText()).isEqualTo("text_completion");
        assertThat(answer.path("model").asText()).isEqualTo("writer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"prompt\":\"\"",
                "\"prompt\":[\"a\",\"\"]",
                "\"prompt\":[1,2,3]",
                "\"prompt\":[[1,2],[3]]",
                "\"prompt\":null",
                "\"user\":\"u\"",
                "\"n\":2,\"best_of\":2,\"stream\":true",
                "\"best_of\":1,\"stream\":true",
                "\"logprobs\":20"
            })
    void promptsOfEveryFormAreTaken(String fields) {
        for (String path : new String[] {DATED, V1}) {
            RawHttp.Answer answer = RUNNING.rig().call(path, "{\"model\":\"writer\"," + fields + "}");
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "prompt":7                               | prompt
            "prompt":[]                              | prompt
            "prompt":["a",1]                         | prompt[1]
            "prompt":[[1],[-1]]                      | prompt[1][0]
            "prompt":[1.5]                           | prompt[0]
            "echo":"yes"                             | echo
            "suffix":1                               | suffix
            "logprobs":true                          | logprobs
            "logprobs":21                            | logprobs
            "n":0                                    | n
            "n":129                                  | n
            "best_of":21                             | best_of
            "best_of":1,"n":2                        | best_of
            "best_of":2,"stream":true                | best_of
            "max_tokens":-1                          | max_tokens
            "temperature":2.1                        | temperature
            "logit_bias":{"1":101}                   | logit_bias.1
            "stream":1                               | stream
            "stream_options":{"include_usage":true}  | stream_options
            """)
    void whatNoModelTakesIsRefused(String fields, String place) throws Exception {
        for (String path : new String[] {DATED, V1}) {
            RawHttp.Answer answer = RUNNING.rig().call(path, "{\"model\":\"writer\"," + fields + "}");
            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            JsonNode error = MAPPER.readTree(answer.body()).path("error");
            assertThat(error.path("param").asText()).isEqualTo(place);
            assertThat(error.path("code").asText()).isEqualTo("invalid_value");
        }
        assertThat(RUNNING.upstream().waiting()).isZero();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            /openai/deployments/chat/completions?api-version=2024-10-21,        Chat,  completion
            /openai/deployments/writer/chat/completions?api-version=2024-10-21, Writer, chatCompletion
            /openai/deployments/writer/embeddings?api-version=2024-10-21,       Writer, embeddings
            /openai/v1/completions,                                             Chat,  completion
            """)
    void aModelThatCannotDoItIsRefusedInTheServicesWords(String path, String model, String operation) throws Exception {
        String body = "{\"model\":\"" + model + "\",\"input\":\"a\",\"prompt\":\"a\",\"messages\":[{\"role\":\"user\","
                + "\"content\":\"a\"}]}";
        RawHttp.Answer answer = RUNNING.rig().call(path, body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(MAPPER.readTree(answer.body()))
                .isEqualTo(
                        MAPPER.readTree("{\"error\":{\"code\":\"OperationNotSupported\",\"message\":\"The " + operation
                                + " operation does not work with the specified model, " + model
                                + ". Please choose different model and try again.\"}}"));
    }
}
