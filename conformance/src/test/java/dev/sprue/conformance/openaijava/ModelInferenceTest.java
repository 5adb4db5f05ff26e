package dev.sprue.conformance.openaijava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.SseException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.sprue.conformance.BrokenStream;
import dev.sprue.conformance.Heard;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The client pointed at {@code /models}, for which it was not made: it takes the last event for the failure. */
@ExtendWith(Products.class)
final class ModelInferenceTest {
    @RegisterExtension
    final Clients clients = new Clients();

    @ParameterizedTest
    @EnumSource
    void aBrokenStreamThrowsWhatTheEventSays(BrokenStream broken, RelayProduct relay) throws Exception {
        OpenAIClient client = client(relay);
        ChatCompletionCreateParams params =
                Chats.params(broken.model(), broken.message()).build();
        for (Heard heard : List.of(Chats.heard(client, params), Chats.heardAsync(client, params))) {
            assertThat(heard.text()).isEqualTo(BrokenStream.PARTIAL);
            assertThat(heard.failure()).containsInstanceOf(SseException.class);
            SseException failure = (SseException) heard.failure().orElseThrow();
            assertThat(failure.code()).contains(broken.code());
            assertThat(failure.statusCode()).isEqualTo(200);
            assertThat(failure).hasMessageContaining("The provider '");
        }
    }

    @Test
    void aWholeStreamEndsWell(RelayProduct relay) throws Exception {
        OpenAIClient client = client(relay);
        ChatCompletionCreateParams params =
                Chats.params(RelayProduct.CHAT, "plain").build();
        assertThat(Chats.heard(client, params)).isEqualTo(Heard.WHOLE);
        assertThat(Chats.heardAsync(client, params)).isEqualTo(Heard.WHOLE);
    }

    /**
     * The client's accumulator takes each chunk with usage for OpenAI's last one, which has no choices; in this API the
     * last choice and the usage share a chunk.
     */
    @Test
    void theAccumulatorKnowsOnlyOpenAisOwnLastChunk(RelayProduct relay) {
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> stream = client(relay)
                .chat()
                .completions()
                .createStreaming(Chats.params(RelayProduct.CHAT, "plain").build())) {
            assertThatThrownBy(() -> stream.stream().forEach(accumulator::accumulate))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("`choices` is required");
        }
    }

    private OpenAIClient client(RelayProduct relay) {
        return clients.kept(Way.builder(relay.endpoint())
                .baseUrl(relay.endpoint().models())
                .apiKey(relay.endpoint().key())
                .putQueryParam("api-version", "2024-05-01-preview")
                .build());
    }
}
