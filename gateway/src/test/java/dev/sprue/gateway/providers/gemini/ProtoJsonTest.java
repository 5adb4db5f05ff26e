package dev.sprue.gateway.providers.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.providers.gemini.ProtoJson.Violation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stand-in refuses what Google refuses: were it blind, the tests that send to it would show nothing. */
class ProtoJsonTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static List<Violation> violations(String request, boolean vertex) throws Exception {
        Optional<GeminiMessages> messages = vertex ? GeminiMessages.vertex() : GeminiMessages.aiStudio();
        assumeTrue(messages.isPresent(), "shared/specs is not beside the repository");
        return ProtoJson.violations(messages.get(), "GenerateContentRequest", MAPPER.readTree(request));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"contents":[{"parts":[{"text":"a"}]}],"generationConfig":{"topK":1,"max_output_tokens":"5","seed":1e3}}
            {"contents":{"parts":{"text":"a"}},"generation_config":null}
            {"contents":[{"parts":[{"inline_data":{"mimeType":"image/png","data":"_-8"}}]}]}
            {"contents":[{"parts":[{"functionCall":{"id":"a","name":"f","args":{"x":[1,null]}}}]}]}
            {"tools":[{"functionDeclarations":[{"name":"f","parametersJsonSchema":{"type":["a"]}}]},{"googleSearch":{}}]}
            {"toolConfig":{"functionCallingConfig":{"mode":"ANY","allowedFunctionNames":["f"]}}}
            {"generationConfig":{"responseSchema":{"type":"OBJECT","properties":{"a":{"type":"STRING","enum":["x"]}}}}}
            """)
    void takesWhatGoogleTakes(String request) throws Exception {
        assertThat(violations(request, false)).isEmpty();
        assertThat(violations(request, true)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"messages":[]}                                                                  | Unknown name "messages"
            {"contents":[{"parts":[{"texts":"a"}]}]}                                         | at 'contents[0].parts[0]'
            {"contents":[{"parts":[{"text":"a","inlineData":{"data":""}}]}]}                 | is already set
            {"contents":[{"parts":[{"text":5}]}]}                                            | (string), 5
            {"contents":[{"parts":[{"inlineData":{"data":"%%"}}]}]}                          | (bytes)
            {"contents":[{"role":["user"]}]}                                                 | not repeating
            {"generationConfig":{"seed":4294967296}}                                         | (int32)
            {"generationConfig":{"maxOutputTokens":1.5}}                                     | (int32)
            {"generationConfig":{"temperature":"warm"}}                                      | temperature
            {"generationConfig":{"responseLogprobs":"true"}}                                 | (bool)
            {"generationConfig":{"responseSchema":{"type":"object"}}}                        | "object"
            {"generationConfig":{"responseSchema":{"type":["STRING"]}}}                      | not repeating
            {"toolConfig":{"functionCallingConfig":{"mode":"SOME"}}}                         | "SOME"
            {"contents":[{"parts":[{"functionCall":{"name":"f","args":"{}"}}]}]}             | Struct
            []                                                                               | Expected an object
            """)
    void refusesWhatGoogleRefuses(String request, String words) throws Exception {
        for (boolean vertex : new boolean[] {false, true}) {
            assertThat(violations(request, vertex))
                    .extracting(Violation::description)
                    .anySatisfy(description -> assertThat(description).contains(words));
        }
    }
}
