package dev.sprue.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import dev.sprue.conformance.upstream.Oddity;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What servers that are only nearly OpenAI's send becomes a proper stream of this API, or a proper failure. */
@ExtendWith(Products.class)
final class OddProvidersTest {

    @ParameterizedTest
    @EnumSource(
            value = Oddity.class,
            names = {"NO_USAGE", "USAGE_WITH_FINISH", "NO_DONE", "FOREIGN_FIELDS", "EMPTY_CHOICES_FIRST"})
    void aStreamThatSaysEverythingIsComplete(Oddity oddity, RelayProduct relay) throws IOException {
        RawAnswer raw = stream(oddity, relay);
        assertThat(raw.whole()).isTrue();
        EventStream stream = EventStream.complete(raw.answer());
        assertThat(stream.text()).isEqualTo("Hello, world.");
        JsonNode last = stream.chunks().getLast();
        assertThat(last.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(last.at("/usage/total_tokens").asInt()).isEqualTo(oddity == Oddity.NO_USAGE ? 0 : 15);
    }

    @Test
    void fieldsOfTheProvidersOwnGoThrough(RelayProduct relay) throws IOException {
        JsonNode chunk = EventStream.complete(
                        stream(Oddity.FOREIGN_FIELDS, relay).answer())
                .chunks()
                .get(1);
        assertThat(chunk.path("x_provider").asText()).isEqualTo("stand-in");
        assertThat(chunk.at("/choices/0/stop_reason").asInt()).isEqualTo(7);
        assertThat(chunk.at("/choices/0/delta/thought").asText()).isEqualTo("because");
    }

    @Test
    void aWholeAnswerToAStreamIsABadGateway(RelayProduct relay) throws IOException {
        stream(Oddity.WHOLE_ANSWER, relay).answer().error(502, "upstream_failed");
    }

    private static RawAnswer stream(Oddity oddity, RelayProduct relay) throws IOException {
        try (RawConnection connection = new RawConnection(relay.endpoint())) {
            connection.chat(Bodies.chat(RelayProduct.CHAT, oddity.trigger())
                    .put("stream", true)
                    .toString());
            return connection.read();
        }
    }
}
