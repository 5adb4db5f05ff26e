package dev.sprue.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * Reads answers with the demands of the .NET client's own reading: where it calls {@code GetInt32}, {@code
 * EnumerateArray} or makes an enumeration of a text, a missing, null or differently typed value ends in an exception or
 * in an object that its properties cannot serve.
 */
final class DotNetReader {
    private DotNetReader() {}

    /** {@code ChatCompletions}: the first choice becomes the object's own properties, so there must be one. */
    static JsonNode chat(JsonNode answer) {
        texts(answer, "id", "model");
        assertThat(answer.path("created").isIntegralNumber())
                .as("created: %s", answer)
                .isTrue();
        assertThat(answer.path("choices").isArray()).isTrue();
        assertThat(answer.path("choices")).isNotEmpty().allSatisfy(DotNetReader::choice);
        usage(answer.path("usage"), "completion_tokens", "prompt_tokens", "total_tokens");
        return answer.path("choices").path(0);
    }

    private static void choice(JsonNode choice) {
        integers(choice, "index");
        textOrNull(choice.path("finish_reason"));
        JsonNode message = choice.path("message");
        texts(message, "role");
        textOrNull(message.path("content"));
        if (message.hasNonNull("tool_calls")) {
            assertThat(message.path("tool_calls").isArray()).isTrue();
            assertThat(message.path("tool_calls")).allSatisfy(call -> {
                texts(call, "id", "type");
                texts(call.path("function"), "name", "arguments");
            });
        }
    }

    /** {@code StreamingChatCompletionsUpdate}s: what is there must be of its type, and null is none for most. */
    static List<JsonNode> updates(EventStream stream) {
        assertThat(stream.chunks()).isNotEmpty().allSatisfy(DotNetReader::update);
        return stream.chunks();
    }

    private static void update(JsonNode update) {
        texts(update, "id", "model");
        assertThat(update.path("created").isIntegralNumber()).isTrue();
        assertThat(update.path("choices").isArray()).as("%s", update).isTrue();
        for (JsonNode choice : update.path("choices")) {
            integers(choice, "index");
            textOrNull(choice.path("finish_reason"));
            JsonNode delta = choice.path("delta");
            assertThat(delta.isObject()).as("%s", update).isTrue();
            Optional.ofNullable(delta.get("role"))
                    .ifPresent(role -> assertThat(role.isTextual()).isTrue());
            textOrNull(delta.path("content"));
            Optional.ofNullable(delta.get("tool_calls")).ifPresent(calls -> {
                assertThat(calls.isArray()).as("%s", update).isTrue();
                // an update without either key is no update to this client
                assertThat(calls)
                        .allSatisfy(call ->
                                assertThat(call.path("function").isObject()).isTrue());
            });
        }
        if (update.hasNonNull("usage")) {
            usage(update.path("usage"), "completion_tokens", "prompt_tokens", "total_tokens");
        }
    }

    /** {@code EmbeddingsResult}: a vector's own type is the caller's matter. */
    static JsonNode embeddings(JsonNode answer) {
        texts(answer, "id", "model");
        assertThat(answer.path("data")).isNotEmpty().allSatisfy(item -> {
            integers(item, "index");
            assertThat(item.path("embedding").isArray()
                            || item.path("embedding").isTextual())
                    .isTrue();
        });
        usage(answer.path("usage"), "prompt_tokens", "total_tokens");
        return answer.path("data");
    }

    static void info(JsonNode answer) {
        texts(answer, "model_name", "model_type", "model_provider_name");
    }

    private static void usage(JsonNode usage, String... fields) {
        assertThat(usage.isObject()).isTrue();
        integers(usage, fields);
    }

    private static void texts(JsonNode object, String... fields) {
        assertThat(fields).allSatisfy(field -> assertThat(object.path(field).isTextual())
                .as("%s: %s", field, object)
                .isTrue());
    }

    private static void integers(JsonNode object, String... fields) {
        assertThat(fields).allSatisfy(field -> assertThat(object.path(field).canConvertToInt()
                        && object.path(field).isIntegralNumber())
                .as("%s: %s", field, object)
                .isTrue());
    }

    private static void textOrNull(JsonNode value) {
        assertThat(value.isMissingNode() || value.isNull() || value.isTextual())
                .as("%s", value)
                .isTrue();
    }
}
