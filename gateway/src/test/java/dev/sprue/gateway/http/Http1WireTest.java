package dev.sprue.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.testing.Await;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.SpecifiedUpstream;
import dev.sprue.gateway.testing.specified.OutOfSpecification;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of RFC 9112 as a caller meets them on the wire. */
class Http1WireTest {

    private static final String ANSWER = SpecifiedUpstream.CHAT;

    @SuppressWarnings("NullAway.Init")
    private static ScriptedUpstream upstream;

    @SuppressWarnings("NullAway.Init")
    private static Rig rig;

    @BeforeAll
    static void start() {
        upstream = new ScriptedUpstream();
        rig = Rig.before(upstream.port(), Rig.Bounds.WIDE);
    }

    @BeforeEach
    void answering() {
        upstream.script((request, connection) -> connection.answer(200, "application/json", ANSWER));
    }

    @AfterAll
    static void stop() {
        rig.close();
        upstream.close();
    }

    @AfterEach
    void nothingIsLeft() {
        rig.idle();
        assertThat(rig.defects()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /healthz HTTP/1.1\r\nhost: rig\r\nx: a\r\n folded\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nhost : rig\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nhost: rig\nx: y\r\n\r\n",
                "GET /healthz HTTP/1.1\n\n",
                "GET /healthz HTTP/1.1\r\nhost: rig\r\nx: a\rb\r\n\r\n",
                "GET /healthz HTTP/1.1\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nhost: rig\r\nhost: rig\r\n\r\n",
                "GET  /healthz HTTP/1.1\r\nhost: rig\r\n\r\n",
                "GET /health z HTTP/1.1\r\nhost: rig\r\n\r\n",
                "GET rig:80 HTTP/1.1\r\nhost: rig\r\n\r\n",
                "GET ftp://rig/healthz HTTP/1.1\r\nhost: rig\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nhost: rig\r\ncontent-length: 0\r\ncontent-length: 0\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nhost: rig\r\ncontent-length: 1, 1\r\n\r\nx",
                "GET /healthz HTTP/1.1\r\nhost: rig\r\ntransfer-encoding: gzip, chunked\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nhost: rig\r\ntransfer-encoding: chunked\r\ncontent-length: 5\r\n\r\n",
                "GET /healthz HTTP/1.0\r\ntransfer-encoding: chunked\r\n\r\n"
            })
    void refusesWhatReadersDifferOn(String wire) {
        for (boolean byteByByte : new boolean[] {false, true}) {
            try (RawHttp raw = rig.connect()) {
                byte[] bytes = wire.getBytes(StandardCharsets.ISO_8859_1);
                for (int i = 0; i < bytes.length; i += byteByByte ? 1 : bytes.length) {
                    raw.sendBytes(byteByByte ? new byte[] {bytes[i]} : bytes);
                }
                RawHttp.Answer answer = raw.answer();
                assertThat(answer.status()).isEqualTo(400);
                assertThat(answer.header("connection")).hasValue("close");
            }
        }
    }

