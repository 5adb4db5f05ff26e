package dev.sprue.gateway.providers.gemini;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.inference.ExtraParameters;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.testing.dialects.DialectRun;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a request goes to Google in which words, and what cannot be said there. */
class GeminiRequestTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final DialectRun NEW = Gemini.aiStudio("gemini-3-pro-preview");
    private static final DialectRun OLD = Gemini.aiStudio("gemini-2.5-flash");

    private static String chat(String more) {
        return "{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]" + more + "}";
    }

    /** Sent where Google takes it. */
    private static JsonNode sent(DialectRun run, String more) throws Exception {
        JsonNode sent = run.sent(chat(more));
        assertThat(Gemini.violations(sent, run.model().modelId(), false))
                .as(sent.toString())
                .isEmpty();
        return sent;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "n":1,"frequency_penalty":0,"presence_penalty":0.0,"logprobs":false,"top_logprobs":0  | {}
            "stop":null,"seed":null,"user":"u","store":false,"metadata":{"a":"b"}                 | {}
            "n":2,"frequency_penalty":0.5,"presence_penalty":-1     | {"candidateCount":2,"frequencyPenalty":0.5,"presencePenalty":-1}
            "temperature":0.70,"top_p":1,"seed":7                   | {"temperature":0.70,"topP":1,"seed":7}
            "stop":"END"                                            | {"stopSequences":["END"]}
            "stop":["é\\u0000","b"]                                 | {"stopSequences":["é\\u0000","b"]}
            "max_tokens":5                                          | {"maxOutputTokens":5}
            "max_tokens":5,"max_completion_tokens":1e1              | {"maxOutputTokens":10}
            "logprobs":true,"top_logprobs":3                        | {"responseLogprobs":true,"logprobs":3}
            "response_format":{"type":"text"}                       | {}
            "response_format":{"type":"json_object"}                | {"responseMimeType":"application/json"}
            "top_k":4,"thinking_config":{"thinking_budget":5}       | {"top_k":4,"thinking_config":{"thinking_budget":5}}
            "generationConfig":{"topK":4},"temperature":1           | {"temperature":1,"topK":4}
            "reasoning_effort":"none"                               | {"thinkingConfig":{"thinkingBudget":0}}
            "reasoning_effort":"low"                                | {"thinkingConfig":{"includeThoughts":true,"thinkingBudget":1024}}
            "reasoning_effort":"high"                               | {"thinkingConfig":{"includeThoughts":true,"thinkingBudget":24576}}
            """)
    void parametersHaveTheirPlaceInTheConfig(String more, String expected) throws Exception {
        JsonNode sent = sent(OLD, "," + more);
        JsonNode config = sent.path("generationConfig");
        assertThat(config.isMissingNode() ? MAPPER.createObjectNode() : config).isEqualTo(MAPPER.readTree(expected));
    }

    @ParameterizedTest
    @CsvSource({"none,MINIMAL", "minimal,MINIMAL", "low,LOW", "medium,MEDIUM", "high,HIGH", "xhigh,HIGH"})
    void newerModelsAreToldALevel(String effort, String level) throws Exception {
        assertThat(sent(NEW, ",\"reasoning_effort\":\"" + effort + "\"")
                        .at("/generationConfig/thinkingConfig/thinkingLevel")
                        .asText())
                .isEqualTo(level);
    }

    @Test
    void aSchemaGoesAsItIs() throws Exception {
        String schema =
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":[\"string\",\"null\"]}},\"required\":[\"a\"]}";
        JsonNode config = sent(
                        OLD,
                        ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"n\",\"schema\":"
                                + schema + ",\"strict\":true}}")
                .path("generationConfig");
        assertThat(config.path("responseJsonSchema")).isEqualTo(MAPPER.readTree(schema));
        assertThat(config.path("responseMimeType").asText()).isEqualTo("application/json");
    }

    @Test
    void extrasStandWhereGoogleHasThem() throws Exception {
        JsonNode sent = sent(OLD, """
                ,"safety_settings":[{"category":"HARM_CATEGORY_HARASSMENT","threshold":"BLOCK_NONE"}],"cachedContent":"c/1",
                "google_search":{},"url_context":{},"web_search_options":{},
                "toolConfig":{"retrievalConfig":{"languageCode":"de"}},
                "tools":[{"type":"function","function":{"name":"f","strict":true}}]""");
        assertThat(sent.path("safety_settings")).hasSize(1);
        assertThat(sent.path("cachedContent").asText()).isEqualTo("c/1");
        assertThat(sent.path("tools"))
                .isEqualTo(MAPPER.readTree("[{\"functionDeclarations\":[{\"name\":\"f\"}]},{\"googleSearch\":{}},"
                        + "{\"google_search\":{}},{\"url_context\":{}}]"));
        assertThat(sent.path("toolConfig"))
                .isEqualTo(MAPPER.readTree("{\"functionCallingConfig\":{\"mode\":\"VALIDATED\"},"
                        + "\"retrievalConfig\":{\"languageCode\":\"de\"}}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "logit_bias":{"5":1}            | logit_bias
            "parallel_tool_calls":false     | parallel_tool_calls
            "seed":4294967296               | seed
            "reasoning_effort":"utmost"     | reasoning_effort
            "modalities":["text","audio"]   | modalities
            "functions":[{"name":"f"}]      | functions
            "service_tier":"flex"           | service_tier
            """)
    void whatGoogleHasNoWordForIsNamed(String more, String field) {
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> OLD.outgoing(chat("," + more)))
                .satisfies(refused -> {
                    assertThat(refused.failure().code()).isEqualTo(ErrorCode.PARAMETER_NOT_SUPPORTED);
                    assertThat(refused.failure().details().getFirst().location())
                            .isEqualTo(List.of("body", field));
                });
    }

    @Test
    void whatIsToBeDroppedIsDropped() throws Exception {
        String body = chat(",\"n\":2,\"top_k\":4,\"logit_bias\":{\"5\":1},\"temperature\":1");
        ExtraParameters drop = new ExtraParameters.Drop(List.of(1, 2, 3));
        JsonNode sent = MAPPER.readTree(OLD.dialect()
                .write(OLD.call(Operation.CHAT_COMPLETION, body, drop))
                .body()
                .getBytes());
        assertThat(sent.path("generationConfig")).isEqualTo(MAPPER.readTree("{\"temperature\":1}"));
        assertThat(sent).hasSize(2);
    }

    @Test
    void filesAndSoundsGoInTheRequestOrByTheirAddress() throws Exception {
        JsonNode parts = OLD.sent("""
                        {"messages":[{"role":"user","content":[
                        {"type":"image_url","image_url":{"url":"https://example.com/a.PNG?x=1","detail":"low"}},
                        {"type":"image_url","image_url":{"url":"https://example.com/picture"}},
                        {"type":"input_audio","input_audio":{"data":"AAAA","format":"mp3"}},
                        {"type":"file","file":{"filename":"a.pdf","file_data":"data:application/pdf;base64,AAAA"}},
                        {"type":"file","file":{"file_id":"gs://bucket/a.mp4"}},
                        {"type":"audio_url","audio_url":{"url":"https://example.com/a.wav"}},
                        {"type":"video_url","video_url":{"url":"https://youtu.be/x"}}]}]}""").at("/contents/0/parts");
        assertThat(parts).isEqualTo(MAPPER.readTree("""
                [{"fileData":{"mimeType":"image/png","fileUri":"https://example.com/a.PNG?x=1"}},
                {"fileData":{"fileUri":"https://example.com/picture"}},
                {"inlineData":{"mimeType":"audio/mp3","data":"AAAA"}},
                {"inlineData":{"mimeType":"application/pdf","data":"AAAA"}},
                {"fileData":{"mimeType":"video/mp4","fileUri":"gs://bucket/a.mp4"}},
                {"fileData":{"mimeType":"audio/wav","fileUri":"https://example.com/a.wav"}},
                {"fileData":{"fileUri":"https://youtu.be/x"}}]"""));
    }

    @Test
    void resultsAreObjectsAndKeepTheirPictures() throws Exception {
        JsonNode sent = NEW.sent("""
                {"messages":[{"role":"user","content":"Hi"},
                {"role":"assistant","content":null,"tool_calls":[
                {"id":"a","type":"function","function":{"name":"f","arguments":""}},
                {"id":"b","type":"function","function":{"name":"g","arguments":"{\\"x\\":1.50}"}}]},
                {"role":"tool","tool_call_id":"b","content":" {\\"deep\\":{\\"n\\":1.50}}"},
                {"role":"tool","tool_call_id":"a","content":[{"type":"text","text":"one"},{"type":"text","text":" two"},
                {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]}]}""");
        assertThat(Gemini.violations(sent, "gemini-3-pro-preview", false)).isEmpty();
        assertThat(sent.at("/contents/1/parts/0/thoughtSignature").asText()).isEqualTo(GeminiRules.ANY_SIGNATURE);
        assertThat(sent.at("/contents/1/parts/0/functionCall/args")).isEqualTo(MAPPER.createObjectNode());
        assertThat(sent.at("/contents/1/parts/1/functionCall/args").toString()).isEqualTo("{\"x\":1.5}");
        assertThat(sent.at("/contents/2/parts/0/functionResponse/response").toString())
                .isEqualTo("{\"deep\":{\"n\":1.5}}");
        assertThat(sent.at("/contents/2/parts/1/functionResponse"))
                .isEqualTo(MAPPER.readTree("{\"id\":\"a\",\"name\":\"f\",\"response\":{\"output\":\"one two\"},"
                        + "\"parts\":[{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"AAAA\"}}]}"));
    }

    @Test
    void aResultWithoutACallIsNamed() {
        assertThatExceptionOfType(FailureException.class)
                .isThrownBy(() -> OLD.outgoing("""
                        {"messages":[{"role":"tool","tool_call_id":"x","content":"y"}]}"""))
                .satisfies(refused -> assertThat(
                                refused.failure().details().getFirst().location())
                        .isEqualTo(List.of("body", "messages", 0, "tool_call_id")));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            gemini-2.5-flash,     /v1beta/models/gemini-2.5-flash:generateContent
            models/a b,           /v1beta/models/a%20b:generateContent
            tunedModels/mine,     /v1beta/tunedModels/mine:generateContent
            """)
    void modelsOfAiStudioHaveTheirPaths(String id, String path) {
        assertThat(Gemini.aiStudio(id).outgoing(chat("")).uri()).isEqualTo(path);
        assertThat(GeminiPlace.AiStudio.at("/proxy/v1alpha").path(id, "generateContent"))
                .isEqualTo(path.replace("/v1beta", "/proxy/v1alpha"));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            gemini-2.5-flash,                         /v1/projects/a-project/locations/global/publishers/google/models/gemini-2.5-flash
            1234567890,                               /v1/projects/a-project/locations/global/endpoints/1234567890
            publishers/acme/models/x,                 /v1/projects/a-project/locations/global/publishers/acme/models/x
            projects/p/locations/l/endpoints/9,       /v1/projects/p/locations/l/endpoints/9
            """)
    void modelsOfVertexHaveTheirPaths(String id, String path) {
        assertThat(Gemini.vertex(id).outgoing(chat(",\"stream\":true")).uri())
                .isEqualTo(path + ":streamGenerateContent?alt=sse");
    }
}
