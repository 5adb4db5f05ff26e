package dev.sprue.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.conformance.Endpoint;
import dev.sprue.conformance.RelayProduct;
import dev.sprue.conformance.upstream.LongStreams;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A product that is told to stop finishes what it has begun. */
final class StoppingTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void aRunningStreamIsFinishedAndNoOtherCallIsTaken() throws IOException {
        try (RelayProduct relay = RelayProduct.start("stopping");
                RawConnection connection = new RawConnection(relay.endpoint())) {
            connection.chat(Bodies.chat(RelayProduct.CHAT, LongStreams.HELD)
                    .put("stream", true)
                    .toString());
            Answer head = connection.readHead().ok();
            String begun = connection.readUntil("Hello");
            relay.process().terminate();
            awaitRefusal(relay.endpoint());
            relay.upstream().longStreams().release();
            String rest = connection.readUntil("[DONE]");
            Answer whole = new Answer(head.status(), head.headers(), begun + rest);
            assertThat(EventStream.complete(whole).text()).isEqualTo("Hello, world.");
        }
    }

    private static void awaitRefusal(Endpoint endpoint) {
        for (Instant end = Instant.now().plus(LIMIT); Instant.now().isBefore(end); ) {
            try (RawConnection other = new RawConnection(endpoint)) {
                other.chat(Bodies.chat(RelayProduct.CHAT, "plain").toString());
                if (other.read().answer().status() == 503) {
                    return;
                }
            } catch (IOException e) {
                return;
            }
        }
        throw new AssertionError("it still takes calls " + LIMIT + " after it was told to stop");
    }
}
