package dev.sprue.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.conformance.Endpoint;
import dev.sprue.conformance.Products;
import dev.sprue.conformance.RelayProduct;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An HTTP/1.1 connection stays usable: errors, streams and chunked bodies leave it in step. */
@ExtendWith(Products.class)
final class ConnectionReuseTest {
    private static final String CHAT = Wire.route("chat/completions");
    private static final String GOOD = Bodies.chat(RelayProduct.CHAT, "plain").toString();

    @Test
    void errorsLeaveTheConnectionUsable(RelayProduct relay) throws IOException {
        Endpoint endpoint = relay.endpoint();
        String key = "api-key: " + endpoint.key();
        try (RawConnection connection = new RawConnection(endpoint)) {
            connection.send("POST", "/models/nothing", "{}", key);
            connection.read().answer().error(404, "404");
            connection.send("POST", CHAT, GOOD);
            connection.read().answer().error(401);
            connection.send("POST", CHAT, GOOD, "api-key: wrong");
            connection.read().answer().error(401, "401");
            connection.send("POST", CHAT, "{", key);
            connection.read().answer().error(400, "invalid_json");
            connection.send("POST", "/models/chat/completions", GOOD, key);
            connection.read().answer().error(400, "MissingApiVersionParameter");
            connection.send("PUT", CHAT, GOOD, key);
            connection.read().answer().error(405, "MethodNotAllowed");
            connection.chat(Bodies.chat("nobody", "plain").toString());
            connection.read().answer().error(404, "unknown_model");
            connection.chat(Bodies.chat(RelayProduct.CHAT, "fault server_error").toString());
            connection.read().answer().error(502);
            connection.chat(GOOD);
            assertThat(connection.read().answer().ok().body()).contains("Hello, world.");
        }
    }

    @Test
    void streamsAndWholeAnswersTakeTurns(RelayProduct relay) throws IOException {
        try (RawConnection connection = new RawConnection(relay.endpoint())) {
            for (int turn = 0; turn < 3; turn++) {
                connection.chat(Bodies.chat(RelayProduct.CHAT, "emoji")
                        .put("stream", true)
                        .toString());
                RawAnswer streamed = connection.read();
                assertThat(streamed.whole()).isTrue();
                EventStream.complete(streamed.answer());
                connection.chat(GOOD);
                connection.read().answer().ok();
            }
        }
    }

    @Test
    void aChunkedRequestIsReadWhole(RelayProduct relay) throws IOException {
        try (RawConnection connection = new RawConnection(relay.endpoint())) {
            for (int turn = 0; turn < 2; turn++) {
                connection.write("POST " + CHAT + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "api-key: " + relay.endpoint().key() + "\r\nTransfer-Encoding: chunked\r\n\r\n");
                for (int at = 0; at < GOOD.length(); at += 10) {
                    String piece = GOOD.substring(at, Math.min(at + 10, GOOD.length()));
                    connection.write(Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n");
                }
                connection.write("0\r\n\r\n");
                assertThat(connection.read().answer().ok().body()).contains("Hello, world.");
            }
        }
    }

    @Test
    void aClientThatWaitsForContinueGetsIt(RelayProduct relay) throws IOException {
        try (RawConnection connection = new RawConnection(relay.endpoint())) {
            connection.write("POST " + CHAT + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "api-key: " + relay.endpoint().key() + "\r\nContent-Length: " + GOOD.length()
                    + "\r\nExpect: 100-continue\r\n\r\n");
            assertThat(connection.read().answer().status()).isEqualTo(100);
            connection.write(GOOD);
            connection.read().answer().ok();
        }
    }

    @Test
    void aClientThatAsksToCloseIsClosed(RelayProduct relay) throws IOException {
        try (RawConnection connection = new RawConnection(relay.endpoint())) {
            connection.send("POST", CHAT, GOOD, "api-key: " + relay.endpoint().key(), "Connection: close");
            connection.read().answer().ok();
            assertThat(connection.isClosedByPeer()).isTrue();
        }
    }
}
