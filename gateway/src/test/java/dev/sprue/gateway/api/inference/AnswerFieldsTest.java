package dev.sprue.gateway.api.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.SpecifiedUpstream;
import dev.sprue.gateway.testing.coverage.Proves;
import dev.sprue.specification.ModelInference;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every field of every answer, in every version, with every word that it can hold. */
class AnswerFieldsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> VERSIONS = ModelInference.VERSIONS;
    private static final List<String> WORDS = List.of(
            "finish_reason:stop",
            "finish_reason:length",
            "finish_reason:content_filter",
            "finish_reason:tool_calls",
            "role:system",
            "role:developer",
            "role:user",
            "role:assistant",
            "role:tool",
            "format:wav",
            "format:mp3");

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

    static Stream<Arguments> versionsAndWords() {
        return VERSIONS.stream().flatMap(version -> WORDS.stream().map(word -> Arguments.of(version, word)));
    }

    @Proves(answer = "*")
    @ParameterizedTest
    @MethodSource("versionsAndWords")
    void aChatCompletionComesAsTheModelGaveIt(String version, String word) throws Exception {
        String body = with(word, SpecifiedUpstream.CHAT);
        upstream.script((request, connection) -> connection.answer(200, "application/json", body));
        RawHttp.Answer answer = rig.call("/models/chat/completions?api-version=" + version, Rig.chatBody(false));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(asOf(version, body));
    }

    @Proves(answer = "*")
    @ParameterizedTest
    @MethodSource("versionsAndWords")
    void eventsComeAsTheModelGaveThemWithTheUsageInTheLast(String version, String word) throws Exception {
        String first = with(word, SpecifiedUpstream.FIRST_EVENT);
        String last = with(word, SpecifiedUpstream.LAST_EVENT);
        upstream.script((request, connection) -> connection.stream()
                .chunk("data: " + first + "\n\ndata: " + last + "\n\ndata: " + SpecifiedUpstream.USAGE_EVENT
                        + "\n\ndata: [DONE]\n\n")
                .end());
        RawHttp.Answer answer = rig.call("/models/chat/completions?api-version=" + version, Rig.chatBody(true));
        String withUsage = last.substring(0, last.length() - 1) + ",\"usage\":" + SpecifiedUpstream.USAGE + "}";
        assertThat(answer.events()).containsExactly(asOf(version, first), withUsage, "[DONE]");
    }

    /** As providers of OpenAI's dialect write a call of a function in pieces: its name comes once, its text later. */
    @ParameterizedTest
    @FieldSource("VERSIONS")
    void aCallOfAFunctionComesInPieces(String version) {
        List<String> calls = List.of(
                "{\"index\":0,\"id\":\"t1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}",
                "{\"index\":0,\"function\":{\"arguments\":\"{\\\"a\\\"\"}}",
                "{\"index\":0,\"function\":{\"arguments\":\":1}\"}}");
        List<String> events = calls.stream()
                .map(call -> SpecifiedUpstream.event("{\"index\":0,\"finish_reason\":null,\"delta\":{\"content\":null,"
                        + "\"tool_calls\":[" + call + "]}}"))
                .toList();
        upstream.script((request, connection) -> {
            connection.stream();
            for (String event : events) {
                connection.chunk("data: " + event + "\n\n");
            }
            connection
                    .chunk("data: " + SpecifiedUpstream.LAST_EVENT + "\n\ndata: [DONE]\n\n")
                    .end();
        });
        RawHttp.Answer answer = rig.call("/models/chat/completions?api-version=" + version, Rig.chatBody(true));
        assertThat(answer.events()).startsWith(events.toArray(String[]::new)).endsWith("[DONE]");
    }

    /** OpenAI breaks usage down without the sum that the specification requires. */
    @ParameterizedTest
    @FieldSource("VERSIONS")
    void usageIsBrokenDownAsTheProviderDoes(String version) {
        String body = SpecifiedUpstream.CHAT.replace(",\"total_tokens\":3}", "}");
        upstream.script((request, connection) -> connection.answer(200, "application/json", body));
        assertThat(rig.call("/models/chat/completions?api-version=" + version, Rig.chatBody(false))
                        .body())
                .isEqualTo(asOf(version, body));
    }

    @Proves(
            answer = "*",
            request = {"input*", "encoding_format*"})
    @ParameterizedTest
    @FieldSource("VERSIONS")
    void embeddingsComeAsNumbersOrAsText(String version) throws Exception {
        String text = SpecifiedUpstream.EMBEDDINGS.replace("[0.5,-0.25]", "\"AAAAPwAAgL4=\"");
        for (String route : List.of("embeddings", "images/embeddings")) {
            for (String encoding : List.of("float", "base64")) {
                String body = encoding.equals("float") ? SpecifiedUpstream.EMBEDDINGS : text;
                upstream.script((request, connection) -> connection.answer(200, "application/json", body));
                String input = route.equals("embeddings")
                        ? "\"model\":\"embed\",\"input\":[\"a\"]"
                        : "\"model\":\"pictures\",\"input\":[{\"image\":\"data:image/png;base64,AAAA\"}]";
                RawHttp.Answer answer = rig.call(
                        "/models/" + route + "?api-version=" + version,
                        "{" + input + ",\"encoding_format\":\"" + encoding + "\"}");
                assertThat(answer.status()).isEqualTo(200);
                assertThat(MAPPER.readTree(answer.body()).path("data"))
                        .isEqualTo(MAPPER.readTree(body).path("data"));
            }
        }
    }

    @Proves(answer = "*")
    @Test
    void picturesComeInTheShapeOfThisApi() throws Exception {
        upstream.script(new SpecifiedUpstream());
        RawHttp.Answer answer = rig.call(
                "/models/images/generations?api-version=2025-05-15-preview",
                "{\"model\":\"painter\",\"prompt\":\"p\",\"size\":\"1024x1024\",\"n\":2}");
        JsonNode got = MAPPER.readTree(answer.body());
        assertThat(got.path("id").asText()).isNotBlank();
        assertThat(got.path("object").asText()).isEqualTo("image.generation");
        assertThat(got.path("created").asLong()).isEqualTo(1_760_000_000L);
        assertThat(got.path("model").asText()).isNotBlank();
        assertThat(got.path("data"))
                .isEqualTo(MAPPER.readTree("[{\"image\":\"AAAA\",\"seed\":7},{\"image\":\"BBBB\"}]"));
        assertThat(got.path("usage").path("image_generations").asInt()).isEqualTo(2);
    }

    @Proves(
            answer = "*",
            request = {"query*", "header*"})
    @ParameterizedTest
    @FieldSource("VERSIONS")
    void infoSaysWhatADeploymentIs(String version) throws Exception {
        for (String name : List.of("Chat", "Embed")) {
            try (RawHttp raw = rig.connect()) {
                RawHttp.Answer answer = raw.send("GET /models/info?api-version=" + version + "&model=" + name
                                + " HTTP/1.1\nhost: rig\nauthorization: Bearer " + Rig.KEY + "\n\n")
                        .answer();
                JsonNode info = MAPPER.readTree(answer.body());
                assertThat(info.path("model_name").asText()).isEqualTo(name + "-model");
                assertThat(info.path("model_type").asText())
                        .isEqualTo(name.equals("Chat") ? "chat-completion" : "embeddings");
                assertThat(info.path("model_provider_name").asText()).isEqualTo("Test");
                answer = raw.send("GET /models/info?api-version=" + version + " HTTP/1.1\nhost: rig\napi-key: "
                                + Rig.KEY + "\n\n")
                        .answer();
                assertThat(MAPPER.readTree(answer.body()).path("model_name").asText())
                        .isEqualTo("Chat-model");
            }
        }
    }

    /** The first version has no field for reasoning, and so has it in the text. */
    private static String asOf(String version, String json) {
        return version.equals(VERSIONS.getFirst())
                ? json.replace(
                        "\"content\":\"Hello\",\"reasoning_content\":\"So\"",
                        "\"content\":\"<think>\\nSo\\n</think>\\n\\nHello\"")
                : json;
    }

    /** One word of an answer exchanged; "field:word". */
    private static String with(String word, String json) {
        String field = word.substring(0, word.indexOf(':'));
        return json.replaceFirst(
                "\"" + field + "\":\"[a-z]+\"", "\"" + field + "\":\"" + word.substring(field.length() + 1) + "\"");
    }
}
