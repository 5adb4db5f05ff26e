package dev.sprue.gateway.api.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.gateway.api.answers.StreamedDetails;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.RunningRig;
import dev.sprue.gateway.testing.SpecifiedUpstream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the surface answers: contents, vectors, refusals, and the count of tokens. */
class ContentAnswersTest {

    private static final String BODY = "{\"contents\":[{\"parts\":[{\"text\":\"u\"}]}]}";

    @RegisterExtension
    static final RunningRig RUNNING = RunningRig.before(new SpecifiedUpstream());

    @Test
    void aResponseHasEveryFieldThatClientsLookFor() throws Exception {
        assertThat(Contents.response(Contents.whole(RUNNING.rig(), BODY))).isEqualTo(Contents.MAPPER.readTree("""
                {"candidates":[{"content":{"parts":[{"text":"Hello"},
                {"functionCall":{"id":"t1","name":"f","args":{"a":1}}}],"role":"model"},"finishReason":"STOP","index":0}],
                "usageMetadata":{"promptTokenCount":7,"cachedContentTokenCount":2,"candidatesTokenCount":2,
                "thoughtsTokenCount":1,"totalTokenCount":10},"modelVersion":"m","responseId":"c1"}"""));
    }

    @Test
    void everyResponseOfAStreamHasContent() throws Exception {
        RUNNING.upstream().script((request, connection) -> connection.stream()
                .chunk("data: " + SpecifiedUpstream.event("{\"index\":0,\"delta\":{\"content\":\"Hi\"}}") + "\n\ndata: "
                        + SpecifiedUpstream.LAST_EVENT + "\n\ndata: " + SpecifiedUpstream.USAGE_EVENT
                        + "\n\ndata: [DONE]\n\n")
                .end());
        List<JsonNode> responses = Contents.responses(Contents.events(RUNNING.rig(), BODY));
        assertThat(responses).hasSize(2).allSatisfy(response -> assertThat(response.at("/candidates/0/content/parts"))
                .isNotEmpty());
        assertThat(responses.getFirst().has("usageMetadata")).isFalse();
        assertThat(responses.getLast().at("/candidates/0/finishReason").asText())
                .isEqualTo("STOP");
        assertThat(responses.getLast().at("/usageMetadata/totalTokenCount").asInt())
                .isEqualTo(10);
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
        StreamedDetails.areWhole(Contents.responses(Contents.events(RUNNING.rig(), BODY)).stream()
                .flatMap(response -> response.findValuesAsText("thoughtSignature").stream())
                .toList());
    }

    /** Some servers say both again, empty, with every piece of the arguments. */
    @Test
    void emptyNamesAndIdsOfLaterPiecesSayNothing() throws Exception {
        String piece = "{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"%s\",\"function\":"
                + "{\"name\":\"%s\",\"arguments\":\"%s\"}}]}}";
        RUNNING.upstream().script((request, connection) -> connection.stream()
                .chunk("data: " + SpecifiedUpstream.event(piece.formatted("c1", "f", "{")) + "\n\ndata: "
                        + SpecifiedUpstream.event(piece.formatted("", "", "}")) + "\n\ndata: [DONE]\n\n")
                .end());
        assertThat(Contents.folded(Contents.responses(Contents.events(RUNNING.rig(), BODY)))
                        .at("/candidates/0/content/parts/0/functionCall"))
                .isEqualTo(Contents.MAPPER.readTree("{\"id\":\"c1\",\"name\":\"f\",\"args\":{}}"));
    }

    @ParameterizedTest
    @CsvSource({
        "400, 400, INVALID_ARGUMENT",
        "401, 502, INTERNAL",
        "422, 400, INVALID_ARGUMENT",
        "429, 429, RESOURCE_EXHAUSTED",
        "500, 502, INTERNAL",
        "503, 503, UNAVAILABLE"
    })
    void aProvidersFailureIsToldInThisApisWords(int status, int shown, String word) throws Exception {
        RUNNING.upstream()
                .script((request, connection) -> connection.answer(
                        status,
                        "application/json",
                        "{\"error\":{\"message\":\"No such luck\",\"type\":\"t\",\"code\":\"c\"}}",
                        "retry-after: 7"));
        for (RawHttp.Answer answer : List.of(
                Contents.whole(RUNNING.rig(), BODY),
                Contents.events(RUNNING.rig(), BODY),
                Contents.array(RUNNING.rig(), BODY))) {
            JsonNode error = Contents.error(answer, shown);
            assertThat(error.path("status").asText()).isEqualTo(word);
            assertThat(error.at("/innererror/message").asText()).isEqualTo("No such luck");
            if (shown == 429) {
                assertThat(error.at("/details/0/retryDelay").asText()).isEqualTo("7s");
            }
        }
    }

