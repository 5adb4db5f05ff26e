package dev.sprue.gateway.providers.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.config.TimeoutsConfig;
import dev.sprue.gateway.providers.anthropic.AnthropicDialect;
import dev.sprue.gateway.providers.upstream.UpstreamTarget;
import dev.sprue.gateway.testing.dialects.DialectRun;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Ids of calls that were made elsewhere, as an API with a rule for them gets them. */
class CallIdsTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final DialectRun ANTHROPIC = DialectRun.of(new AnthropicDialect(
            UpstreamTarget.of("upstream", "http://localhost", new TimeoutsConfig(1, 1, 1)), List.of()));

    /** The ids of a call and of its result that are sent for those two spellings of one id. */
    private static List<String> sent(String called, String answered) throws Exception {
        JsonNode sent = ANTHROPIC.sent("{\"messages\":[{\"role\":\"user\",\"content\":\"a\"},"
                + "{\"role\":\"assistant\",\"tool_calls\":[{\"id\":" + called
                + ",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},"
                + "{\"role\":\"tool\",\"tool_call_id\":" + answered + ",\"content\":\"r\"}]}");
        return List.of(
                sent.at("/messages/1/content/0/id").asText(),
                sent.at("/messages/2/content/0/tool_use_id").asText());
    }

    @Test
    void anIdThatTheApiTakesStays() throws Exception {
        for (String id : List.of("toolu_01-Az", "c", "x".repeat(64))) {
            String quoted = MAPPER.writeValueAsString(id);
            assertThat(sent(quoted, quoted)).containsExactly(id, id);
        }
        assertThat(sent("\"\\u0063all\"", "\"call\"")).containsExactly("call", "call");
    }

    @Test
    void anyOtherBecomesOneThatItTakesAlikeInCallAndResult() throws Exception {
        for (String id : List.of("functions.f:0", "", "x".repeat(65), "caf\u00e9", "a b")) {
            String quoted = MAPPER.writeValueAsString(id);
            List<String> ids = sent(quoted, quoted);
            assertThat(ids.getFirst()).matches("[a-zA-Z0-9_-]{1,64}").isEqualTo(ids.getLast());
            assertThat(sent(quoted, quoted)).isEqualTo(ids);
        }
        List<String> spelt = sent("\"functions\\u002ef:0\"", "\"functions.f:0\"");
        assertThat(spelt.getFirst()).isEqualTo(spelt.getLast());
        assertThat(sent("\"functions.f:0\"", "\"functions.f:1\"")).doesNotHaveDuplicates();
    }
}
