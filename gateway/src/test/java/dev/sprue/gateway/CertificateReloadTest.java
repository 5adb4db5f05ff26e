package dev.sprue.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.config.ConfigReader;
import dev.sprue.gateway.config.Listen;
import dev.sprue.gateway.config.ReadResult;
import dev.sprue.gateway.config.ServeOptions;
import dev.sprue.gateway.config.SprueConfig;
import dev.sprue.gateway.http.tls.CertificateStore;
import dev.sprue.gateway.http.tls.ServerCertificate;
import dev.sprue.gateway.testing.Await;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate that is replaced on disk is served without a restart; one that cannot be used is not. */
class CertificateReloadTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Path folder;

    CertificateReloadTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void servesACertificateThatWasReplacedOnDisk() throws Exception {
        ReadResult read = config();
        SprueConfig config = read.config().orElseThrow();
        replaceWith(made("first", config.listen()));
        ServeOptions options = ServeOptions.of(read, folder.resolve("data"), Optional.of(folder.resolve("sprue.yaml")));

        try (Sprue sprue = Sprue.start(options, new PrintStream(new ByteArrayOutputStream(), true, "UTF-8"));
                SSLSocket open = connect(sprue.httpsPort())) {
            BigInteger first = serial(open);

            Files.writeString(folder.resolve("server.key"), "no key");
            ServerCertificate second = made("second", config.listen());
            assertThat(fresh(sprue)).as("an unusable key changes nothing").isEqualTo(first);

            replaceWith(second);
            Await.until(
                    "the new certificate is served", LIMIT, () -> !fresh(sprue).equals(first));
            assertThat(open.isClosed()).isFalse();
        }
    }

    private ReadResult config() {
        String yaml = """
                listen: {httpsPort: 0, httpPort: -1, tls: {cert: server.pem, key: server.key}}
                resources: [{name: r1}]
                log: {level: error, access: false}
                """;
        return ConfigReader.read(yaml, Map.of());
    }

    private ServerCertificate made(String name, Listen listen) {
        Listen own = new Listen(listen.host(), 0, -1, listen.domain(), false, Optional.empty(), Optional.empty());
        return new CertificateStore(folder.resolve(name)).obtain(own, List.of(), folder);
    }

    private void replaceWith(ServerCertificate certificate) throws Exception {
        Files.copy(certificate.chain(), folder.resolve("server.pem"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(certificate.key(), folder.resolve("server.key"), StandardCopyOption.REPLACE_EXISTING);
    }

    private static BigInteger fresh(Sprue sprue) {
        try (SSLSocket socket = connect(sprue.httpsPort())) {
            return serial(socket);
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private static BigInteger serial(SSLSocket socket) throws Exception {
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0]).getSerialNumber();
    }

    /** Trusts everything: which certificate is served is the question, not whether it is trusted. */
    private static SSLSocket connect(int port) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Trusting()}, null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
        socket.startHandshake();
        return socket;
    }

    private static final class Trusting implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
