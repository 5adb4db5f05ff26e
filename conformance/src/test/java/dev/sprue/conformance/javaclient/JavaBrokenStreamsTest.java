package dev.sprue.conformance.javaclient;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.ai.inference.models.StreamingChatCompletionsUpdate;
import com.azure.core.util.CoreUtils;
import dev.sprue.conformance.BrokenStream;
import dev.sprue.conformance.Heard;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.Exceptions;
import reactor.netty.http.client.PrematureCloseException;

/**
 * {@code com.azure:azure-ai-inference} notices the cut, not the event: an update without choices comes for it, or, to a
 * synchronous reader, nothing.
 */
@ExtendWith(Products.class)
final class JavaBrokenStreamsTest {

    @ParameterizedTest
    @EnumSource
    void theSynchronousStreamThrows(BrokenStream broken, RelayProduct relay) {
        Heard heard = synchronously(relay, broken.model(), broken.message());
        assertThat(heard.text()).isEqualTo(BrokenStream.PARTIAL);
        assertThat(heard.failure()).hasValueSatisfying(failure -> assertThat(Exceptions.unwrap(failure))
                .isNotSameAs(failure)
                .isInstanceOf(PrematureCloseException.class));
    }

    @ParameterizedTest
    @EnumSource
    void theAsynchronousStreamEndsWithAnError(BrokenStream broken, RelayProduct relay) {
        Heard heard = asynchronously(relay, broken.model(), broken.message());
        assertThat(heard.text()).isEqualTo(BrokenStream.PARTIAL);
        assertThat(heard.failure()).containsInstanceOf(PrematureCloseException.class);
    }

    @Test
    void aWholeStreamEndsWell(RelayProduct relay) {
        assertThat(synchronously(relay, RelayProduct.CHAT, "plain")).isEqualTo(Heard.WHOLE);
        assertThat(asynchronously(relay, RelayProduct.CHAT, "plain")).isEqualTo(Heard.WHOLE);
    }

    private static Heard synchronously(RelayProduct relay, String model, String message) {
        return Heard.of(text -> JavaClients.chat(relay.endpoint())
                .buildClient()
                .completeStream(Chats.options(model, message))
                .forEach(update -> append(update, text)));
    }

    private static Heard asynchronously(RelayProduct relay, String model, String message) {
        StringBuilder text = new StringBuilder();
        return JavaClients.chat(relay.endpoint())
                .buildAsyncClient()
                .completeStream(Chats.options(model, message))
                .doOnNext(update -> append(update, text))
                .then()
                .materialize()
                .blockOptional(JavaClients.LIMIT)
                .map(end -> Heard.ended(text, end.getThrowable()))
                .orElseThrow();
    }

    /** As the client's documentation reads an update. */
    private static void append(StreamingChatCompletionsUpdate update, StringBuilder text) {
        if (CoreUtils.isNullOrEmpty(update.getChoices())) {
            return;
        }
        String content = update.getChoices().getFirst().getDelta().getContent();
        if (content != null) {
            text.append(content);
        }
    }
}
