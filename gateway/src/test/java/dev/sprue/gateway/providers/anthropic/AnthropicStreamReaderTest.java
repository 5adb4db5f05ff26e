package dev.sprue.gateway.providers.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.testing.dialects.DialectRun;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that are not quite as the API itself sends them, as servers that are only compatible with it do. */
class AnthropicStreamReaderTest {

    private static final String START = """
            {"type":"message_start","message":{"id":"m1","model":"m","usage":{"input_tokens":5,"output_tokens":1}}}""";
    private static final String END = """
            {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":9}}""";
    private static final String STOP = "{\"type\":\"message_stop\"}";

    private static DialectRun.Streamed stream(String... events) throws Exception {
        DialectRun run = AnthropicCalls.run("claude-sonnet-4-5");
        List<byte[]> pieces = new ArrayList<>();
        for (String event : events) {
            pieces.add(("data: " + event + "\n\n").getBytes(StandardCharsets.UTF_8));
        }
        return run.stream(
                run.chat("{\"stream\":true,\"messages\":[]}"), DialectRun.head(200, "text/event-stream"), pieces);
    }

    private static JsonNode folded(String... events) throws Exception {
        String[] all = new String[events.length + 3];
        all[0] = START;
        System.arraycopy(events, 0, all, 1, events.length);
        all[events.length + 1] = END;
        all[events.length + 2] = STOP;
        DialectRun.Streamed streamed = stream(all);
        assertThat(streamed.failure()).isEmpty();
        assertThat(streamed.complete()).isTrue();
        return streamed.folded().at("/choices/0");
    }

    private static String begin(int index, String block) {
        return "{\"type\":\"content_block_start\",\"index\":" + index + ",\"content_block\":" + block + "}";
    }

    private static String delta(int index, String delta) {
        return "{\"type\":\"content_block_delta\",\"index\":" + index + ",\"delta\":" + delta + "}";
    }

    private static String input(int index, String json) {
        return delta(index, "{\"type\":\"input_json_delta\",\"partial_json\":\"" + json.replace("\"", "\\\"") + "\"}");
    }

    private static String tool(String id, String input) {
        return "{\"type\":\"tool_use\",\"id\":\"" + id + "\",\"name\":\"f\",\"input\":" + input + "}";
    }

    @Test
    void blocksMayComeBesideEachOther() throws Exception {
        JsonNode choice = folded(
                begin(0, tool("a", "{}")),
                begin(1, tool("b", "{}")),
                input(1, "{\"b\""),
                input(0, "{\"a\""),
                input(0, ":1}"),
                input(1, ":2}"));
        assertThat(choice.at("/calls/0/arguments").asText()).isEqualTo("{\"a\":1}");
        assertThat(choice.at("/calls/1/arguments").asText()).isEqualTo("{\"b\":2}");
    }

    @Test
    void aBlockMayBeginWithWhatItSaysAndNeedNotEnd() throws Exception {
        JsonNode choice = folded(
                begin(0, "{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":\"s\"}"),
                begin(1, "{\"type\":\"text\",\"text\":\"Hel\"}"),
                delta(1, "{\"text\":\"lo\",\"type\":\"text_delta\"}"),
                begin(2, tool("a", "{\"all\": [1]}")),
                begin(3, tool("b", "{}")));
        assertThat(choice.at("/content").asText()).isEqualTo("Hello");
        assertThat(choice.at("/reasoning_content").asText()).isEqualTo("Hm");
        assertThat(choice.at("/calls/0/arguments").asText()).isEqualTo("{\"all\": [1]}");
        assertThat(choice.at("/calls/1/arguments").asText()).isEqualTo("{}");
    }

    @Test
    void whatIsNotKnownIsPassedOver() throws Exception {
        JsonNode choice = folded(
                "{\"type\":\"brand_new\",\"delta\":{\"text\":\"x\"}}",
                begin(0, "{\"type\":\"text\",\"text\":\"\"}"),
                delta(0, "{\"type\":\"brand_new_delta\",\"more\":1}"),
                delta(7, "{\"type\":\"text_delta\",\"text\":\"of no block\"}"),
                "{\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"a\"},\"type\":\"content_block_delta\"}",
                "{\"type\":\"content_block_delta\",\"delta\":{\"type\":\"text_delta\",\"text\":\"b\"}}",
                "{\"type\":\"content_block_stop\",\"index\":0}",
                "{\"type\":\"content_block_stop\",\"index\":0}");
        assertThat(choice.at("/content").asText()).isEqualTo("ab");
    }

