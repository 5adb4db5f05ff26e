package dev.sprue.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprue.gateway.testing.Await;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.Tries;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** HTTPS with the certificate that Sprue made, over HTTP/2 and HTTP/1.1. */
class Http2Test {

    private static final String EVENT = "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n";
    private static final String LAST = "data: {\"choices\":[{\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

    @SuppressWarnings("NullAway.Init")
    private static ScriptedUpstream upstream;

    @SuppressWarnings("NullAway.Init")
    private static Rig rig;

    @SuppressWarnings("NullAway.Init")
    private static HttpClient client;

    @BeforeAll
    static void start() throws Exception {
        upstream = new ScriptedUpstream();
        rig = Rig.before(upstream.port(), Rig.Bounds.WIDE.body(1, 5_000));
        client = client(Version.HTTP_2);
    }

    @AfterAll
    static void stop() {
        client.close();
        rig.close();
        upstream.close();
    }

    @AfterEach
    void nothingIsLeft() {
        rig.idle();
        assertThat(rig.defects()).isEmpty();
        assertThat(rig.settled()).hasSize(rig.admitted());
    }

    private static HttpClient client(Version version) throws Exception {
        Certificate ca;
        try (InputStream pem = Files.newInputStream(rig.ca())) {
            ca = CertificateFactory.getInstance("X.509").generateCertificate(pem);
        }
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", ca);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(tls).version(version).build();
    }

    @Test
    void answersOverBothVersionsWithTheSameContent() throws Exception {
        String body = "{\"choices\":[{\"finish_reason\":\"stop\"}]}";
        upstream.script((request, connection) -> connection.answer(200, "application/json", body));
        for (Version version : Version.values()) {
            if (version.name().startsWith("HTTP_3")) {
                continue;
            }
            try (HttpClient versioned = client(version)) {
                HttpResponse<String> answer = versioned.send(chat(false), BodyHandlers.ofString());
                assertThat(answer.version()).isEqualTo(version);
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo(body);
            }
        }
    }