    /** Bodies that are none: refused with their request, and what follows them is never read as one. */
    @ParameterizedTest
    @ValueSource(strings = {"1\na\r\n0\r\n\r\n", "1;x\ny\r\na\r\n0\r\n\r\n", "1\r\nab\r\n0\r\n\r\n", "x\r\n"})
    void refusesAChunkedBodyThatReadersDifferOn(String body) {
        int admitted = rig.admitted();
        try (RawHttp raw = rig.connect()) {
            raw.send(Rig.post(Rig.CHAT) + "\ntransfer-encoding: chunked\n\n");
            raw.sendBytes((body + "GET /healthz HTTP/1.1\r\nhost: rig\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(raw.answer().status()).isEqualTo(400);
            assertThat(raw.closedByOther()).isTrue();
        }
        assertThat(rig.admitted()).isEqualTo(admitted);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            HTTP/1.1,           , false
            HTTP/1.1, close     , true
            HTTP/1.1, 'x, Close', true
            HTTP/1.0,           , true
            HTTP/1.0, keep-alive, false
            HTTP/1.0, close     , true
            """)
    void keepsTheConnectionAsTheCallerAsks(String version, String connection, boolean ends) {
        try (RawHttp raw = rig.connect()) {
            String head = "GET /healthz " + version + "\nhost: rig"
                    + (connection == null ? "" : "\nconnection: " + connection) + "\n\n";
            RawHttp.Answer answer = raw.send(head).answer();
            assertThat(answer.header("connection").isPresent()).isEqualTo(ends || version.equals("HTTP/1.0"));
            if (ends) {
                assertThat(answer.header("connection")).hasValue("close");
                assertThat(raw.closedByOther()).isTrue();
            } else {
                assertThat(raw.send(head).answer().body()).isEqualTo("ok\n");
            }
        }
    }

    @Test
    @OutOfSpecification("its chunks have no more than the relay looks at")
    void aStreamForAnOldCallerEndsWithItsConnection() {
        String stream = "data: " + ANSWER + "\n\ndata: [DONE]\n\n";
        upstream.script(
                (request, connection) -> connection.stream().chunk(stream).end());
        try (RawHttp raw = rig.connect()) {
            raw.send(
                    Rig.post(Rig.CHAT).replace("HTTP/1.1", "HTTP/1.0") + "\nconnection: keep-alive",
                    Rig.chatBody(true));
            RawHttp.Answer answer = raw.answer();
            assertThat(answer.header("connection")).hasValue("close");
            assertThat(answer.header("transfer-encoding")).isEmpty();
            assertThat(answer.body()).isEqualTo(stream);
            assertThat(answer.whole()).isTrue();
        }
    }

    /** The end of the connection would be the end of the answer: only a reset tells that it is half. */
    @Test
    @OutOfSpecification("its chunks have no more than the relay looks at")
    void aBrokenStreamForAnOldCallerEndsWithAReset() {
        upstream.script((request, connection) -> {
            connection.stream().chunk("data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n");
            connection.reset();
        });
        try (RawHttp raw = rig.connect()) {
            raw.send(Rig.post(Rig.CHAT).replace("HTTP/1.1", "HTTP/1.0"), Rig.chatBody(true));
            assertThat(raw.answer().whole()).isFalse();
        }
    }

    @Test
    void anOldCallerIsNotToldToContinue() {
        try (RawHttp raw = rig.connect()) {
            raw.send(
                    Rig.post(Rig.CHAT).replace("HTTP/1.1", "HTTP/1.0") + "\nexpect: 100-continue", Rig.chatBody(false));
            assertThat(raw.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void aHundredRequestsSentAtOnceAreAnsweredInOrder() {
        try (RawHttp raw = rig.connect()) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 100; i++) {
                all.append(
                        i % 2 == 0
                                ? "GET /healthz HTTP/1.1\nhost: rig\n\n"
                                : "GET /x" + i + " HTTP/1.1\nhost: rig\nx-ms-client-request-id: r" + i
                                        + "\ncontent-length: 3\n\nabc");
            }
            raw.send(all.toString());
            for (int i = 0; i < 100; i++) {
                RawHttp.Answer answer = raw.answer();
                assertThat(answer.status()).isEqualTo(i % 2 == 0 ? 200 : 404);
                assertThat(answer.header("x-ms-client-request-id"))
                        .isEqualTo(i % 2 == 0 ? java.util.Optional.empty() : java.util.Optional.of("r" + i));
            }
        }
    }

    /** Much more than is read ahead: it waits, and is served all the same. */
    @Test
    void whatIsSentFarAheadWaitsAndIsServed() {
        String body = Rig.chatBody(false).replace("tell nobody", "x".repeat(50_000));
        String request = Rig.post(Rig.CHAT) + "\ncontent-length: " + body.length() + "\n\n" + body;
        try (RawHttp raw = rig.connect()) {
            Thread sender = Thread.ofVirtual().start(() -> raw.send(request.repeat(20)));
            for (int i = 0; i < 20; i++) {
                assertThat(raw.answer().status()).isEqualTo(200);
            }
            assertThat(sender.isAlive() && interrupted(sender)).isFalse();
        }
    }

    private static boolean interrupted(Thread sender) {
        Await.until("all is sent", () -> !sender.isAlive());
        return false;
    }

    /** What comes after the last request of a connection is nobody's, over TLS too, where closing takes a moment. */
    @Test
    void nothingIsServedAfterTheLastRequest() throws Exception {
        String body = Rig.chatBody(false);
        String last = Rig.post(Rig.CHAT) + "\nconnection: close\ncontent-length: " + body.length() + "\n\n" + body;
        String late = last.replace("close", "keep-alive");
        int admitted = rig.admitted();
        try (javax.net.ssl.SSLSocket socket = trustingSocket()) {
            socket.getOutputStream().write((last + late).replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(all.split("HTTP/1.1 200 OK", -1)).hasSize(2);
        }
        try (RawHttp raw = rig.connect()) {
            raw.send(last + late);
            assertThat(raw.answer().status()).isEqualTo(200);
            assertThat(raw.closedByOther()).isTrue();
        }
        rig.idle();
        assertThat(rig.admitted() - admitted).isEqualTo(2);
    }

    private static javax.net.ssl.SSLSocket trustingSocket() throws Exception {
        java.security.KeyStore trusted = java.security.KeyStore.getInstance(java.security.KeyStore.getDefaultType());
        trusted.load(null, null);
        try (java.io.InputStream ca = java.nio.file.Files.newInputStream(rig.ca())) {
            trusted.setCertificateEntry(
                    "ca",
                    java.security.cert.CertificateFactory.getInstance("X.509").generateCertificate(ca));
        }
        var trust =
                javax.net.ssl.TrustManagerFactory.getInstance(javax.net.ssl.TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        var tls = javax.net.ssl.SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        var socket = (javax.net.ssl.SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", rig.httpsPort());
        socket.setSoTimeout(20_000);
        return socket;
    }

    /** A health check needs no key, so nobody may occupy a connection with one. */
    @Test
    void aHealthCheckWithAnEndlessBodyIsCutOff() {
        try (RawHttp raw = rig.connect()) {
            raw.send("POST /healthz HTTP/1.1\nhost: rig\ntransfer-encoding: chunked\n\n");
            assertThat(raw.answer().status()).isEqualTo(200);
            byte[] chunk = ("1000\r\n" + "x".repeat(0x1000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            Await.until("the connection is closed", () -> {
                try {
                    raw.sendBytes(chunk);
                    return false;
                } catch (UncheckedIOException closed) {
                    return true;
                }
            });
        }
    }

    @Test
    void aHeadMayTrickleInByteByByte() {
        String head = "GET /healthz HTTP/1.1\r\nhost: rig\r\nx: ";
        String whole = head + "x".repeat(65_536 - head.length() - 4) + "\r\n\r\n";
        try (RawHttp raw = rig.connect()) {
            byte[] bytes = whole.getBytes(StandardCharsets.US_ASCII);
            raw.sendBytes(java.util.Arrays.copyOf(bytes, 60_000));
            for (int i = 60_000; i < bytes.length; i++) {
                raw.sendBytes(new byte[] {bytes[i]});
            }
            assertThat(raw.answer().status()).isEqualTo(200);
            raw.send(whole.replace("x: ", "x: x"));
            assertThat(raw.answer().status()).isEqualTo(431);
        }
    }

    /** Nothing keeps the service from stopping that is not being answered. */
    @Test
    void aStopWaitsForNoIdleConnectionAndNoHalfRequest() {
        try (Rig stopping = Rig.before(upstream.port(), Rig.Bounds.WIDE);
                RawHttp idle = stopping.connect();
                RawHttp inHead = stopping.connect();
                RawHttp inUnwantedBody = stopping.connect()) {
            idle.send("GET /healthz HTTP/1.1\nhost: rig\n\n").answer();
            inHead.send("GET /healthz HTTP/1.1\nhost: rig\n\nGET /hea").answer();
            inUnwantedBody
                    .send("POST /healthz HTTP/1.1\nhost: rig\ncontent-length: 9\n\nab")
                    .answer();
            stopping.drain(Duration.ofMinutes(1));
            assertThat(idle.closedByOther()).isTrue();
            assertThat(inHead.closedByOther()).isTrue();
            assertThat(inUnwantedBody.closedByOther()).isTrue();
        }
    }
}
