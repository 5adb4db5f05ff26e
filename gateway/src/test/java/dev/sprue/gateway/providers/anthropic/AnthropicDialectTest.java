package dev.sprue.gateway.providers.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.inference.ExtraParameters;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.testing.Tries;
import dev.sprue.gateway.testing.dialects.Conversations;
import dev.sprue.gateway.testing.dialects.DialectRun;
import dev.sprue.gateway.testing.dialects.StreamLaw;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The laws of dialects, for Anthropic's. */
class AnthropicDialectTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String CALL = "{\"stream\":true,\"messages\":[]}";

    @Test
    void aStreamSaysWhatTheWholeAnswerSaysWhereverItIsCut() throws Exception {
        DialectRun run = AnthropicCalls.run("claude-sonnet-4-5");
        for (int seed = 0; seed < Tries.of(6, 12); seed++) {
            AnthropicMessages source = new AnthropicMessages(new Random(seed));
            ObjectNode message = source.message();
            assertThat(AnthropicRules.violations("Message", message))
                    .as("seed %d", seed)
                    .isEmpty();
            StringBuilder stream = new StringBuilder();
            String end = "";
            for (String event : source.events(message)) {
                JsonNode read = MAPPER.readTree(event);
                if (!event.contains("ping")) {
                    assertThat(AnthropicRules.violations("MessageStreamEvent", read))
                            .as("seed %d: %s", seed, event)
                            .isEmpty();
                }
                end = "event: " + read.path("type").asText() + "\ndata: " + event + "\n\n";
                stream.append(end);
            }
            StreamLaw.holds(
                    run,
                    run.chat(CALL),
                    DialectRun.head(200, "text/event-stream"),
                    stream.toString().getBytes(StandardCharsets.UTF_8),
                    MAPPER.writeValueAsString(message),
                    Tries.of(13, 1),
                    end.length() + "\n\n".length());
        }
    }

    @Test
    void whatBelongsToTheWholeAnswerIsTheSameInAStream() throws Exception {
        DialectRun run = AnthropicCalls.run("claude-sonnet-4-5");
        for (int seed = 0; seed < Tries.of(200, 10_000); seed++) {
            AnthropicMessages source = new AnthropicMessages(new Random(seed));
            ObjectNode message = source.message();
            StringBuilder stream = new StringBuilder();
            source.events(message)
                    .forEach(event -> stream.append("data: ").append(event).append("\n\n"));
            JsonNode whole = MAPPER.readTree(run.whole(run.chat(CALL), source.written(message)));
            DialectRun.Streamed streamed = run.stream(
                    run.chat(CALL),
                    DialectRun.head(200, "text/event-stream"),
                    List.of(stream.toString().getBytes(StandardCharsets.UTF_8)));
            ObjectNode extras = MAPPER.createObjectNode();
            for (String event : streamed.events()) {
                JsonNode delta = MAPPER.readTree(event).path("choices").path(0).path("delta");
                for (String field : fields()) {
                    if (delta.has(field)) {
                        put(extras, field, delta.get(field));
                    }
                }
            }
            JsonNode said = whole.path("choices").path(0).path("message");
            ObjectNode wanted = MAPPER.createObjectNode();
            fields().stream().filter(said::has).forEach(field -> wanted.set(field, said.get(field)));
            assertThat(extras).as("seed %d", seed).isEqualTo(wanted);
            meansTheSame(message, whole);
        }
    }

    /** Lists of several chunks are one after the other; anything else comes once. */
    private static void put(ObjectNode extras, String field, JsonNode value) {
        if (value.isArray()) {
            value.forEach(extras.withArray("/" + field)::add);
        } else {
            assertThat(extras.has(field)).isFalse();
            extras.set(field, value);
        }
    }

    private static List<String> fields() {
        return List.of("reasoning_details", "annotations", "citations", "stop_sequence", "native_finish_reason");
    }

    /** What the message says stands in the canonical answer, read by somebody who knows both forms. */
    private static void meansTheSame(ObjectNode message, JsonNode whole) throws Exception {
        JsonNode said = whole.path("choices").path(0).path("message");
        StringBuilder text = new StringBuilder();
        StringBuilder thoughts = new StringBuilder();
        List<JsonNode> inputs = new ArrayList<>();
        for (JsonNode block : message.path("content")) {
            text.append(block.path("text").asText());
            thoughts.append(block.path("thinking").asText());
            if (block.path("type").asText().equals("tool_use")) {
                inputs.add(block.path("input"));
                JsonNode call = said.path("tool_calls").path(inputs.size() - 1);
                assertThat(call.path("id")).isEqualTo(block.path("id"));
                assertThat(call.path("function").path("name")).isEqualTo(block.path("name"));
                assertThat(MAPPER.readTree(
                                call.path("function").path("arguments").asText()))
                        .isEqualTo(block.path("input"));
            }
        }
        assertThat(said.path("content").asText("")).isEqualTo(text.toString());
        assertThat(said.path("reasoning_content").asText()).isEqualTo(thoughts.toString());
        assertThat(said.path("tool_calls")).hasSize(inputs.size());
        for (JsonNode annotation : said.path("annotations")) {
            JsonNode place = annotation.path("url_citation");
            assertThat(place.path("end_index").asInt()).isLessThanOrEqualTo(text.codePointCount(0, text.length()));
            assertThat(place.path("start_index").asInt())
                    .isLessThan(place.path("end_index").asInt());
        }
        JsonNode used = message.path("usage");
        JsonNode usage = whole.path("usage");
        assertThat(usage.path("prompt_tokens").asInt())
                .isEqualTo(used.path("input_tokens").asInt()
                        + used.path("cache_read_input_tokens").asInt()
                        + used.path("cache_creation_input_tokens").asInt());
        assertThat(usage.path("prompt_tokens_details").path("cached_tokens").asInt())
                .isEqualTo(used.path("cache_read_input_tokens").asInt());
        assertThat(usage.path("completion_tokens").asInt())
                .isEqualTo(used.path("output_tokens").asInt());
    }

    @Test
    void aRequestMeansTheSameAndIsOneThatTheApiTakes() throws Exception {
        for (String model :
                List.of("claude-3-5-haiku-latest", "claude-opus-4-1", "claude-sonnet-4-5", "claude-opus-4-7")) {
            DialectRun run = AnthropicCalls.run(model);
            for (int seed = 0; seed < Tries.of(60, 5_000); seed++) {
                ObjectNode request = Conversations.request(seed);
                JsonNode sent = run.sent(request.toString());
                assertThat(AnthropicRules.refused(sent))
                        .as("seed %d: %s", seed, sent)
                        .isEmpty();
                assertThat(Meaning.ofMessages(sent)).as("seed %d", seed).isEqualTo(Meaning.ofCanonical(request));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\\n\\n", "\\u0020\\t", "\u00a0\u3000", " \\u2003"})
    void whiteSpaceBesideCallsGoesUnsaidButNotInResults(String blank) throws Exception {
        String body =
                "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":\"" + blank
                        + "\",\"tool_calls\":[{\"id\":\"c\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},"
                        + "{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"" + blank + "\"}]}";
        JsonNode sent = AnthropicCalls.run("claude-sonnet-4-5").sent(body);
        assertThat(sent.at("/messages/1/content"))
                .singleElement()
                .satisfies(block -> assertThat(block.path("type").asText()).isEqualTo("tool_use"));
        assertThat(sent.at("/messages/2/content/0/content").asText())
                .isEqualTo(MAPPER.readTree("\"" + blank + "\"").asText());
    }

    @Test
    void textOfAnyScriptIsSaid() throws Exception {
        for (String text : List.of("\u00e9", " \u4e2d", "\\u00e9", "\u3000".repeat(300) + "x", ".")) {
            JsonNode sent = AnthropicCalls.run("claude-sonnet-4-5")
                    .sent("{\"messages\":[{\"role\":\"user\",\"content\":\"" + text + "\"}]}");
            assertThat(sent.at("/messages/0/content").asText())
                    .isEqualTo(MAPPER.readTree("\"" + text + "\"").asText());
        }
    }

    @Test
    void fieldsThatTheCallerWantsDroppedGoUnsaid() throws Exception {
        DialectRun run = AnthropicCalls.run("claude-sonnet-4-5");
        String body = "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"reasoning_effort\":\"high\","
                + "\"top_k\":3,\"user\":\"u\",\"n\":3,\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000}}";
        JsonNode sent = MAPPER.readTree(run.dialect()
                .write(run.call(Operation.CHAT_COMPLETION, body, new ExtraParameters.Drop(List.of(1, 2, 3, 4, 5))))
                .body()
                .getBytes());
        assertThat(sent)
                .isEqualTo(
                        MAPPER.readTree(
                                "{\"model\":\"claude-sonnet-4-5\",\"max_tokens\":64000,\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}"));
    }
}
