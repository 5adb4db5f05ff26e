package dev.sprue.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/**
 * A stream of {@code /models}, read as strictly as the strictest client reads it: only {@code data: } lines, each with
 * one JSON object, each followed by an empty line, and {@code [DONE]} at the end. (Microsoft's Java clients take a
 * comment, or any other field, for JSON.)
 *
 * @param chunks the chunks before the end
 * @param done whether {@code [DONE]} came
 */
record EventStream(List<JsonNode> chunks, boolean done) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final String DONE = "[DONE]";

    static EventStream parse(String body) {
        assertThat(body).as("a stream ends with an empty line").endsWith("\n\n").doesNotContain("\r");
        List<JsonNode> chunks = new ArrayList<>();
        String[] events = body.substring(0, body.length() - 2).split("\n\n", -1);
        for (int i = 0; i < events.length; i++) {
            assertThat(events[i]).startsWith("data: ").doesNotContain("\n");
            String data = events[i].substring("data: ".length());
            if (data.equals(DONE)) {
                assertThat(i).as("[DONE] is the last event").isEqualTo(events.length - 1);
                return new EventStream(List.copyOf(chunks), true);
            }
            chunks.add(object(data));
        }
        return new EventStream(List.copyOf(chunks), false);
    }

    /** A stream that ended well. */
    static EventStream complete(Answer answer) {
        answer.ok();
        assertThat(answer.header("content-type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        EventStream stream = parse(answer.body());
        assertThat(stream.done).as("[DONE] came: %s", answer).isTrue();
        return stream;
    }

    /** The deltas' contents joined. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (JsonNode chunk : chunks) {
            text.append(
                    chunk.path("choices").path(0).path("delta").path("content").asText(""));
        }
        return text.toString();
    }

    /** The deltas' tool arguments joined. */
    String arguments() {
        StringBuilder text = new StringBuilder();
        for (JsonNode chunk : chunks) {
            JsonNode call = chunk.path("choices")
                    .path(0)
                    .path("delta")
                    .path("tool_calls")
                    .path(0);
            text.append(call.path("function").path("arguments").asText(""));
        }
        return text.toString();
    }

    private static JsonNode object(String data) {
        try {
            JsonNode chunk = JSON.readTree(data);
            assertThat(chunk.isObject()).as(data).isTrue();
            return chunk;
        } catch (JsonProcessingException e) {
            throw new AssertionError("not one JSON object: " + data, e);
        }
    }
}
