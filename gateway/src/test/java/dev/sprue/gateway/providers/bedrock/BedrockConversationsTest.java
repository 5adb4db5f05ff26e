package dev.sprue.gateway.providers.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.testing.dialects.DialectRun;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations that callers of other APIs send as a matter of course, and that Bedrock refuses word for word. */
class BedrockConversationsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final DialectRun CLAUDE = BedrockDialectTest.run("us.anthropic.claude-sonnet-4-5-20250929-v1:0");
    private static final DialectRun NOVA = BedrockDialectTest.run("amazon.nova-pro-v1:0");

    private static final String CALLED = """
            {"role":"user","content":"q"},
            {"role":"assistant","content":%s,"tool_calls":[
             {"id":"a","type":"function","function":{"name":"f","arguments":"{}"}},
             {"id":"b","type":"function","function":{"name":"g","arguments":"{}"}},
             {"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},
            {"role":"tool","tool_call_id":"a","content":%s},
            {"role":"tool","tool_call_id":"b","content":"2","is_error":true},
            {"role":"tool","tool_call_id":"c","content":" "}""";

    private static String called(String said, String result) {
        return CALLED.formatted(said, result);
    }

    /** What is sent, which nothing of is what the service refuses. */
    private static JsonNode sent(DialectRun run, String messages, String more) throws IOException {
        JsonNode sent = run.sent("{\"messages\":[" + messages + "]" + more + "}");
        assertThat(BedrockUpstream.refusals(sent)).as("%s", sent).isEmpty();
        ServiceModel.found().ifPresent(definition -> assertThat(definition.violations("ConverseRequest", sent))
                .as("%s", sent)
                .isEmpty());
        return sent;
    }

    @Test
    void toolsThatWereCalledAreToldOfWhereTheRequestHasNone() throws Exception {
        String specs = """
                {"tools":[
                 {"toolSpec":{"name":"f","inputSchema":{"json":{"type":"object","properties":{}}}}},
                 {"toolSpec":{"name":"g","inputSchema":{"json":{"type":"object","properties":{}}}}}]}""";
        JsonNode claude = sent(CLAUDE, called("null", "\"1\""), "");
        assertThat(claude.path("toolConfig")).isEqualTo(MAPPER.readTree(specs));
        assertThat(claude.path("additionalModelRequestFields"))
                .isEqualTo(MAPPER.readTree("{\"tool_choice\":{\"type\":\"none\"}}"));
        JsonNode nova = sent(NOVA, called("null", "\"1\""), "");
        assertThat(nova.path("toolConfig")).isEqualTo(MAPPER.readTree(specs));
        assertThat(nova.has("additionalModelRequestFields")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"properties\":{\"a\":{}}}", "{\"oneOf\":[{\"type\":\"object\"}]}"})
    void aSchemaOfArgumentsIsOneOfAnObject(String schema) throws Exception {
        JsonNode sent = sent(
                CLAUDE,
                "{\"role\":\"user\",\"content\":\"q\"}",
                ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":" + schema + "}}]");
        JsonNode wanted = MAPPER.readTree(
                schema.replaceFirst("\\{", "{\"type\":\"object\",").replace(",}", "}"));
        assertThat(sent.at("/toolConfig/tools/0/toolSpec/inputSchema/json")).isEqualTo(wanted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\" \"", "\"\\n\\u0020\\t\"", "\"\u2003\"", "[{\"type\":\"text\",\"text\":\"\\n\\n\"}]"})
    void blankTextBesideCallsIsLeftOut(String blank) throws Exception {
        JsonNode sent = sent(CLAUDE, called(blank, "\"1\""), "");
        assertThat(sent.at("/messages/1/content")).hasSize(3).allMatch(block -> block.has("toolUse"));
        assertThat(sent.at("/messages/2/content/2/toolResult/content/0/text").asText())
                .as("what a tool gave")
                .isEqualTo(" ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "null", "\" \\n\"", "[]"})
    void anAnswerThatSaysNothingIsLeftOut(String nothing) throws Exception {
        JsonNode sent = sent(
                CLAUDE,
                "{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":" + nothing
                        + "},{\"role\":\"user\",\"content\":\" b\"}",
                "");
        assertThat(sent.path("messages"))
                .isEqualTo(MAPPER.readTree("[{\"role\":\"user\",\"content\":[{\"text\":\"a\"},{\"text\":\" b\"}]}]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "[]", "[{\"type\":\"text\",\"text\":\"\"}]"})
    void aResultHasContentEvenWhereTheToolGaveNothing(String nothing) throws Exception {
        assertThat(sent(CLAUDE, called("null", nothing), "").at("/messages/2/content/0/toolResult/content"))
                .isEqualTo(MAPPER.readTree("[{\"text\":\"\"}]"));
        String failed = called("null", nothing + ",\"is_error\":true");
        assertThat(sent(CLAUDE, failed, "").at("/messages/2/content/0/toolResult"))
                .isEqualTo(MAPPER.readTree(
                        "{\"toolUseId\":\"a\",\"content\":[{\"text\":\"error\"}],\"status\":\"error\"}"));
    }

    /** All that stands behind the calls is one turn with the results. */
    @ParameterizedTest
    @ValueSource(
            strings = {"", ",{\"role\":\"user\",\"content\":\"go on\"}", ",{\"role\":\"system\",\"content\":\"s\"}"})
    void aModelIsNotAskedToThinkBehindCallsWithoutTheirThoughts(String behind) throws Exception {
        String effort = ",\"reasoning_effort\":\"low\",\"max_tokens\":9000";
        assertThat(sent(CLAUDE, called("null", "\"1\"") + behind, effort)
                        .at("/additionalModelRequestFields")
                        .has("thinking"))
                .isFalse();
        String thought = "null,\"reasoning_details\":[{\"reasoningContent\":{\"reasoningText\":"
                + "{\"text\":\"t\",\"signature\":\"s\"}}}]";
        assertThat(sent(CLAUDE, called(thought, "\"1\"") + behind, effort)
                        .at("/additionalModelRequestFields")
                        .has("thinking"))
                .isTrue();
    }
}