    @Test
    void aStreamThatBreaksEndsWithAnError() throws Exception {
        RUNNING.upstream().script((request, connection) -> connection.stream()
                .chunk("data: " + SpecifiedUpstream.event("{\"index\":0,\"delta\":{\"content\":\"Hi\"}}") + "\n\n")
                .reset());
        for (RawHttp.Answer answer :
                List.of(Contents.events(RUNNING.rig(), BODY), Contents.array(RUNNING.rig(), BODY))) {
            String body = answer.body();
            assertThat(body).contains("\"Hi\"").doesNotContain("finishReason");
            assertThat(body.substring(body.indexOf("\"error\""))).contains("\"status\":\"INTERNAL\"");
        }
    }

    @Test
    void keysComeInAHeaderOrTheQuery() throws Exception {
        String head = " HTTP/1.1\nhost: rig\ncontent-type: application/json";
        for (String[] key : new String[][] {
            {"", "\nx-goog-api-key: " + Rig.KEY},
            {"?key=" + Rig.KEY, ""},
            {"", "\nauthorization: Bearer " + Rig.KEY},
            {"", "\napi-key: " + Rig.KEY}
        }) {
            try (RawHttp raw = RUNNING.rig().connect()) {
                Contents.response(raw.send("POST " + Contents.CHAT + "generateContent" + key[0] + head + key[1], BODY)
                        .answer());
            }
        }
        try (RawHttp raw = RUNNING.rig().connect()) {
            JsonNode error = Contents.error(
                    raw.send("POST " + Contents.CHAT + "generateContent?key=wrong" + head, BODY)
                            .answer(),
                    401);
            assertThat(error.path("status").asText()).isEqualTo("UNAUTHENTICATED");
        }
    }

    @Test
    void pathsAndNamesThatThereAreNot() throws Exception {
        Contents.error(Contents.call(RUNNING.rig(), "/gemini/v1beta/models/chat:predict", BODY), 404);
        Contents.error(Contents.call(RUNNING.rig(), "/gemini/v1beta/models/nobody:generateContent", BODY), 404);
        for (String path :
                List.of("/gemini/v1/models/CHAT:generateContent", "/gemini/v1beta/models/ch%61t%3AgenerateContent")) {
            Contents.response(Contents.call(RUNNING.rig(), path, BODY));
        }
    }

    @Test
    void vectorsOfOneTextAndOfMany() throws Exception {
        String one = "\"content\":{\"parts\":[{\"text\":\"a\"},{\"text\":\"b\"}]},\"outputDimensionality\":2}";
        RawHttp.Answer single = Contents.call(RUNNING.rig(), "/gemini/v1beta/models/embed:embedContent", "{" + one);
        assertThat(single.status()).as(single.body()).isEqualTo(200);
        assertThat(Contents.valid("EmbedContentResponse", Contents.MAPPER.readTree(single.body()))
                        .at("/embedding/values"))
                .hasSize(2);
        assertThat(Contents.MAPPER.readTree(RUNNING.upstream().request().body()))
                .isEqualTo(Contents.MAPPER.readTree(
                        "{\"model\":\"upstream-embed\",\"input\":\"a\\nb\",\"dimensions\":2}"));
        String item = "{\"model\":\"models/embed\",\"taskType\":\"RETRIEVAL_QUERY\"," + one;
        RawHttp.Answer many = Contents.call(
                RUNNING.rig(),
                "/gemini/v1beta/models/embed:batchEmbedContents",
                "{\"requests\":[" + item + "," + item + "]}");
        assertThat(many.status()).as(many.body()).isEqualTo(200);
        assertThat(Contents.valid("BatchEmbedContentsResponse", Contents.MAPPER.readTree(many.body()))
                        .path("embeddings"))
                .hasSize(2);
        Contents.error(
                Contents.call(
                        RUNNING.rig(),
                        "/gemini/v1beta/models/embed:batchEmbedContents",
                        "{\"requests\":[" + item + "," + item.replace(":2", ":3") + "]}"),
                400);
    }

    @Test
    void tokensAreCountedWithoutAModel() throws Exception {
        RawHttp.Answer few = Contents.call(RUNNING.rig(), Contents.CHAT + "countTokens", BODY);
        RawHttp.Answer more = Contents.call(
                RUNNING.rig(),
                Contents.CHAT + "countTokens",
                "{\"generateContentRequest\":" + BODY.replace("\"u\"", "\"" + "some words ".repeat(100) + "\"") + "}");
        assertThat(few.status()).as(few.body()).isEqualTo(200);
        assertThat(few.header("x-sprue-estimated")).hasValue("totalTokens");
        int tokens = Contents.valid("CountTokensResponse", Contents.MAPPER.readTree(few.body()))
                .path("totalTokens")
                .asInt();
        assertThat(Contents.MAPPER.readTree(more.body()).path("totalTokens").asInt() - tokens)
                .isBetween(250, 300);
        assertThat(RUNNING.upstream().waiting()).isZero();
    }
}
