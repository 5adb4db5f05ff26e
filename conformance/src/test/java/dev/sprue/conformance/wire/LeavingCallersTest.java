package dev.sprue.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import dev.sprue.conformance.upstream.LongStreams;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A caller who leaves takes the provider's work along, whatever state the stream is in. */
@ExtendWith(Products.class)
final class LeavingCallersTest {
    /** Thousands of characters that the product and four sockets' buffers may hold of one stream. */
    private static final long BUFFERED_LIMIT = 64_000;

    @Test
    void whileTheStreamFlows(RelayProduct relay) throws Exception {
        try (RawConnection connection = endless(relay)) {
            connection.readHead().ok();
            assertThat(connection.readUntil("xxx")).contains("xxx");
        }
        assertThat(relay.upstream().longStreams().awaitAbandoned()).isTrue();
    }

    @Test
    void whileTheStreamIsHeldBackSinceTheyDidNotRead(RelayProduct relay) throws Exception {
        try (RawConnection connection = endless(relay)) {
            connection.readHead().ok();
            assertThat(relay.upstream().longStreams().awaitStalled()).isBetween(1L, BUFFERED_LIMIT);
        }
        assertThat(relay.upstream().longStreams().awaitAbandoned()).isTrue();
    }

    private static RawConnection endless(RelayProduct relay) throws IOException {
        RawConnection connection = new RawConnection(relay.endpoint());
        connection.chat(Bodies.chat(RelayProduct.CHAT, LongStreams.ENDLESS)
                .put("stream", true)
                .toString());
        return connection;
    }
}
