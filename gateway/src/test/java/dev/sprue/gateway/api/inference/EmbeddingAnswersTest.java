package dev.sprue.gateway.api.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every answer to embeddings has what the API requires, whatever the model's server leaves out or adds. */
class EmbeddingAnswersTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String DATA = "\"data\":[{\"object\":\"embedding\",\"index\":0,\"embedding\":[1.0E-1]}]";

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

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                                                  | {"prompt_tokens":0,"total_tokens":0}
            "usage":null                                                        | {"prompt_tokens":0,"total_tokens":0}
            "usage":{}                                                          | {"prompt_tokens":0,"total_tokens":0}
            "usage":{"prompt_tokens":5}                                         | {"prompt_tokens":5,"total_tokens":5}
            "usage":{"total_tokens":6}                                          | {"prompt_tokens":6,"total_tokens":6}
            "usage":{"prompt_tokens":5,"completion_tokens":0,"total_tokens":5}  | {"prompt_tokens":5,"total_tokens":5}
            "usage":{"completion_tokens":0}                                     | {"prompt_tokens":0,"total_tokens":0}
            "usage":{"prompt_tokens":null,"total_tokens":7,"x":null}            | {"prompt_tokens":7,"total_tokens":7}
            "usage":{"prompt_tokens":5,"total_tokens":9,"prompt_patches":4}     | {"prompt_tokens":5,"total_tokens":9,"prompt_patches":4}
            """)
    void theUsageOfEmbeddingsHasTwoCounts(String sent, String usage) throws Exception {
        JsonNode answer = answer("{" + DATA + (sent.isEmpty() ? "" : "," + sent) + "}");
        assertThat(answer.path("usage")).isEqualTo(MAPPER.readTree(usage));
        assertThat(answer.path("object").asText()).isEqualTo("list");
        assertThat(answer.path("model").asText()).isEqualTo("embed");
        assertThat(answer.path("id").asText()).matches("embd-[0-9a-f]{32}");
        assertThat(answer.at("/data/0/embedding/0").asDouble()).isEqualTo(0.1);
    }

    @Test
    void whatIsThereAlreadyGoesThroughByteByByte() {
        String body = "{ \"id\" : \"1\", \"object\":\"list\", " + DATA
                + ", \"model\":\"m\",\"usage\" : {\"prompt_tokens\":1,\"total_tokens\":1} }";
        upstream.script((request, connection) -> connection.answer(200, "application/json", body));
        assertThat(rig.call(Rig.EMBEDDINGS, "{\"input\":\"a\",\"model\":\"embed\"}")
                        .body())
                .isEqualTo(body);
    }

    @Test
    void aFieldOfAnotherTypeIsReplaced() throws Exception {
        ObjectNode answer = (ObjectNode) answer("{\"id\":null,\"object\":7,\"model\":null," + DATA + "}");
        assertThat(answer.path("id").asText()).startsWith("embd-");
        assertThat(answer.path("object").asText()).isEqualTo("list");
        assertThat(answer.path("model").asText()).isEqualTo("embed");
    }

    @Test
    void moreTextsThanAllowedAreRefused() {
        RawHttp.Answer answer =
                rig.call(Rig.EMBEDDINGS, "{\"model\":\"embed\",\"input\":[" + "\"a\",".repeat(8_192) + "\"a\"]}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("it has 8193 items", "at most 8192 items");
    }

    private static JsonNode answer(String body) throws Exception {
        upstream.script((request, connection) -> connection.answer(200, "application/json", body));
        RawHttp.Answer answer = rig.call(Rig.EMBEDDINGS, "{\"input\":\"a\",\"model\":\"embed\"}");
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return MAPPER.readTree(answer.body());
    }
}
