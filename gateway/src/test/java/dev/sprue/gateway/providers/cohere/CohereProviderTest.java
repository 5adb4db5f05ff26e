package dev.sprue.gateway.providers.cohere;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.SprueServer;
import dev.sprue.gateway.testing.dialects.SurfaceLaw;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A provider of type {@code cohere} behind every surface that can reach it, before a server that refuses what Cohere refuses. */
class CohereProviderTest {

    private static final String KEY = "rig-key-0123456789-secret";
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SAY = "\"messages\":[{\"role\":\"user\",\"content\":\"tell nobody\"}]";
    private static final String PICTURE =
            "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    @RegisterExtension
    static final SprueServer SERVER = new SprueServer("""
            listen: {httpsPort: 0, httpPort: 0}
            resources:
              - name: rig
                keys: {key1: rig-key-0123456789-secret}
                deployments:
                  - {name: chat, model: {format: Cohere, name: command-a}}
                  - {name: embed, model: {format: Cohere, name: embed-v4}}
                  - {name: rank, model: {format: Cohere, name: rerank-v4}}
                  - {name: lost, model: {format: Cohere, name: lost}}
            providers:
              - name: cohere
                type: cohere
                endpoint: http://127.0.0.1:%UPSTREAM%
                apiKey: co-key-0123456789
                models:
                  - {format: Cohere, name: command-a, id: command-a-03-2025, capabilities: [chatCompletion]}
                  - format: Cohere
                    name: embed-v4
                    id: embed-v4.0
                    capabilities: [embeddings, imageEmbeddings]
                    embedding: {maxInputs: 2, encodings: [float, base64, int8]}
                  - {format: Cohere, name: rerank-v4, id: rerank-v4.0-pro, capabilities: [rerank]}
              - name: stranger
                type: cohere
                endpoint: http://127.0.0.1:%UPSTREAM%
                apiKey: wrong
                models: [{format: Cohere, name: lost, capabilities: [chatCompletion, rerank]}]
            """);

    @BeforeEach
    void standIn() {
        SERVER.upstream().script(new CohereServer()).forget();
    }

    private static RawHttp.Answer post(String path, String body, String... headers) {
        return SERVER.post(path, KEY, body, headers);
    }

    private static JsonNode sent() throws Exception {
        return MAPPER.readTree(SERVER.upstream().request().body());
    }

    @Test
    void chatsComeWholeAndStreamedOnEverySurface() throws Exception {
        SurfaceLaw.holds(SERVER, KEY);
        assertThat(sent().path("model").asText()).isEqualTo("command-a-03-2025");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "input":["a","b","c"]                                     | search_document | float  | [0.5,-0.25]
            "input":"a","input_type":"query","encoding_format":"base64" | search_query  | base64 | "AAAAPwAAgL4="
            "input":["a"],"encoding_format":"int8"                    | search_document | int8   | [127,-64]
            "input":["a"],"encoding_format":"ubinary","dimensions":256 | search_document | base64 | [128]
            """)
    void vectorsComeInEveryEncoding(String fields, String type, String encoding, String vector) throws Exception {
        RawHttp.Answer answer =
                post("/models/embeddings?api-version=2024-05-01-preview", "{\"model\":\"embed\"," + fields + "}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode sent = sent();
        assertThat(sent.path("input_type").asText()).isEqualTo(type);
        assertThat(sent.at("/embedding_types/0").asText()).isEqualTo(encoding);
        JsonNode data = MAPPER.readTree(answer.body()).path("data");
        assertThat(data)
                .hasSize(Math.max(
                        1, MAPPER.readTree("{" + fields + "}").path("input").size()));
        data.forEach(one -> assertThat(one.path("embedding").toString()).isEqualTo(vector));
    }

    @Test
    void picturesBecomeVectors() throws Exception {
        RawHttp.Answer answer = post(
                "/models/images/embeddings?api-version=2024-05-01-preview",
                "{\"model\":\"embed\",\"input\":[{\"image\":\"" + PICTURE + "\",\"text\":\"a cat\"},{\"image\":\""
                        + PICTURE + "\"}]}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(sent().path("inputs")).hasSize(2);
        assertThat(MAPPER.readTree(answer.body()).path("data")).hasSize(2);
    }

    @Test
    void rerankGoesThroughAndComesBack() throws Exception {
        RawHttp.Answer answer = post(
                "/v1/rerank",
                "{\"model\":\"rank\",\"query\":\"q\",\"documents\":[\"a\",{\"text\":\"b\"}],\"return_documents\":true}");
        assertThat(answer.body())
                .isEqualTo(
                        "{\"id\":\"r3\",\"results\":[{\"index\":1,\"relevance_score\":0.50,\"document\":{\"text\":\"b\"}}],"
                                + "\"meta\":{\"api_version\":{\"version\":\"2\"},\"billed_units\":{\"search_units\":1}}}");
        assertThat(sent().toString())
                .isEqualTo("{\"model\":\"rerank-v4.0-pro\",\"query\":\"q\",\"documents\":[\"a\",\"b\"]}");
    }

    @Test
    void refusalsComeInEachSurfacesWords() throws Exception {
        String warm = "{\"model\":\"chat\",\"temperature\":1.5," + SAY + "}";
        JsonNode models = MAPPER.readTree(
                post("/models/chat/completions?api-version=2025-04-01", warm).body());
        JsonNode v1 = MAPPER.readTree(post("/openai/v1/chat/completions", warm).body());
        for (JsonNode answer : new JsonNode[] {models, v1}) {
            assertThat(answer.at("/error/message").asText())
                    .startsWith("invalid request: ")
                    .contains("temperature");
            assertThat(answer.at("/error/innererror/request_id").asText()).isEqualTo("r2");
            assertThat(answer.at("/error/innererror/status").asInt()).isEqualTo(400);
        }
        RawHttp.Answer stranger = post("/v2/rerank", "{\"model\":\"lost\",\"query\":\"q\",\"documents\":[\"a\"]}");
        assertThat(stranger.status()).isEqualTo(502);
        assertThat(MAPPER.readTree(stranger.body()).path("code").asText()).isEqualTo("upstream_auth_failed");
        assertThat(MAPPER.readTree(stranger.body()).at("/innererror/message").asText())
                .isEqualTo("invalid api token");
    }

    @Test
    void whatCohereHasNoWordsForIsRefusedBeforeItIsCalled() throws Exception {
        RawHttp.Answer answer = post(
                "/openai/v1/chat/completions",
                "{\"model\":\"chat\",\"n\":2,\"parallel_tool_calls\":false," + SAY + "}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("'n'").contains("'parallel_tool_calls'");
        assertThat(SERVER.upstream().waiting()).isZero();
    }

    @Test
    void itsOwnFieldsPassWhereTheCallerLetsThem() throws Exception {
        String body =
                "{\"model\":\"chat\",\"documents\":[{\"id\":\"1\",\"data\":{\"text\":\"x\"}}],\"citation_options\":{\"mode\":\"FAST\"},"
                        + SAY + "}";
        RawHttp.Answer answer =
                post("/models/chat/completions?api-version=2025-04-01", body, "extra-parameters: pass-through");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(sent().at("/documents/0/data/text").asText()).isEqualTo("x");
    }
}
