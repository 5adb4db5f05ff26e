package dev.sprue.gateway.providers.adaptation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.config.EmbeddingModelConfig.Encoding;
import dev.sprue.gateway.deployments.ModelAbilities;
import dev.sprue.gateway.providers.adaptation.VectorServer.Manner;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every caller gets its encoding, in order and complete, whatever the model's server knows and does. */
class EmbeddingEncodingsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> INPUTS =
            List.of("[\"one\",\"two\",\"three\",\"four\"]", "\"alone\"", "[7,8,9]", "[[1],[2,3]]");

    @SuppressWarnings("NullAway.Init")
    private static ScriptedUpstream upstream;

    /** Before a server of which nothing is said, and one of which it is said that it knows floats only. */
    @SuppressWarnings("NullAway.Init")
    private static Rig plain;

    @SuppressWarnings("NullAway.Init")
    private static Rig floats;

    @BeforeAll
    static void start() {
        upstream = new ScriptedUpstream();
        plain = Rig.before(upstream.port(), Rig.Bounds.WIDE);
        floats = Rig.before(
                upstream.port(),
                Rig.Bounds.WIDE,
                Traits.of(Set.of(Encoding.FLOAT), Integer.MAX_VALUE),
                ModelAbilities.ANY);
    }

    @AfterAll
    static void stop() {
        plain.close();
        floats.close();
        upstream.close();
    }

    @AfterEach
    void nothingIsLeft() {
        plain.idle();
        floats.idle();
        assertThat(plain.defects()).isEmpty();
        assertThat(floats.defects()).isEmpty();
        upstream.forget();
    }

    @ParameterizedTest
    @EnumSource(Manner.class)
    void everyServerGivesEveryEncoding(Manner manner) throws Exception {
        upstream.script(new VectorServer(manner));
        Rig rig = manner == Manner.STRICT_FLOAT ? floats : plain;
        for (String input : INPUTS) {
            for (Encoding encoding : Encoding.values()) {
                String asked = encoding == Encoding.FLOAT ? "" : ",\"encoding_format\":\"" + encoding.key() + "\"";
                JsonNode answer = answer(rig, "{\"model\":\"embed\",\"input\":" + input + asked + "}");
                List<JsonNode> inputs = VectorServer.inputs(MAPPER.readTree("{\"input\":" + input + "}"));
                assertThat(answer.path("data")).hasSize(inputs.size());
                for (int i = 0; i < inputs.size(); i++) {
                    JsonNode item = answer.path("data").path(i);
                    assertThat(item.path("index").asInt(-1)).isEqualTo(i);
                    // Without any number, and with wrong ones, the order of the answer is that of the inputs.
                    assertThat(item.path("embedding"))
                            .as("%s for %s", encoding, inputs.get(i))
                            .isEqualTo(Traits.written(VectorServer.vector(inputs.get(i)), encoding));
                }
                assertThat(answer.at("/usage/prompt_tokens").asInt()).isEqualTo(inputs.size() * VectorServer.TOKENS);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            plain  |                               |
            plain  | ,"encoding_format":null       | ,"encoding_format":null
            plain  | ,"encoding_format":"float"    | ,"encoding_format":"float"
            plain  | ,"encoding_format":"base64"   | ,"encoding_format":"base64"
            plain  | ,"encoding_format":"int8"     | ,"encoding_format":"base64"
            plain  | ,"encoding_format":"\\u0069nt8" | ,"encoding_format":"base64"
            floats | ,"encoding_format":"base64"   | ,"encoding_format":"float"
            floats | ,"encoding_format":"ubinary"  | ,"encoding_format":"float"
            floats |                               |
            """)
    void theServerIsAskedForWhatItKnowsAndCostsLeast(String server, String given, String asked) throws Exception {
        upstream.script(new VectorServer(Manner.PLAIN));
        Rig rig = server.equals("plain") ? plain : floats;
        answer(rig, "{\"model\":\"embed\",\"input\":\"a\"" + (given == null ? "" : given) + "}");
        assertThat(upstream.request().body())
                .isEqualTo("{\"model\":\"upstream-embed\",\"input\":\"a\"" + (asked == null ? "" : asked) + "}");
    }

    @Test
    void aServerThatKnowsAnEncodingIsTrustedWithIt() throws Exception {
        try (Rig knowing = Rig.before(
                upstream.port(),
                Rig.Bounds.WIDE,
                Traits.of(Set.of(Encoding.values()), Integer.MAX_VALUE),
                ModelAbilities.ANY)) {
            String data = "\"data\":[{\"index\":0,\"embedding\":[1,2,3]}]";
            upstream.script((request, connection) -> connection.answer(200, "application/json", "{" + data + "}"));
            String asked = "{\"model\":\"upstream-embed\",\"encoding_format\":\"int8\",\"input\":\"a\"}";
            JsonNode answer = answer(knowing, asked.replace("upstream-", ""));
            assertThat(upstream.request().body()).isEqualTo(asked);
            assertThat(answer.at("/data/0/embedding").toString()).isEqualTo("[1,2,3]");
            // Unless it plainly did something else.
            upstream.script((request, connection) ->
                    connection.answer(200, "application/json", "{" + data.replace("[1,2,3]", "[0.6,-0.8]") + "}"));
            assertThat(answer(knowing, asked.replace("upstream-", ""))
                            .at("/data/0/embedding")
                            .toString())
                    .isEqualTo("[76,-102]");
        }
    }

    @Test
    void theInputTypeGoesToServersThatTakeIt() throws Exception {
        upstream.script(new VectorServer(Manner.PLAIN));
        String body = "{\"model\":\"upstream-embed\",\"input_type\":\"query\",\"input\":\"a\"}";
        answer(plain, body.replace("upstream-", ""));
        assertThat(upstream.request().body()).isEqualTo("{\"model\":\"upstream-embed\",\"input\":\"a\"}");
        try (Rig taking = Rig.before(upstream.port(), Rig.Bounds.WIDE, Traits.withInputType(), ModelAbilities.ANY)) {
            answer(taking, body.replace("upstream-", ""));
            assertThat(upstream.request().body()).isEqualTo(body);
        }
    }

    @Test
    void picturesAreEncodedToo() throws Exception {
        upstream.script(new VectorServer(Manner.PLAIN));
        String picture = "{\"image\":\"data:image/png;base64,AAAA\",\"text\":\"t\"}";
        RawHttp.Answer answer = plain.call(
                "/models/images/embeddings?api-version=2024-05-01-preview",
                "{\"model\":\"pictures\",\"encoding_format\":\"binary\",\"input\":[" + picture + "]}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(MAPPER.readTree(answer.body()).at("/data/0/embedding"))
                .isEqualTo(Traits.written(VectorServer.vector(MAPPER.readTree(picture)), Encoding.BINARY));
    }

    /** Megabytes of vectors are converted beside the event loop. */
    @Test
    void largeAnswersAreConvertedWhole() throws Exception {
        upstream.script(new VectorServer(Manner.DEAF));
        ObjectNode body = MAPPER.createObjectNode().put("model", "embed").put("encoding_format", "base64");
        for (int i = 0; i < 5_000; i++) {
            body.withArray("input").add("text " + i);
        }
        JsonNode answer = answer(plain, body.toString());
        assertThat(answer.path("data")).hasSize(5_000);
        for (int i = 0; i < 5_000; i += 7) {
            assertThat(answer.path("data").path(i).path("embedding"))
                    .isEqualTo(Traits.written(
                            VectorServer.vector(body.path("input").path(i)), Encoding.BASE64));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"data":[]}                                                     | it gave 0 vectors for 2 inputs
            {"data":[{"index":0,"embedding":[1]}]}                          | it gave 1 vectors for 2 inputs
            {"data":[{"embedding":[1]},{"embedding":[1]},{"embedding":[1]}]}| it gave 3 vectors for 2 inputs
            {"data":[{"index":0,"embedding":[1]},{"index":1}]}              | data without a vector
            {"data":[{"index":0,"embedding":[1]},{"index":1,"embedding":null}]} | data without a vector
            {"data":[[1],[2]]}                                              | its answer cannot be read
            {"data":["a","b"]}                                              | its answer cannot be read
            {"data":[{"index":0,"embedding":[1,NaN]},{"index":1,"embedding":[1]}]} | a vector of its answer holds
            {"data":[{"index":0,"embedding":[1e99]},{"index":1,"embedding":[1]}]}  | a vector of its answer holds
            {"data":[{"index":0,"embedding":[[1]]},{"index":1,"embedding":[1]}]}   | a vector of its answer holds
            """)
    void whatIsNoAnswerIsSaidToBeTheProvidersFault(String body, String words) throws Exception {
        upstream.script((request, connection) -> connection.answer(200, "application/json", body));
        RawHttp.Answer answer = plain.call(
                Rig.EMBEDDINGS, "{\"model\":\"embed\",\"input\":[\"a\",\"b\"],\"encoding_format\":\"int8\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(502);
        assertThat(answer.body()).contains("upstream_failed", words);
    }

    private static JsonNode answer(Rig rig, String body) throws Exception {
        RawHttp.Answer answer = rig.call(Rig.EMBEDDINGS, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return MAPPER.readTree(answer.body());
    }
}
