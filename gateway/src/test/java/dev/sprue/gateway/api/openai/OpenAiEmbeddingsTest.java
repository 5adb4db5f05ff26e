package dev.sprue.gateway.api.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.RunningRig;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Embeddings on the dated routes and on v1. */
class OpenAiEmbeddingsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String DATED = "/openai/deployments/embed/embeddings?api-version=2022-12-01";
    private static final String V1 = "/openai/v1/embeddings";
    private static final String ANSWER = """
            {"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.5,-0.25]}],"model":"m",\
            "usage":{"prompt_tokens":4,"total_tokens":4}}""";

    @RegisterExtension
    static final RunningRig RUNNING =
            RunningRig.before((request, connection) -> connection.answer(200, "application/json", ANSWER));

    @ParameterizedTest
    @ValueSource(strings = {DATED, V1})
    void anAnswerKeepsItsShapeWithoutAnId(String path) throws Exception {
        String body = "{\"model\":\"EMBED\",\"input\":\"tell nobody\",\"encoding_format\":\"float\",\"dimensions\":2,"
                + "\"user\":\"u\",\"x\":1}";
        RawHttp.Answer answer = RUNNING.rig().call(path, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(ANSWER);
        assertThat(RUNNING.upstream().request().body()).isEqualTo(body.replace("EMBED", "upstream-embed"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\"", "[\"a\"]", "[1,2]", "[[1,2]]"})
    void inputsOfEveryFormAreTaken(String input) {
        for (String path : new String[] {DATED, V1}) {
            RawHttp.Answer answer = RUNNING.rig().call(path, "{\"model\":\"embed\",\"input\":" + input + "}");
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"string", "query", "search_document"})
    void anInputTypeIsLeftOutForServersThatHaveNone(String type) throws Exception {
        String body = "{\"input\":\"a\",\"input_type\":\"" + type + "\"}";
        assertThat(RUNNING.rig().call(DATED, body).status()).isEqualTo(200);
        assertThat(MAPPER.readTree(RUNNING.upstream().request().body()).has("input_type"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {DATED, V1})
    void usageAndWhatElseClientsNeedIsMade(String path) throws Exception {
        RUNNING.upstream()
                .script(
                        (request, connection) -> connection.answer(
                                200,
                                "application/json",
                                "{\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":[1]}],\"usage\":{\"total_tokens\":3}}"));
        JsonNode answer = MAPPER.readTree(RUNNING.rig()
                .call(path, "{\"model\":\"embed\",\"input\":\"a\"}")
                .body());
        assertThat(answer.has("id")).isFalse();
        assertThat(answer.path("object").asText()).isEqualTo("list");
        assertThat(answer.path("model").asText()).isEqualTo("embed");
        assertThat(answer.path("usage")).isEqualTo(MAPPER.readTree("{\"prompt_tokens\":3,\"total_tokens\":3}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "input":""                               | input              | invalid_value
            "input":["a",""]                         | input[1]           | invalid_value
            "input":[]                               | input              | invalid_value
            "x":1                                    | input              | missing_required_parameter
            "input":"a","encoding_format":"int8"     | encoding_format    | invalid_value
            "input":"a","dimensions":0               | dimensions         | invalid_value
            "input":"a","user":1                     | user               | invalid_value
            "input":"a","input_type":1               | input_type         | invalid_value
            """)
    void whatNoModelTakesIsRefused(String fields, String place, String code) throws Exception {
        for (String path : new String[] {DATED, V1}) {
            RawHttp.Answer answer = RUNNING.rig().call(path, "{\"model\":\"embed\"," + fields + "}");
            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            JsonNode error = MAPPER.readTree(answer.body()).path("error");
            assertThat(error.path("param").asText()).isEqualTo(place);
            assertThat(error.path("code").asText()).isEqualTo(code);
        }
        assertThat(RUNNING.upstream().waiting()).isZero();
    }
}
