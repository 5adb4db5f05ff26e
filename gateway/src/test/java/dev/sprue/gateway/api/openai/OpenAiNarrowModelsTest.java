package dev.sprue.gateway.api.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.testing.NarrowModels;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.RunningRig;
import dev.sprue.gateway.testing.SpecifiedUpstream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the dialect says of requests that a model cannot answer, as far as the catalog tells. */
class OpenAiNarrowModelsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @RegisterExtension
    static final RunningRig RUNNING = RunningRig.of(
            port -> Rig.before(port, Rig.Bounds.WIDE, NarrowModels.TRAITS, NarrowModels.ABILITIES),
            new SpecifiedUpstream());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            chat/completions | Chat   | "temperature":1.5                      | temperature           | unsupported_value
            chat/completions | Chat   | "max_completion_tokens":101            | max_completion_tokens | unsupported_value
            chat/completions | Chat   | "response_format":{"type":"json_object"} | response_format     | unsupported_value
            chat/completions | Chat   | "seed":1                               | seed                  | unsupported_parameter
            chat/completions | Chat   | "functions":[{"name":"f"}]             | functions             | unsupported_parameter
            chat/completions | Chat   | "function_call":"auto"                 | function_call         | unsupported_parameter
            completions      | Writer | "stop":"a"                             | stop                  | unsupported_parameter
            completions      | Writer | "temperature":1.5                      | temperature           | unsupported_value
            embeddings       | Embed  | "dimensions":9                         | dimensions            | unsupported_value
            """)
    void whatAModelCannotDoIs400WithItsPlace(String route, String model, String field, String param, String code)
            throws Exception {
        String body = "{\"model\":\"" + model + "\",\"input\":\"a\",\"prompt\":\"a\",\"messages\":[{\"role\":\"user\","
                + "\"content\":\"a\"}]," + field + "}";
        for (String path : new String[] {
            "/openai/v1/" + route, "/openai/deployments/" + model + "/" + route + "?api-version=2024-10-21"
        }) {
            RawHttp.Answer answer = RUNNING.rig().call(path, body);
            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            JsonNode error = MAPPER.readTree(answer.body()).path("error");
            assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
            assertThat(error.path("param").asText()).isEqualTo(param);
            assertThat(error.path("code").asText()).isEqualTo(code);
            assertThat(error.path("message").asText())
                    .startsWith("Unsupported ")
                    .contains("'" + param + "'. ");
            assertThat(error.has("innererror")).isFalse();
        }
        assertThat(RUNNING.upstream().waiting()).isZero();
    }
}
