package dev.sprue.conformance.javaclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.core.http.StreamResponse;
import com.openai.errors.SseException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.sprue.conformance.BrokenStream;
import dev.sprue.conformance.Endpoint;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import dev.sprue.conformance.Trust;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code com.openai:openai-java} pointed at {@code /models}, over HTTP/2: it takes the last event for the failure. */
@ExtendWith(Products.class)
final class OpenAiJavaTest {

    @ParameterizedTest
    @EnumSource
    void aBrokenStreamThrowsWhatTheEventSays(BrokenStream broken, RelayProduct relay) throws Exception {
        OpenAIClient client = client(relay.endpoint());
        Heard sync = synchronously(client, broken.model(), broken.message());
        Heard async = asynchronously(client, broken.model(), broken.message());
        client.close();
        for (Heard heard : new Heard[] {sync, async}) {
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
        OpenAIClient client = client(relay.endpoint());
        assertThat(synchronously(client, RelayProduct.CHAT, "plain")).isEqualTo(Heard.WHOLE);
        assertThat(asynchronously(client, RelayProduct.CHAT, "plain")).isEqualTo(Heard.WHOLE);
        client.close();
    }

    /**
     * The client's accumulator takes each chunk with usage for OpenAI's last one, which has no choices; in this API the
     * last choice and the usage share a chunk.
     */
    @Test
    void theAccumulatorKnowsOnlyOpenAisOwnLastChunk(RelayProduct relay) {
        OpenAIClient client = client(relay.endpoint());
        ChatCompletionAccumulator accumulator = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(params(RelayProduct.CHAT, "plain"))) {
            assertThatThrownBy(() -> stream.stream().forEach(accumulator::accumulate))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("`choices` is required");
        }
        client.close();
    }

    private static OpenAIClient client(Endpoint endpoint) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(endpoint.models())
                .apiKey(endpoint.key())
                .putQueryParam("api-version", "2024-05-01-preview")
                .sslSocketFactory(Trust.context(endpoint.ca()).getSocketFactory())
                .trustManager((X509TrustManager) Trust.in(endpoint.ca()).getTrustManagers()[0])
                .build();
    }

    private static ChatCompletionCreateParams params(String model, String message) {
        return ChatCompletionCreateParams.builder()
                .model(model)
                .addUserMessage(message)
                .build();
    }

    private static Heard synchronously(OpenAIClient client, String model, String message) {
        return Heard.of(text -> {
            try (StreamResponse<ChatCompletionChunk> stream =
                    client.chat().completions().createStreaming(params(model, message))) {
                stream.stream().forEach(chunk -> append(chunk, text));
            }
        });
    }

    private static Heard asynchronously(OpenAIClient client, String model, String message) throws Exception {
        StringBuilder text = new StringBuilder();
        CompletableFuture<Heard> heard = new CompletableFuture<>();
        client.async()
                .chat()
                .completions()
                .createStreaming(params(model, message))
                .subscribe(new AsyncStreamResponse.Handler<ChatCompletionChunk>() {
                    @Override
                    public void onNext(ChatCompletionChunk chunk) {
                        append(chunk, text);
                    }

                    @Override
                    public void onComplete(Optional<Throwable> failure) {
                        heard.complete(Heard.ended(text, failure.orElse(null)));
                    }
                });
        return heard.get(JavaClients.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private static void append(ChatCompletionChunk chunk, StringBuilder text) {
        chunk.choices().forEach(choice -> choice.delta().content().ifPresent(text::append));
    }
}
