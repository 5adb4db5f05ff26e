package dev.sprue.conformance.openaijava;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.errors.SseException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.sprue.conformance.BrokenStream;
import dev.sprue.conformance.Heard;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A stream that breaks is an exception that says why, after what came before it. */
@ExtendWith(Products.class)
final class BrokenStreamsTest {
    @RegisterExtension
    final Clients clients = new Clients();

    static Stream<Arguments> waysAndBreaks() {
        return Stream.of(Way.values())
                .flatMap(way -> Stream.of(BrokenStream.values()).map(broken -> Arguments.of(way, broken)));
    }

    @ParameterizedTest
    @MethodSource("waysAndBreaks")
    void theLastEventIsTheFailure(Way way, BrokenStream broken, RelayProduct relay) throws Exception {
        OpenAIClient client = clients.of(way, relay.endpoint());
        ChatCompletionCreateParams params =
                Chats.params(broken.model(), broken.message()).build();
        for (Heard heard : List.of(Chats.heard(client, params), Chats.heardAsync(client, params))) {
            assertThat(heard.text()).isEqualTo(BrokenStream.PARTIAL);
            assertThat(heard.failure()).containsInstanceOf(SseException.class);
            SseException failure = (SseException) heard.failure().orElseThrow();
            assertThat(failure.code()).contains(broken.code());
            assertThat(failure).hasMessageContaining("The provider '");
        }
    }
}
