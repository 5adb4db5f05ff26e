package dev.sprue.gateway.http.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.config.EgressConfig;
import dev.sprue.gateway.http.Loop;
import dev.sprue.gateway.testing.Await;
import dev.sprue.gateway.testing.ScriptedUpstream;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Fetching from servers that do on the wire what a test wants. In these tests 127.0.0.1 counts as public, and all other
 * addresses are what they are.
 */
class EgressTest {

    private static final byte[] PNG = {
        (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'
    };
    private static final int TIMEOUT_MS = 1_500;

    @SuppressWarnings("NullAway.Init")
    private static Vertx vertx;

    @SuppressWarnings("NullAway.Init")
    private static Loop loop;

    @SuppressWarnings("NullAway.Init")
    private static ScriptedUpstream server;

    private final List<String> lookedUp = new CopyOnWriteArrayList<>();
    private Function<String, List<String>> names = host -> List.of("127.0.0.1");
    private Egress egress = egress(config(List.of(server.port())));

    @BeforeAll
    static void start() throws Exception {
        server = new ScriptedUpstream();
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        loop = FetchEnd.loop(vertx);
    }

    @AfterAll
    static void stop() {
        vertx.close().await();
        server.close();
    }

    @AfterEach
    void nothingIsOpen() {
        Await.until("no fetch is open", () -> egress.open() == 0);
        Await.until("no connection is open", () -> server.open() == 0);
        server.forget();
    }

    private static EgressConfig config(List<Integer> ports) {
        return new EgressConfig(true, false, List.of("127.0.0.1/32"), ports, 1, 2, 5, 3, 1_000, TIMEOUT_MS, 3);
    }

    private Egress egress(EgressConfig config) {
        return new Egress(config, (context, host, then) -> {
            lookedUp.add(host);
            List<InetAddress> found =
                    names.apply(host).stream().map(InetAddress::ofLiteral).toList();
            context.runOnContext(turn -> then.accept(found));
        });
    }

    private String url(String path) {
        return "http://pictures.example:" + server.port() + path;
    }

    private CompletableFuture<FetchEnd> begin(String url, MediaFormat.Kind kind) {
        CompletableFuture<FetchEnd> end = new CompletableFuture<>();
        loop.context().runOnContext(turn -> egress.fetch(loop, url, kind, FetchEnd.into(end)));
        return end;
    }

    private FetchEnd fetch(String url) throws Exception {
        return begin(url, MediaFormat.Kind.IMAGE).get(20, TimeUnit.SECONDS);
    }

    private void refuses(String url, String reason) throws Exception {
        assertThat(fetch(url))
                .extracting(FetchEnd::code, FetchEnd::reason)
                .containsExactly("REMOTE_FILE_NOT_ALLOWED", reason);
    }

    private void fails(String reason) throws Exception {
        assertThat(fetch(url("/a.png")))
                .extracting(FetchEnd::code, FetchEnd::reason)
                .containsExactly("REMOTE_FILE_FAILED", reason);
    }

    private static ScriptedUpstream.Connection head(ScriptedUpstream.Connection connection, String... headers)
            throws IOException {
        return connection.send("HTTP/1.1 200 OK\r\n" + String.join("\r\n", headers) + "\r\n\r\n");
    }

    private static void png(ScriptedUpstream.Request request, ScriptedUpstream.Connection connection)
            throws IOException {
        connection
                .send("HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: " + PNG.length + "\r\n\r\n")
                .send(PNG);
    }

    @Test
    void fetchesAFileAndSendsNothingOfAnybodys() throws Exception {
        server.script(EgressTest::png);
        FetchEnd end = fetch(url("/a b.png?q#f"));
        assertThat(end.format()).isEqualTo("PNG");
        assertThat(end.bytes()).isEqualTo(PNG);
        ScriptedUpstream.Request request = server.request();
        assertThat(request.line()).isEqualTo("GET /a%20b.png?q HTTP/1.1");
        assertThat(request.headers())
                .isEqualTo(Map.of(
                        "host", "pictures.example:" + server.port(),
                        "accept", "image/*",
                        "accept-encoding", "identity",
                        "user-agent", "sprue",
                        "connection", "close"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.2:%d/", "http://10.0.0.1:%d/", "http://169.254.169.254:%d/latest/meta-data/",
                        "http://0.0.0.0:%d/",
                "http://[::1]:%d/", "http://[::]:%d/", "http://[::ffff:127.0.0.2]:%d/", "http://[::ffff:7f00:2]:%d/",
                "http://[64:ff9b::7f00:2]:%d/", "http://[2002:7f00:2::]:%d/", "http://[fe80::1]:%d/",
                        "http://[fd00:ec2::254]:%d/",
                "http://100.100.100.200:%d/", "http://224.0.0.1:%d/", "http://255.255.255.255:%d/",
                        "http://192.168.1.1:%d/",
                "http://172.16.0.1:%d/", "http://100.64.0.1:%d/", "http://198.18.0.1:%d/", "http://240.1.1.1:%d/",
                "http://127.0.0.2.:%d/"
            })
    void reachesNoAddressThatIsNotPublic(String url) throws Exception {
        refuses(url.formatted(server.port()), "its host has no address that may be reached");
        assertThat(lookedUp).isEmpty();
        assertThat(server.waiting()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://2130706433:%d/",
                "http://0x7f000001:%d/",
                "http://0177.0.0.1:%d/",
                "http://127.1:%d/",
                "http://127.0.0.1@10.0.0.1:%d/",
                "http://127.0.0.1\\@10.0.0.1:%d/",
                "http://[::1%%25lo]:%d/"
            })
    void readsNoAddressInDisguise(String url) throws Exception {
        assertThat(fetch(url.formatted(server.port())).code()).isEqualTo("REMOTE_FILE_NOT_ALLOWED");
        assertThat(lookedUp).isEmpty();
        assertThat(server.waiting()).isZero();
    }

    /** From outside, a name that is only known inside looks like one that does not exist. */
    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.5", "127.0.0.2", "169.254.169.254", "::1", "::ffff:10.0.0.5", "64:ff9b::a00:5"})
    void tellsNothingAboutNames(String address) throws Exception {
        names = host -> address.isEmpty() ? List.of() : List.of(address);
        refuses(url("/"), "its host has no address that may be reached");
        assertThat(server.waiting()).isZero();
    }

    @Test
    void picksTheAddressesThatMayBeReached() throws Exception {
        server.script(EgressTest::png);
        names = host -> List.of("10.0.0.5", "127.0.0.1", "::1");
        assertThat(fetch(url("/")).format()).isEqualTo("PNG");
    }

    @Test
    void triesTheNextAddressWhereNobodyListens() throws Exception {
        server.script(EgressTest::png);
        egress = egress(new EgressConfig(
                true, false, List.of("127.0.0.0/8"), List.of(server.port()), 1, 2, 5, 3, 1_000, TIMEOUT_MS, 3));
        names = host -> List.of("127.0.0.3", "127.0.0.1");
        assertThat(fetch(url("/")).format()).isEqualTo("PNG");
        names = host -> List.of("127.0.0.3");
        fails("no connection could be made to its server");
    }

    /** A name server that answers differently the second time finds that it is not asked a second time. */
    @Test
    void asksForAnAddressOnce() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        names = host -> List.of(asked.getAndIncrement() == 0 ? "127.0.0.1" : "169.254.169.254");
        server.script(EgressTest::png);
        assertThat(fetch(url("/")).format()).isEqualTo("PNG");
        assertThat(lookedUp).containsExactly("pictures.example");
        refuses(url("/"), "its host has no address that may be reached");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            http://127.0.0.2:%d/           | its host has no address that may be reached
            http://169.254.169.254:%d/     | its host has no address that may be reached
            http://inside.example:%d/      | its host has no address that may be reached
            //inside.example:%d/           | its host has no address that may be reached
            http://pictures.example:1/     | its port is none that may be reached
            file:///etc/passwd             | it redirects to a URL that does not begin with https:// or http://
            http://u:p@pictures.example:%d/ | it redirects to a URL that has credentials in it
            http://2130706434:%d/          | it redirects to a URL that has an address that is not written as four decimal numbers
            """)
    void looksAtEveryRedirectAnew(String location, String reason) throws Exception {
        names = host -> List.of(host.startsWith("inside") ? "10.0.0.5" : "127.0.0.1");
        server.script((request, connection) ->
                connection.answer(302, "text/plain", "", "location: " + location.formatted(server.port())));
        refuses(url("/"), reason);
        server.request();
        assertThat(server.waiting()).isZero();
    }

    @Test
    void followsRedirects() throws Exception {
        server.script((request, connection) -> {
            switch (request.line().split(" ")[1]) {
                case "/1" -> connection.answer(301, "text/plain", "body that nobody reads", "location: /2");
                case "/2" ->
                    connection.answer(307, "text/plain", "", "location: //other.example:" + server.port() + "/x/3");
                case "/x/3" -> connection.answer(308, "text/plain", "", "location: 4");
                default -> png(request, connection);
            }
        });
        assertThat(fetch(url("/1")).format()).isEqualTo("PNG");
        assertThat(lookedUp).containsExactly("pictures.example", "pictures.example", "other.example", "other.example");
    }

    @Test
    void followsNoLoopAndNoRedirectToNowhere() throws Exception {
        server.script((request, connection) -> connection.answer(302, "text/plain", "", "location: /again"));
        fails("it redirects more than 3 times");
        assertThat(server.waiting()).isEqualTo(4);
        server.script((request, connection) -> connection.answer(302, "text/plain", ""));
        fails("its server redirects to nowhere");
    }

    @Test
    void readsNoMoreThanItMay() throws Exception {
        server.script((request, connection) -> head(connection, "content-length: 1048577"));
        fails("it is larger than 1 MB");
        server.script((request, connection) -> head(connection, "content-length: 99999999999999999999"));
        assertThat(fetch(url("/")).code()).isEqualTo("REMOTE_FILE_FAILED");
        server.script((request, connection) -> {
            head(connection, "transfer-encoding: chunked");
            connection.chunk(Arrays.copyOf(PNG, 700_000)).chunk(new byte[400_000]);
            connection.otherCloses();
        });
        fails("it is larger than 1 MB");
        server.script((request, connection) -> {
            head(connection, "connection: close");
            connection.send(Arrays.copyOf(PNG, 1_048_577));
        });
        fails("it is larger than 1 MB");
    }

    @Test
    void takesAFileOfTheVeryLimit() throws Exception {
        server.script((request, connection) -> {
            head(connection, "content-length: 1048576");
            connection.send(Arrays.copyOf(PNG, 1_048_576));
        });
        assertThat(fetch(url("/")).bytes()).hasSize(1_048_576);
    }

    @Test
    void waitsNoLongerThanItMay() throws Exception {
        server.script((request, connection) -> connection.otherCloses());
        fails("it took longer than 1500 ms");
        // A drop now and then keeps nothing alive: the bound is on the whole.
        server.script((request, connection) -> {
            head(connection, "content-length: 1000").send(PNG);
            for (int i = 0; i < 40; i++) {
                connection.send("x").pause(100);
            }
        });
        fails("it took longer than 1500 ms");
        names = host -> List.of("127.0.0.1");
        egress = new Egress(config(List.of(server.port())), (context, host, then) -> {});
        fails("it took longer than 1500 ms");
    }

    @Test
    void seesThatAnAnswerIsNotWhole() throws Exception {
        server.script((request, connection) -> {
            head(connection, "content-length: 1000").send(PNG);
            connection.close();
        });
        fails("the connection broke off");
        server.script((request, connection) -> {
            head(connection, "transfer-encoding: chunked");
            connection.chunk(PNG).close();
        });
        fails("the connection broke off");
        server.script((request, connection) -> connection.send("HELLO\r\n\r\n"));
        fails("the connection broke off");
        server.script((request, connection) -> connection.reset());
        fails("the connection broke off");
    }

    @Test
    void believesTheBytesAndNotTheHeaders() throws Exception {
        String picture = "it is not a PNG, JPEG, GIF or WebP picture";
        server.script((request, connection) -> connection.answer(200, "image/png", "<html><script>alert(1)</script>"));
        fails(picture);
        server.script((request, connection) -> connection.answer(200, "image/png", "GIF8"));
        fails(picture);
        server.script((request, connection) -> connection.answer(200, "image/png", ""));
        fails(picture);
        server.script((request, connection) -> connection.answer(200, "image/png", "RIFF....WAVEfmt "));
        fails(picture);
        // What it is not need not be read to its end.
        server.script((request, connection) -> {
            head(connection, "content-length: 1000000").send("x".repeat(64));
            assertThat(connection.otherCloses()).isTrue();
        });
        fails(picture);
    }

    @Test
    void takesNothingCompressedAndNothingButOk() throws Exception {
        server.script((request, connection) -> connection.answer(200, "image/png", "x", "content-encoding: gzip"));
        fails("its server sent it compressed, unasked");
        for (int status : new int[] {204, 206, 304, 401, 404, 500}) {
            server.script(
                    (request, connection) -> connection.send("HTTP/1.1 " + status + " S\r\ncontent-length: 0\r\n\r\n"));
            fails("its server answered with status " + status);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GIF89a123456, IMAGE, GIF",
        "GIF87a123456, IMAGE, GIF",
        "RIFF1234WEBPVP8, IMAGE, WEBP",
        "\u00ff\u00d8\u00ff\u00e0123456789, IMAGE, JPEG",
        "RIFF1234WAVEfmt, AUDIO, WAV",
        "ID3\u0004123456789, AUDIO, MP3",
        "\u00ff\u00fb\u0090d123456789, AUDIO, MP3"
    })
    void knowsFormatsByTheirBytes(String start, MediaFormat.Kind kind, String format) throws Exception {
        byte[] bytes = start.getBytes(StandardCharsets.ISO_8859_1);
        server.script((request, connection) -> {
            head(connection, "transfer-encoding: chunked");
            // A byte at a time: a signature may come in pieces.
            for (byte b : bytes) {
                connection.chunk(new byte[] {b});
            }
            connection.end();
        });
        FetchEnd end = begin(url("/"), kind).get(10, TimeUnit.SECONDS);
        assertThat(end.format()).isEqualTo(format);
        assertThat(end.bytes()).isEqualTo(bytes);
    }

    @Test
    void fetchesNoMoreAtOnceThanItMay() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        server.script((request, connection) -> {
            go.await();
            png(request, connection);
        });
        List<CompletableFuture<FetchEnd>> running = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            running.add(begin(url("/"), MediaFormat.Kind.IMAGE));
        }
        assertThat(fetch(url("/")).code()).isEqualTo("OVERLOADED");
        go.countDown();
        for (CompletableFuture<FetchEnd> end : running) {
            assertThat(end.get(10, TimeUnit.SECONDS).format()).isEqualTo("PNG");
        }
        assertThat(fetch(url("/")).format()).isEqualTo("PNG");
    }

    @Test
    void letsGoAtOnceWhenNobodyWantsTheFile() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        server.script((request, connection) -> {
            asked.countDown();
            closed.complete(connection.otherCloses());
        });
        CompletableFuture<Egress.Fetch> fetch = new CompletableFuture<>();
        CompletableFuture<FetchEnd> end = new CompletableFuture<>();
        loop.context()
                .runOnContext(turn ->
                        fetch.complete(egress.fetch(loop, url("/"), MediaFormat.Kind.IMAGE, FetchEnd.into(end))));
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        Egress.Fetch started = fetch.get();
        loop.context().runOnContext(turn -> started.cancel());
        assertThat(closed.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(end).isNotDone();
    }

    @Test
    void fetchesNothingWhereThatIsSwitchedOff() throws Exception {
        egress = egress(
                new EgressConfig(false, true, List.of(), List.of(server.port()), 1, 2, 5, 3, 1_000, TIMEOUT_MS, 3));
        refuses(url("/"), "this service fetches no files");
    }

    @Test
    void reachesOnlyTheUsualPortsUnlessToldOtherwise() throws Exception {
        egress = egress(config(List.of()));
        refuses(url("/"), "its port is none that may be reached");
        assertThat(lookedUp).isEmpty();
    }

    /** The connection goes to the address that was looked at; the certificate is still asked for by name, and checked. */
    @Test
    void asksForTheNamesCertificateAtThePinnedAddress() throws Exception {
        try (ServerSocket tls = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            // The JDK's trusted certificates are read for the first time here, which takes a while.
            egress = egress(new EgressConfig(
                    true, false, List.of("127.0.0.1/32"), List.of(tls.getLocalPort()), 1, 2, 5, 3, 15_000, 18_000, 3));
            CompletableFuture<FetchEnd> end =
                    begin("https://pictures.example:" + tls.getLocalPort() + "/", MediaFormat.Kind.IMAGE);
            try (Socket socket = tls.accept()) {
                InputStream in = socket.getInputStream();
                byte[] header = in.readNBytes(5);
                byte[] hello = in.readNBytes((header[3] & 0xFF) << 8 | header[4] & 0xFF);
                assertThat(new String(hello, StandardCharsets.ISO_8859_1)).contains("pictures.example");
                // A fatal alert: handshake_failure.
                socket.getOutputStream().write(new byte[] {21, 3, 3, 0, 2, 2, 40});
                assertThat(end.get(20, TimeUnit.SECONDS).reason())
                        .isEqualTo("no secure connection could be made to its server");
            }
        }
    }
}