    @Test
    void usageMayComeByItselfAndTheLastCounts() throws Exception {
        DialectRun.Streamed streamed = stream(
                START,
                "{\"type\":\"message_delta\",\"delta\":{},\"usage\":{\"output_tokens\":3}}",
                END,
                "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"max_tokens\"},\"usage\":{\"output_tokens\":11}}",
                STOP);
        assertThat(streamed.folded().at("/usage/completion_tokens").asInt()).isEqualTo(11);
        assertThat(streamed.folded().at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    }

    @Test
    void aStreamWithoutAReasonForItsEndIsBroken() throws Exception {
        assertThat(stream(START, begin(0, "{\"type\":\"text\",\"text\":\"a\"}"), STOP)
                        .failure())
                .isPresent();
        assertThat(stream(START, begin(0, "{\"type\":\"text\",\"text\":\"a\"}")).complete())
                .isFalse();
        assertThat(stream(START, END).complete()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n"})
    void theLastEventNeedsNoEmptyLineBehindIt(String end) throws Exception {
        String said = begin(0, "{\"type\":\"text\",\"text\":\"a\"}");
        for (List<String> whole : List.of(List.of(START, said, END, STOP), List.of(START, said, END))) {
            DialectRun.Streamed streamed = cutOff(String.join("\n\ndata: ", whole) + end);
            assertThat(streamed.failure()).isEmpty();
            assertThat(streamed.complete()).isTrue();
            assertThat(streamed.folded().at("/choices/0/content").asText()).isEqualTo("a");
            assertThat(streamed.folded().at("/choices/0/finish_reason").asText())
                    .isEqualTo("stop");
            assertThat(streamed.folded().at("/usage/completion_tokens").asInt()).isEqualTo(9);
        }
        for (List<String> half : List.of(List.of(START, said, STOP), List.of(START, said), List.of(STOP))) {
            assertThat(cutOff(String.join("\n\ndata: ", half) + end).complete()).isFalse();
        }
    }

    private static DialectRun.Streamed cutOff(String events) throws Exception {
        DialectRun run = AnthropicCalls.run("claude-sonnet-4-5");
        return run.stream(
                run.chat("{\"stream\":true,\"messages\":[]}"),
                DialectRun.head(200, "text/event-stream"),
                List.of(("data: " + events).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aCallOfTheProvidersOwnThatWasCutOffIsNotGivenBack() throws Exception {
        DialectRun.Streamed streamed = stream(
                START,
                begin(0, "{\"type\":\"server_tool_use\",\"id\":\"a\",\"name\":\"web_search\",\"input\":{}}"),
                input(0, "{\"query\":\"whole\"}"),
                "{\"type\":\"content_block_stop\",\"index\":0}",
                begin(1, "{\"type\":\"server_tool_use\",\"id\":\"b\",\"name\":\"web_search\",\"input\":{}}"),
                input(1, "{\"query\":\"ha"),
                END,
                STOP);
        assertThat(streamed.complete()).isTrue();
        List<String> queries = new ArrayList<>();
        for (String event : streamed.events()) {
            new ObjectMapper()
                    .readTree(event)
                    .at("/choices/0/delta/reasoning_details")
                    .forEach(block -> queries.add(block.at("/input/query").asText()));
        }
        assertThat(queries).containsExactly("whole");
    }

    @Test
    void thoughtsWithoutEndAreGivenUp() throws Exception {
        String[] events = new String[19];
        Arrays.fill(events, delta(0, "{\"type\":\"thinking_delta\",\"thinking\":\"" + "x".repeat(1_000_000) + "\"}"));
        events[0] = START;
        events[1] = begin(0, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}");
        DialectRun.Streamed streamed = stream(events);
        assertThat(streamed.complete()).isFalse();
        assertThat(streamed.failure().orElseThrow().message()).contains("more than 16777216 bytes");
    }
}