    @Test
    void headersThatCallersMakeUpAreBounded() throws Exception {
        upstream.script((request, connection) -> connection.answer(200, "application/json", "{\"choices\":[{}]}"));
        try (Rig bounded = Rig.before(upstream.port(), Rig.Bounds.WIDE.customHeaders(2))) {
            HttpRequest.Builder two = HttpRequest.newBuilder(
                            URI.create("https://localhost:" + bounded.httpsPort() + Rig.CHAT))
                    .header("api-key", Rig.KEY)
                    .header("content-type", "application/json")
                    .header("x-mine", "1")
                    .header("x-mine", "2")
                    .POST(HttpRequest.BodyPublishers.ofString(Rig.chatBody(false)));
            assertThat(client.send(two.build(), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
            HttpResponse<String> refused =
                    client.send(two.header("x-other", "3").build(), BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(431);
            assertThat(refused.headers().firstValue("x-ms-error-code")).hasValue("TooManyCustomHeaders");
        }
    }

    @Test
    void streamsSideBySideOnOneConnection() throws Exception {
        int streams = 20;
        CountDownLatch allOpen = new CountDownLatch(streams);
        upstream.script((request, connection) -> {
            connection.stream().chunk(EVENT);
            allOpen.countDown();
            // Only goes on once all are under way: they must not wait for each other.
            assertThat(allOpen.await(10, TimeUnit.SECONDS)).isTrue();
            connection.chunk(LAST).end();
        });
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < streams; i++) {
            answers.add(client.sendAsync(chat(true), BodyHandlers.ofString()));
        }
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            assertThat(answer.get(20, TimeUnit.SECONDS).body()).isEqualTo(EVENT + LAST);
        }
    }

    /** The JDK's client drops what its reader has not taken yet when an answer breaks, whichever the version. */
    @ParameterizedTest
    @EnumSource(
            value = Version.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void everythingBeforeABreakCanBeReadAndThenTheBreakIsSeen(Version version) throws Exception {
        upstream.script((request, connection) -> {
            connection.stream();
            // All at once: nothing but the gateway gives the reader time.
            connection.chunk(EVENT + EVENT + EVENT + "data: garbage\n\n");
            connection.otherCloses();
        });
        try (HttpClient versioned = client(version)) {
            for (int i = 0; i < Tries.of(10, 120); i++) {
                HttpResponse<InputStream> answer = versioned.send(chat(true), BodyHandlers.ofInputStream());
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.version()).isEqualTo(version);
                StringBuilder seen = new StringBuilder();
                assertThatThrownBy(() -> {
                            try (InputStream in = answer.body()) {
                                for (int b = in.read(); b >= 0; b = in.read()) {
                                    seen.append((char) b);
                                }
                            }
                        })
                        .isInstanceOf(java.io.IOException.class);
                assertThat(seen.toString())
                        .as("break %d", i)
                        .startsWith(EVENT + EVENT + EVENT)
                        .contains("\"code\":\"upstream_failed\"")
                        .doesNotContain("[DONE]");
            }
        }
    }

    /** Guards against floods of resets must not count what an upstream that fails a lot makes the gateway send. */
    @Test
    void manyBrokenStreamsDoNotEndTheConnectionThatTheyShareWithAWholeOne() throws Exception {
        CountDownLatch allBroken = new CountDownLatch(1);
        upstream.script((request, connection) -> {
            connection.stream().chunk(EVENT);
            if (request.body().contains("healthy")) {
                assertThat(allBroken.await(60, TimeUnit.SECONDS)).isTrue();
                connection.chunk(EVENT).chunk(LAST).end();
            } else {
                connection.chunk("data: garbage\n\n");
                connection.otherCloses();
            }
        });
        try (HttpClient one = client(Version.HTTP_2)) {
            one.send(get("/healthz"), BodyHandlers.discarding());
            CompletableFuture<HttpResponse<String>> whole = one.sendAsync(
                    request(Rig.CHAT, Rig.chatBody(true).replace("tell", "healthy, tell")), BodyHandlers.ofString());
            upstream.request();
            for (int round = 0; round < 5; round++) {
                List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
                for (int i = 0; i < 60; i++) {
                    answers.add(one.sendAsync(chat(true), BodyHandlers.ofString()));
                }
                for (CompletableFuture<HttpResponse<String>> answer : answers) {
                    assertThatThrownBy(() -> answer.get(20, TimeUnit.SECONDS))
                            .hasRootCauseInstanceOf(java.io.IOException.class)
                            .hasStackTraceContaining("Internal error");
                }
            }
            allBroken.countDown();
            assertThat(whole.get(20, TimeUnit.SECONDS).body()).isEqualTo(EVENT + EVENT + LAST);
        }
    }

    @Test
    void aCallerThatResetsItsStreamIsFeltUpstream() throws Exception {
        BlockingQueue<Boolean> felt = new LinkedBlockingQueue<>();
        String large = EVENT.replace("\"a\"", "\"" + "x".repeat(60_000) + "\"");
        upstream.script((request, connection) -> {
            connection.stream().chunk(EVENT);
            try {
                // Nobody reads it: after some of these the stream is held back.
                while (request.body().contains("much")) {
                    connection.chunk(large);
                }
                felt.add(connection.otherCloses());
            } catch (java.io.IOException closed) {
                felt.add(true);
                throw closed;
            }
        });
        for (int i = 0; i < Tries.of(10, 50); i++) {
            String body = i % 2 == 0 ? Rig.chatBody(true) : Rig.chatBody(true).replace("tell", "much, tell");
            HttpResponse<InputStream> answer = client.send(request(Rig.CHAT, body), BodyHandlers.ofInputStream());
            answer.body().read();
            answer.body().close();
            assertThat(felt.poll(10, TimeUnit.SECONDS)).as("try %d", i).isTrue();
        }
    }

    /** {@code connection: close} is an HTTP/1 header; over HTTP/2 clients take it for a broken answer. */
    @Test
    void refusalsThatEndAConnectionOverHttp1DoNotOverHttp2() throws Exception {
        HttpResponse<String> large = client.send(request(Rig.CHAT, "x".repeat(2_000_000)), BodyHandlers.ofString());
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(large.headers().firstValue("connection")).isEmpty();
        rig.door().ready(false);
        try {
            HttpResponse<String> refused = client.send(chat(false), BodyHandlers.ofString());
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("connection")).isEmpty();
        } finally {
            rig.door().ready(true);
        }
    }

    @Test
    void moreThanOneLoopServes() throws Exception {
        upstream.script((request, connection) ->
                connection.answer(200, "application/json", "{\"choices\":[{\"finish_reason\":\"stop\"}]}"));
        for (int i = 0; i < 8; i++) {
            try (HttpClient another = client(Version.HTTP_2)) {
                assertThat(another.send(chat(false), BodyHandlers.ofString()).statusCode())
                        .isEqualTo(200);
            }
        }
        Await.until("the log is written", () -> rig.log().contains("status=200"));
    }

    private static HttpRequest chat(boolean stream) {
        return request(Rig.CHAT, Rig.chatBody(stream));
    }

    private static HttpRequest get(String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + rig.httpsPort() + path))
                .build();
    }

    private static HttpRequest request(String path, String body) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + rig.httpsPort() + path))
                .header("api-key", Rig.KEY)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8))
                .build();
    }
}
