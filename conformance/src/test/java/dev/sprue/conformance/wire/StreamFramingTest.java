package dev.sprue.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.conformance.BuiltInProduct;
import dev.sprue.conformance.Endpoint;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import dev.sprue.conformance.upstream.OpenAiUpstream;
import dev.sprue.conformance.upstream.Script;
import dev.sprue.conformance.upstream.Scripts;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a stream looks like on the wire, and that its text and its usage are the whole answer's. */
@ExtendWith(Products.class)
final class StreamFramingTest {

    static Stream<Script> scripts() {
        return Scripts.all().stream();
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void aRelayedStreamFoldsToWhatTheProviderSaid(Script script, RelayProduct relay) throws IOException {
        EventStream stream = stream(relay.endpoint(), Bodies.chat(RelayProduct.CHAT, script.name()));
        assertThat(stream.text() + stream.arguments()).isEqualTo(script.text());
        assertDialect(stream);
        JsonNode last = stream.chunks().getLast();
        assertThat(last.path("choices").path(0).path("finish_reason").asText()).isEqualTo(script.finishReason());
        JsonNode usage = last.path("usage");
        assertThat(usage.path("prompt_tokens").asInt()).isEqualTo(OpenAiUpstream.PROMPT_TOKENS);
        assertThat(usage.path("completion_tokens").asInt()).isEqualTo(script.completionTokens());
        assertThat(usage.path("total_tokens").asInt())
                .isEqualTo(OpenAiUpstream.PROMPT_TOKENS + script.completionTokens());
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void aRelayedWholeAnswerIsWhatTheProviderSaid(Script script, RelayProduct relay) {
        JsonNode answer = Wire.chat(
                        relay.endpoint(),
                        Bodies.chat(RelayProduct.CHAT, script.name()).toString())
                .send()
                .ok()
                .json();
        JsonNode choice = answer.path("choices").path(0);
        JsonNode call = choice.path("message").path("tool_calls").path(0).path("function");
        assertThat(choice.path("message").path("content").asText("")
                        + call.path("arguments").asText(""))
                .isEqualTo(script.text());
        assertThat(choice.path("finish_reason").asText()).isEqualTo(script.finishReason());
        assertThat(answer.path("usage").path("completion_tokens").asInt()).isEqualTo(script.completionTokens());
    }

    @Test
    void aStreamOfTheBuiltInModelFoldsToItsWholeAnswer(BuiltInProduct builtIn) throws IOException {
        for (String prompt : List.of("What is the capital of France?", "Count from 1 to 5.", "Grüße 🇨🇭")) {
            ObjectNode body = Bodies.chat(BuiltInProduct.CHAT, prompt)
                    .put("temperature", 0)
                    .put("seed", 7)
                    .put("max_tokens", 40);
            JsonNode whole =
                    Wire.chat(builtIn.endpoint(), body.toString()).send().ok().json();
            EventStream stream = stream(builtIn.endpoint(), body);
            assertDialect(stream);
            assertThat(stream.text())
                    .isEqualTo(whole.path("choices")
                            .path(0)
                            .path("message")
                            .path("content")
                            .asText());
            assertThat(stream.chunks().getLast().path("usage")).isEqualTo(whole.path("usage"));
            assertThat(stream.chunks().getLast().path("choices").path(0).path("finish_reason"))
                    .isEqualTo(whole.path("choices").path(0).path("finish_reason"));
        }
    }

    private static EventStream stream(Endpoint endpoint, ObjectNode body) throws IOException {
        try (RawConnection connection = new RawConnection(endpoint)) {
            connection.chat(body.put("stream", true).toString());
            RawAnswer raw = connection.read();
            assertThat(raw.whole()).as("the stream ended, and was not cut").isTrue();
            return EventStream.complete(raw.answer());
        }
    }

    /** Every chunk has a choice; usage is only in the last; role comes first; the head stays the same. */
    private static void assertDialect(EventStream stream) {
        List<JsonNode> chunks = stream.chunks();
        JsonNode first = chunks.getFirst();
        assertThat(first.path("choices").path(0).path("delta").path("role").asText())
                .isEqualTo("assistant");
        for (JsonNode chunk : chunks) {
            boolean isLast = chunk == chunks.getLast();
            assertThat(chunk.path("object").asText()).isEqualTo("chat.completion.chunk");
            assertThat(chunk.path("choices")).as("%s", chunk).hasSize(1);
            assertThat(chunk.path("choices").path(0).path("finish_reason").isTextual())
                    .isEqualTo(isLast);
            assertThat(chunk.hasNonNull("usage"))
                    .as("usage is in the last chunk: %s", chunk)
                    .isEqualTo(isLast);
            for (String same : List.of("id", "created", "model")) {
                assertThat(chunk.path(same)).isEqualTo(first.path(same)).isNotNull();
            }
        }
    }
}
