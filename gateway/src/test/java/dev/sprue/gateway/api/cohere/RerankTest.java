package dev.sprue.gateway.api.cohere;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.RunningRig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cohere's rerank routes before a server of another house (vLLM, Jina), which takes v2's requests and answers a little otherwise. */
class RerankTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String ANSWER = """
            {"id":"rerank-7","model":"m","usage":{"prompt_tokens":12,"total_tokens":12},"results":[\
            {"index":1,"document":{"text":"b"},"relevance_score":0.990},{"index":0,"relevance_score":1E-3}]}""";

    @RegisterExtension
    static final RunningRig RUNNING =
            RunningRig.before((request, connection) -> connection.answer(200, "application/json", ANSWER));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/rerank",
                "/v2/rerank",
                "//v2/rerank",
                "/providers/cohere/v1/rerank",
                "/providers/cohere/v2/rerank",
                "/providers/cohere//v2/rerank",
                "/v2/rerank?api-version=2024-05-01-preview"
            })
    void everyPathAnswersInCoheresShape(String path) throws Exception {
        RawHttp.Answer answer = RUNNING.rig()
                .call(path, "{\"model\":\"ranker\",\"query\":\"q\",\"documents\":[\"a\",\"b\"],\"top_n\":2}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"id\":\"rerank-7\",\"results\":[{\"index\":1,\"relevance_score\":0.990},"
                        + "{\"index\":0,\"relevance_score\":1E-3}],\"meta\":{\"api_version\":{\"version\":\""
                        + (path.contains("v1") ? 1 : 2) + "\"},\"tokens\":{\"input_tokens\":12}}}");
        var request = RUNNING.upstream().request();
        assertThat(request.line()).isEqualTo("POST /v1/rerank HTTP/1.1");
        assertThat(request.body())
                .isEqualTo("{\"model\":\"upstream-ranker\",\"query\":\"q\",\"documents\":[\"a\",\"b\"],\"top_n\":2}");
        assertThat(RUNNING.rig().records().getLast().usage().promptTokens()).isEqualTo(12);
    }

    @Test
    void metaAndItsBilledUnitsGoThrough() throws Exception {
        RUNNING.upstream()
                .script(
                        (request, connection) -> connection.answer(
                                200,
                                "application/json",
                                "{\"results\":[],\"meta\":{\"api_version\":{\"version\":\"2\"},\"billed_units\":{\"search_units\":1}}}"));
        JsonNode answer = MAPPER.readTree(RUNNING.rig()
                .call("/v2/rerank", "{\"query\":\"q\",\"documents\":[\"a\"]}")
                .body());
        assertThat(answer.at("/meta/billed_units/search_units").asInt()).isEqualTo(1);
        assertThat(answer.path("id").asText()).isNotEmpty();
        assertThat(answer.path("results")).isEmpty();
    }

    /** Objects, the fields of them that count, and documents that come back are of v1; early clients of v2 send them too. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ["a\\u00e9",{"text":"b\\n","n":1}]                     | | ["a\\u00e9","b\\n"]
            [{"title":"T\\"","text":"b","n":[1, {"x":"y"}]}]        | "rank_fields":["n","title"], | ["n: [1, {\\"x\\":\\"y\\"}]\\ntitle: T\\""]
            ["a",{"t":"b"},{"u":true}]                             | "rank_fields":["t","u"], | ["a","t: b","u: true"]
            """)
    void documentsOfEveryFormBecomeTexts(String documents, String fields, String sent) throws Exception {
        for (String path : new String[] {"/v1/rerank", "/v2/rerank"}) {
            String more = fields == null ? "" : fields;
            RawHttp.Answer answer = RUNNING.rig()
                    .call(
                            path,
                            "{" + more
                                    + "\"return_documents\":true,\"max_chunks_per_doc\":10,\"query\":\"q\",\"documents\":"
                                    + documents + "}");
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(RUNNING.upstream().request().body())
                    .isEqualTo("{\"query\":\"q\",\"documents\":" + sent + ",\"model\":\"upstream-ranker\"}");
            JsonNode wanted = MAPPER.readTree(documents).get(0);
            JsonNode given = MAPPER.readTree(answer.body()).at("/results/1/document");
            assertThat(given)
                    .isEqualTo(wanted.isTextual() ? MAPPER.createObjectNode().set("text", wanted) : wanted);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "documents":["a"]                                              | query
            "query":"","documents":["a"]                                   | query
            "query":" \\n","documents":["a"]                               | query
            "query":7,"documents":["a"]                                    | query
            "query":"q"                                                    | documents
            "query":"q","documents":[]                                     | documents
            "query":"q","documents":"a"                                    | documents
            "query":"q","documents":["a",1]                                | documents[1]
            "query":"q","documents":["a",""]                               | documents[1]
            "query":"q","documents":[{"title":"a"}]                        | documents[0].text
            "query":"q","documents":[{"text":"a","text":"b"}]              | documents[0].text
            "query":"q","documents":[{"text":"a"}],"rank_fields":["t"]     | documents[0]
            "query":"q","documents":["a"],"rank_fields":[]                 | rank_fields
            "query":"q","documents":["a"],"rank_fields":[1]                | rank_fields[0]
            "query":"q","documents":["a"],"top_n":0                        | top_n
            "query":"q","documents":["a"],"top_n":1.5                      | top_n
            "query":"q","documents":["a"],"max_tokens_per_doc":"9"         | max_tokens_per_doc
            "query":"q","documents":["a"],"priority":1000                  | priority
            "query":"q","documents":["a"],"return_documents":"yes"         | return_documents
            "query":"q","documents":["a"],"model":7                        | model
            """)
    void whatNoModelTakesIsRefusedInCoheresForm(String fields, String place) throws Exception {
        RawHttp.Answer answer = RUNNING.rig().call("/v2/rerank", "{" + fields + "}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        JsonNode error = MAPPER.readTree(answer.body());
        assertThat(error.path("message").asText()).contains("'" + place + "'");
        assertThat(error.path("id").asText()).isNotEmpty();
        assertThat(RUNNING.upstream().waiting()).isZero();
    }

    @Test
    void tooManyDocumentsAreRefused() {
        String many = "\"a\",".repeat(10_000) + "\"a\"";
        RawHttp.Answer answer = RUNNING.rig().call("/v2/rerank", "{\"query\":\"q\",\"documents\":[" + many + "]}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("at most 10000 items");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /v2/rerank | "model":"ghost","query":"q","documents":["a"]                    | 404 | unknown_model
            /v2/rerank | "model":"chat","query":"q","documents":["a"]                     | 400 | OperationNotSupported
            /v1/rerank | "query":"q","documents":["a"],"max_chunks_per_doc":4             | 422 | parameter_not_supported
            /providers/cohere/v2/chat | "model":"chat"                                    | 404 | 404
            /providers/cohere | "model":"chat"                                            | 404 | 404
            """)
    void refusalsHaveTheCataloguesCode(String path, String fields, int status, String code) throws Exception {
        RawHttp.Answer answer = RUNNING.rig().call(path, "{" + fields + "}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        JsonNode error = MAPPER.readTree(answer.body());
        assertThat(error.path("code").asText()).isEqualTo(code);
        assertThat(error.path("message").asText()).isNotBlank();
    }

    @Test
    void credentialsComeFirstAndOtherMethodsAreRefused() {
        assertThat(send("GET /v2/rerank HTTP/1.1\nhost: rig\n\n").status()).isEqualTo(401);
        RawHttp.Answer answer = send("GET /v2/rerank HTTP/1.1\nhost: rig\nauthorization: Bearer " + Rig.KEY + "\n\n");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("allow")).hasValue("POST");
        assertThat(answer.body()).contains("\"message\":");
    }

    private static RawHttp.Answer send(String text) {
        try (RawHttp raw = RUNNING.rig().connect()) {
            return raw.send(text).answer();
        }
    }

    @Test
    void theProvidersWordsComeInside() throws Exception {
        RUNNING.upstream()
                .script((request, connection) -> connection.answer(
                        429,
                        "application/json",
                        "{\"error\":{\"message\":\"too fast\",\"code\":\"slow_down\"}}",
                        "retry-after: 7",
                        "x-request-id: r-1"));
        RawHttp.Answer answer =
                RUNNING.rig().call("/v2/rerank", "{\"model\":\"ranker\",\"query\":\"q\",\"documents\":[\"a\"]}");
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("retry-after")).hasValue("7");
        JsonNode inner = MAPPER.readTree(answer.body()).path("innererror");
        assertThat(inner.path("code").asText()).isEqualTo("slow_down");
        assertThat(inner.path("request_id").asText()).isEqualTo("r-1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"results\":{}}",
                "{\"results\":[1]}",
                "{\"results\":[{\"index\":0}]}",
                "{\"results\":[{\"index\":0,\"relevance_score\":\"1\"}]}",
                "{\"results\":[",
            })
    void takesNoAnswerWithoutResults(String answered) {
        RUNNING.upstream().script((request, connection) -> connection.answer(200, "application/json", answered));
        RawHttp.Answer answer = RUNNING.rig().call("/v2/rerank", "{\"query\":\"q\",\"documents\":[\"a\"]}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(502);
        assertThat(answer.body()).contains("\"code\":\"upstream_failed\"");
    }
}
