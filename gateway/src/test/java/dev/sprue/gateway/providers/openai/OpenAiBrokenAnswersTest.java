package dev.sprue.gateway.providers.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are none, and connections that break or fall silent. */
class OpenAiBrokenAnswersTest extends UpstreamCase {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "{",
                "[]",
                "null",
                "\"text\"",
                "<html></html>",
                "{\"choices\":[",
                "{\"choices\":[]} trailing",
                "{}",
                "{\"error\":{\"message\":\"quota\"}}",
                "{\"object\":\"chat.completion\"}",
                "{\"choices\":null}"
            })
    void aWholeAnswerThatIsNoneIsABadGateway(String body) throws Exception {
        upstream.script((request, connection) -> connection.answer(200, "application/json", body));
        RawHttp.Answer answer = rig.chat(false);
        assertThat(error(answer, 502, "upstream_failed")
                        .path("innererror")
                        .path("provider")
                        .asText())
                .isEqualTo(Rig.PROVIDER);
    }

    @Test
    void theWordsOfAnErrorInASuccessAreHandedOn() throws Exception {
        upstream.script((request, connection) -> connection.answer(
                200, "application/json", "{\"error\":{\"message\":\"quota is spent\",\"code\":\"q\"}}"));
        JsonNode error = error(rig.chat(false), 502, "upstream_failed");
        assertThat(error.path("innererror").path("message").asText()).isEqualTo("quota is spent");
    }

    @Test
    void anAnswerInPiecesThatEndsTooSoonIsABadGateway() throws Exception {
        upstream.script((request, connection) -> {
            connection.send(
                    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{\"choices\":[");
            connection.close();
        });
        error(rig.chat(false), 502, "upstream_failed");
        upstream.script((request, connection) -> {
            connection.send(
                    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{\"choices\":[");
            connection.reset();
        });
        error(rig.chat(false), 502, "upstream_failed");
    }

    @Test
    void anAnswerOverTheLimitIsABadGateway() throws Exception {
        upstream.script((request, connection) -> {
            connection.send("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n");
            connection.chunk("{\"choices\":[{\"message\":{\"content\":\"");
            String page = "x".repeat(60_000);
            for (int i = 0; i < 1_000; i++) {
                connection.chunk(page);
            }
        });
        JsonNode error = error(rig.chat(false), 502, "upstream_failed");
        assertThat(error.path("message").asText()).contains("1048576");
    }

    @Test
    void anEventOverTheLimitIsABadGateway() throws Exception {
        upstream.script((request, connection) -> {
            connection.stream().chunk("data: {\"choices\":[{\"delta\":{\"content\":\"");
            String page = "x".repeat(60_000);
            for (int i = 0; i < 1_000; i++) {
                connection.chunk(page);
            }
        });
        error(rig.chat(true), 502, "upstream_failed");
    }

    @Test
    void aStreamThatWasAskedForAndIsNoneIsABadGateway() throws Exception {
        upstream.script((request, connection) ->
                connection.answer(200, "application/json", "{\"choices\":[{\"finish_reason\":\"stop\"}]}"));
        error(rig.chat(true), 502, "upstream_failed");
        upstream.script((request, connection) -> connection.answer(200, "text/html", "<html>log in</html>"));
        error(rig.chat(true), 502, "upstream_failed");
    }

    @Test
    void aRefusedConnectionIsABadGateway() throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        try (Rig lonely = Rig.before(nobody, Rig.Bounds.WIDE)) {
            for (boolean stream : new boolean[] {false, true}) {
                JsonNode error = error(lonely.chat(stream), 502, "upstream_failed");
                assertThat(error.path("message").asText()).contains("cannot be reached");
            }
        }
    }

    @Test
    void silenceBeforeTheFirstByteIsATimeout() throws Exception {
        List<Boolean> closed = new ArrayList<>();
        upstream.script((request, connection) -> closed.add(connection.otherCloses()));
        for (boolean stream : new boolean[] {false, true}) {
            JsonNode error = error(rig.chat(stream), 504, "upstream_timeout");
            assertThat(error.path("message").asText()).contains(FIRST_BYTE_MS + " ms");
        }
        dev.sprue.gateway.testing.Await.until("both upstream connections end", () -> closed.size() == 2);
        assertThat(closed).containsOnly(true);
    }

    @Test
    void aHeadThatTricklesIsATimeoutToo() throws Exception {
        upstream.script((request, connection) -> {
            connection.send("HTTP/1.1 200 OK\r\ncontent-ty");
            connection.otherCloses();
        });
        error(rig.chat(false), 504, "upstream_timeout");
    }

    @Test
    void silenceInsideAWholeAnswerIsATimeout() throws Exception {
        upstream.script((request, connection) -> {
            connection.send(
                    "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{\"choices\"");
            connection.otherCloses();
        });
        error(rig.chat(false), 504, "upstream_timeout");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aConnectionThatBreaksBeforeTheAnswerIsABadGateway(boolean reset) throws Exception {
        upstream.script((request, connection) -> {
            if (reset) {
                connection.reset();
            } else {
                connection.close();
            }
        });
        error(rig.chat(false), 502, "upstream_failed");
        error(rig.chat(true), 502, "upstream_failed");
    }

    @Test
    void anAnswerThatIsNoHttpIsABadGateway() throws Exception {
        upstream.script((request, connection) -> {
            connection.send("SSH-2.0-OpenSSH_9.2\r\n\r\n");
            connection.otherCloses();
        });
        error(rig.chat(false), 502, "upstream_failed");
    }
}
