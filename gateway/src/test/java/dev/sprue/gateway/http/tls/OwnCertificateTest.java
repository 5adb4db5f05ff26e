package dev.sprue.gateway.http.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprue.gateway.config.Listen;
import dev.sprue.gateway.config.TlsFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnCertificateTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @BeforeEach
    void makeFiles() throws Exception {
        CertificateMaker maker = new CertificateMaker(NOW);
        write("ca", maker.authority());
        write("server", maker.server(folder.resolve("ca.pem"), folder.resolve("ca.key"), Set.of("a.example")));
    }

    @Test
    void takesTheUsersFilesInsteadOfMakingAny() {
        ServerCertificate own = obtain("server.pem", "server.key");
        assertThat(own.chain()).isEqualTo(folder.resolve("server.pem"));
        assertThat(own.key()).isEqualTo(folder.resolve("server.key"));
        assertThat(own.ca()).isEmpty();
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void saysWhatIsWrongWithTheFiles() throws Exception {
        Files.writeString(folder.resolve("empty"), "");
        Files.writeString(
                folder.resolve("rsa.key"), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
        Files.writeString(
                folder.resolve("locked.key"),
                "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n");
        Files.writeString(
                folder.resolve("broken.key"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");

        assertRefused("absent.pem", "server.key", NOW, "listen.tls.cert", "no file");
        assertRefused("server.pem", "absent.key", NOW, "listen.tls.key", "no file");
        assertRefused("empty", "server.key", NOW, "no readable certificate");
        assertRefused("server.pem", "empty", NOW, "no private key");
        assertRefused("server.pem", "rsa.key", NOW, "openssl pkcs8 -topk8");
        assertRefused("server.pem", "locked.key", NOW, "encrypted");
        assertRefused("server.pem", "broken.key", NOW, "does not belong");
        assertRefused("server.pem", "ca.key", NOW, "does not belong");
        assertRefused("server.pem", "server.key", NOW.plus(Duration.ofDays(400)), "expired at", "Renew");
        assertRefused("server.pem", "server.key", NOW.minus(Duration.ofDays(1)), "valid only from");
    }

    private void assertRefused(String cert, String key, Instant now, String... words) {
        assertThatThrownBy(() -> new OwnCertificate(() -> now).check(folder.resolve(cert), folder.resolve(key)))
                .isInstanceOf(TlsException.class)
                .hasMessageContainingAll(words);
    }

    private ServerCertificate obtain(String cert, String key) {
        Listen listen = new Listen(
                "127.0.0.1", 0, 0, "localhost", false, Optional.empty(), Optional.of(new TlsFiles(cert, key)));
        return new CertificateStore(folder.resolve("data"), () -> NOW).obtain(listen, List.of(), folder);
    }

    private void write(String name, CertificateMaker.Made made) throws Exception {
        Files.writeString(folder.resolve(name + ".pem"), made.certificatePem());
        Files.writeString(folder.resolve(name + ".key"), made.keyPem());
    }
}
