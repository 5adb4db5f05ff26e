package dev.sprue.gateway.http.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.config.EgressConfig;
import dev.sprue.gateway.config.Listen;
import dev.sprue.gateway.http.Loop;
import dev.sprue.gateway.http.tls.CertificateStore;
import dev.sprue.gateway.http.tls.ServerCertificate;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetching over TLS: the address is decided beforehand, the certificate is the name's all the same. */
class EgressTlsTest {

    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final String PASSWORD = "javax.net.ssl.trustStorePassword";
    private static final Buffer PNG = Buffer.buffer(
            new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'});

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private ServerCertificate certificate;

    @SuppressWarnings("NullAway.Init")
    private HttpServer server;

    @BeforeEach
    void start() {
        Listen listen = new Listen("127.0.0.1", 0, 0, "pictures.example", false, Optional.empty());
        certificate = new CertificateStore(folder).obtain(listen, folder);
        server = vertx.createHttpServer(new HttpServerOptions()
                        .setSsl(true)
                        .setUseAlpn(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .setCertPath(certificate.chain().toString())
                                .setKeyPath(certificate.key().toString())))
                .requestHandler(request -> {
                    asked.add(Objects.requireNonNull(request.authority()).host());
                    if ("/down".equals(request.path())) {
                        request.response()
                                .setStatusCode(302)
                                .putHeader("location", "http://pictures.example/")
                                .end();
                    } else {
                        request.response().end(PNG);
                    }
                })
                .listen(0, "127.0.0.1")
                .await();
    }

    @AfterEach
    void stop() {
        System.clearProperty(TRUST_STORE);
        System.clearProperty(PASSWORD);
        vertx.close().await();
    }

    /** Has the certificates of the server's authority trusted by clients that are made from now on. */
    private void trust() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream pem = Files.newInputStream(certificate.ca().orElseThrow())) {
            trusted.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        Path store = folder.resolve("trust.p12");
        try (OutputStream out = Files.newOutputStream(store)) {
            trusted.store(out, "changeit".toCharArray());
        }
        System.setProperty(TRUST_STORE, store.toString());
        System.setProperty(PASSWORD, "changeit");
    }

    private String fetch(String host, String path) throws Exception {
        EgressConfig config = new EgressConfig(
                true, false, List.of("127.0.0.1"), List.of(server.actualPort(), 80), 1, 1, 1, 1, 15_000, 20_000, 1);
        Egress egress = new Egress(
                config,
                (context, name, then) ->
                        context.runOnContext(turn -> then.accept(List.of(InetAddress.ofLiteral("127.0.0.1")))));
        CompletableFuture<FetchEnd> end = new CompletableFuture<>();
        Loop loop = FetchEnd.loop(vertx);
        String url = "https://" + host + ":" + server.actualPort() + path;
        loop.context().runOnContext(turn -> egress.fetch(loop, url, MediaFormat.Kind.IMAGE, FetchEnd.into(end)));
        FetchEnd ended = end.get(30, TimeUnit.SECONDS);
        return ended.format() + ended.reason();
    }

    @Test
    void asksTheNameForItsCertificate() throws Exception {
        trust();
        assertThat(fetch("pictures.example", "/")).isEqualTo("PNG");
        assertThat(fetch("127.0.0.1", "/")).isEqualTo("PNG");
        assertThat(asked).containsExactly("pictures.example", "127.0.0.1");
    }

    @Test
    void takesNoOtherNamesCertificate() throws Exception {
        trust();
        assertThat(fetch("other.example", "/")).isEqualTo("no secure connection could be made to its server");
        assertThat(asked).isEmpty();
    }

    @Test
    void takesNoCertificateOfAnAuthorityThatNobodyTrusts() throws Exception {
        assertThat(fetch("pictures.example", "/")).isEqualTo("no secure connection could be made to its server");
        assertThat(asked).isEmpty();
    }

    @Test
    void neverGoesFromHttpsToHttp() throws Exception {
        trust();
        assertThat(fetch("pictures.example", "/down")).isEqualTo("it redirects from https to http");
    }
}
