package dev.sprue.conformance.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.conformance.spec.Specs;
import dev.sprue.specification.SchemaDocument;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The stand-in speaks OpenAI's dialect: everything that it can say is valid by OpenAI's own document. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OpenAiUpstreamTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private OpenAiUpstream upstream = OpenAiUpstream.start(RequestJudge.LENIENT);

    @BeforeAll
    void start() {
        upstream.close();
        upstream = OpenAiUpstream.start(Specs.upstreamRequestJudge());
    }

    @AfterAll
    void stop() {
        upstream.close();
    }

    static Stream<Script> scripts() {
        return Scripts.all().stream();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void itsWholeAnswersAreValid(Script script) throws Exception {
        SchemaDocument openAi = Specs.openAi();
        JsonNode answer =
                JSON.readTree(post("/chat/completions", chat(script.name(), "")).body());
        assertThat(openAi.violations("CreateChatCompletionResponse", answer)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void itsChunksAreValidAndFoldToTheWholeAnswer(Script script) throws Exception {
        SchemaDocument openAi = Specs.openAi();
        String asked = ",\"stream\":true,\"stream_options\":{\"include_usage\":true}";
        List<JsonNode> chunks =
                events(post("/chat/completions", chat(script.name(), asked)).body());
        StringBuilder folded = new StringBuilder();
        for (JsonNode chunk : chunks) {
            assertThat(openAi.violations("CreateChatCompletionStreamResponse", chunk))
                    .as("%s", chunk)
                    .isEmpty();
            JsonNode delta = chunk.path("choices").path(0).path("delta");
            folded.append(delta.path("content").asText(""));
            folded.append(delta.path("tool_calls")
                    .path(0)
                    .path("function")
                    .path("arguments")
                    .asText(""));
        }
        assertThat(folded.toString()).isEqualTo(script.text());
        assertThat(chunks.getLast().path("choices")).isEmpty();
        assertThat(chunks.getLast().path("usage").path("completion_tokens").asInt())
                .isEqualTo(script.completionTokens());
    }

    @Test
    void aStreamThatWasNotAskedForUsageHasNone() throws Exception {
        String body =
                post("/chat/completions", chat("plain", ",\"stream\":true")).body();
        assertThat(body).doesNotContain("usage").endsWith("data: [DONE]\n\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"one\"", "[\"one\",\"two\"]", "[[1,2],[3]]", "[1,2,3]"})
    void itsEmbeddingsAreValid(String input) throws Exception {
        SchemaDocument openAi = Specs.openAi();
        String request = "{\"model\":\"" + OpenAiUpstream.EMBED_MODEL + "\",\"input\":" + input + "}";
        JsonNode answer = JSON.readTree(post("/embeddings", request).body());
        assertThat(openAi.violations("CreateEmbeddingResponse", answer)).isEmpty();
        assertThat(upstream.takeViolations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"plain\"", "[\"one\",\"two\"]", "[[1,2],[3]]", "[1,2,3]"})
    void itsCompletionsAreValidAndItsChunksFoldToThem(String prompt) throws Exception {
        SchemaDocument openAi = Specs.openAi();
        String request = "{\"model\":\"" + OpenAiUpstream.TEXT_MODEL
                + "\",\"n\":2,\"echo\":true,\"logprobs\":1,\"prompt\":" + prompt;
        JsonNode whole = JSON.readTree(post("/completions", request + "}").body());
        assertThat(openAi.violations("CreateCompletionResponse", whole)).isEmpty();
        Map<Integer, String> folded = new TreeMap<>();
        for (JsonNode chunk :
                events(post("/completions", request + ",\"stream\":true}").body())) {
            JsonNode choice = chunk.path("choices").path(0);
            folded.merge(choice.path("index").asInt(), choice.path("text").asText(), String::concat);
        }
        assertThat(folded.values()).containsExactlyElementsOf(whole.findValuesAsText("text"));
        assertThat(upstream.takeViolations()).isEmpty();
    }

    @Test
    void severalChoicesWithLogprobsAreValid() throws Exception {
        SchemaDocument openAi = Specs.openAi();
        String asked = ",\"n\":2,\"logprobs\":true";
        JsonNode whole =
                JSON.readTree(post("/chat/completions", chat("unicode", asked)).body());
        assertThat(openAi.violations("CreateChatCompletionResponse", whole)).isEmpty();
        assertThat(whole.path("choices")).hasSize(2);
        for (JsonNode chunk : events(post("/chat/completions", chat("unicode", asked + ",\"stream\":true"))
                .body())) {
            assertThat(openAi.violations("CreateChatCompletionStreamResponse", chunk))
                    .as("%s", chunk)
                    .isEmpty();
        }
    }

    @Test
    void itCallsFunctionsAsOlderProgramsOfferThem() throws Exception {
        SchemaDocument openAi = Specs.openAi();
        String offered = ",\"functions\":[{\"name\":\"weather\",\"parameters\":{\"type\":\"object\"}}]";
        String request = chat(Act.USE_TOOLS.trigger(), offered);
        JsonNode answer = JSON.readTree(post("/chat/completions", request).body());
        assertThat(openAi.violations("CreateChatCompletionResponse", answer)).isEmpty();
        JsonNode choice = answer.path("choices").path(0);
        assertThat(choice.path("finish_reason").asText()).isEqualTo("function_call");
        assertThat(choice.at("/message/function_call/name").asText()).isEqualTo("weather");
        for (JsonNode chunk :
                events(post("/chat/completions", chat(Act.USE_TOOLS.trigger(), offered + ",\"stream\":true"))
                        .body())) {
            assertThat(openAi.violations("CreateChatCompletionStreamResponse", chunk))
                    .as("%s", chunk)
                    .isEmpty();
        }
    }

    @Test
    void itsListOfModelsIsValid() throws Exception {
        SchemaDocument openAi = Specs.openAi();
        HttpRequest request = HttpRequest.newBuilder(URI.create(upstream.endpoint() + "/models"))
                .header("authorization", "Bearer " + OpenAiUpstream.API_KEY)
                .build();
        JsonNode answer = JSON.readTree(
                http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        assertThat(openAi.violations("ListModelsResponse", answer)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"BAD_REQUEST", "UNAUTHORIZED", "NOT_FOUND", "TOO_MANY", "SERVER_ERROR"})
    void itsErrorsAreValid(Fault fault) throws Exception {
        SchemaDocument openAi = Specs.openAi();
        HttpResponse<String> answer = post("/chat/completions", chat(fault.trigger(), ""));
        assertThat(answer.statusCode()).isEqualTo(fault.status());
        assertThat(openAi.violations("ErrorResponse", JSON.readTree(answer.body())))
                .isEmpty();
    }

    @Test
    void aRequestThatTheDocumentForbidsIsNoticed() throws Exception {
        Specs.openAi();
        upstream.takeViolations();
        post(
                "/embeddings",
                "{\"model\":\"" + OpenAiUpstream.EMBED_MODEL + "\",\"input\":\"a\",\"input_type\":\"query\"}");
        post("/chat/completions", "{\"model\":\"" + OpenAiUpstream.CHAT_MODEL + "\",\"messages\":\"none\"}");
        assertThat(upstream.takeViolations())
                .anyMatch(each -> each.contains("input_type"))
                .anyMatch(each -> each.contains("messages"));
    }

    @Test
    void aMissingCredentialIsRefused() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(upstream.endpoint() + "/models"))
                .build();
        assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(401);
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(upstream.endpoint() + path))
                .header("authorization", "Bearer " + OpenAiUpstream.API_KEY)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String chat(String message, String more) {
        return "{\"model\":\"" + OpenAiUpstream.CHAT_MODEL + "\",\"messages\":[{\"role\":\"user\",\"content\":\""
                + message + "\"}]" + more + "}";
    }

    /** Reads events by the rules of the HTML standard. */
    private static List<JsonNode> events(String body) throws IOException {
        List<JsonNode> events = new ArrayList<>();
        List<String> data = new ArrayList<>();
        for (String line : body.replaceFirst("^\uFEFF", "").split("\r\n|\r|\n", -1)) {
            if (line.startsWith("data:")) {
                data.add(line.substring("data:".length()).replaceFirst("^ ", ""));
            } else if (line.isEmpty() && !data.isEmpty()) {
                String event = String.join("\n", data);
                data.clear();
                if (!event.equals("[DONE]")) {
                    events.add(JSON.readTree(event));
                }
            }
        }
        return events;
    }
}
