package dev.sprue.gateway.http.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprue.gateway.config.Listen;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateStoreTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path data;

    @Test
    void makesAnAuthorityAndAServerCertificateAtFirstStart() throws Exception {
        ServerCertificate made = obtain(NOW, "127.0.0.1", "models.example.com");

        X509Certificate ca = Pem.certificate(made.ca().orElseThrow());
        assertThat(ca.getBasicConstraints()).isZero();
        assertThat(ca.getKeyUsage()).containsExactly(false, false, false, false, false, true, true, false, false);
        assertThat(Duration.between(NOW, ca.getNotAfter().toInstant()).toDays()).isEqualTo(3650);
        ca.verify(ca.getPublicKey());

        X509Certificate server = Pem.certificate(made.chain());
        server.verify(ca.getPublicKey());
        assertThat(server.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(server.getBasicConstraints()).isEqualTo(-1);
        assertThat(Duration.between(NOW, server.getNotAfter().toInstant()).toDays())
                .isEqualTo(397);
        assertThat(server.getNotBefore().toInstant()).isBefore(NOW);
        assertThat(SubjectNames.in(server))
                .contains(
                        "localhost",
                        "127.0.0.1",
                        "0:0:0:0:0:0:0:1",
                        "*.services.ai.models.example.com",
                        "*.openai.models.example.com",
                        "*.cognitiveservices.models.example.com")
                .containsAll(HostName.current().stream().toList());
        assertThat(Files.readString(made.chain()))
                .endsWith(Files.readString(made.ca().orElseThrow()));
        // the key belongs to the certificate: signing with one verifies with the other
        assertThat(new OwnCertificate(() -> NOW).check(made.chain(), made.key()).ca())
                .isEmpty();
    }

    @Test
    void twoThatStartAtOnceInOneProcessGetTheSame() throws Exception {
        java.util.concurrent.CyclicBarrier together = new java.util.concurrent.CyclicBarrier(4);
        try (var starts = java.util.concurrent.Executors.newFixedThreadPool(4)) {
            List<java.util.concurrent.Future<String>> made = new java.util.ArrayList<>();
            for (int i = 0; i < 4; i++) {
                made.add(starts.submit(() -> {
                    together.await();
                    return Files.readString(
                            obtain(NOW, "127.0.0.1", "localhost").chain());
                }));
            }
            java.util.Set<String> different = new java.util.HashSet<>();
            for (var chain : made) {
                different.add(chain.get());
            }
            assertThat(different).hasSize(1);
        }
    }

    @Test
    void keepsEverythingToItsOwner() throws Exception {
        obtain(NOW, "127.0.0.1", "localhost");
        assertThat(permissions(data.resolve("tls"))).isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(data.resolve("tls"))) {
            assertThat(files.filter(file -> !file.endsWith("lock")).toList())
                    .extracting(file -> file.getFileName().toString())
                    .containsExactlyInAnyOrder("ca.pem", "ca.key", "server.pem", "server.key");
        }
        for (String name : List.of("ca.key", "server.key")) {
            assertThat(permissions(data.resolve("tls").resolve(name))).isEqualTo("rw-------");
        }
        Files.setPosixFilePermissions(data.resolve("tls/server.key"), PosixFilePermissions.fromString("rw-r--r--"));
        obtain(NOW, "127.0.0.1", "localhost");
        assertThat(permissions(data.resolve("tls/server.key"))).isEqualTo("rw-------");
    }

    @Test
    void leavesACertificateThatIsInOrderAlone() throws Exception {
        ServerCertificate first = obtain(NOW, "127.0.0.1", "localhost");
        String chain = Files.readString(first.chain());
        String key = Files.readString(first.key());

        ServerCertificate second = obtain(NOW.plus(Duration.ofDays(360)), "0.0.0.0", "localhost");

        assertThat(second).isEqualTo(first);
        assertThat(Files.readString(second.chain())).isEqualTo(chain);
        assertThat(Files.readString(second.key())).isEqualTo(key);
    }

    @Test
    void renewsTheServerCertificateAndNeverTheAuthority() throws Exception {
        ServerCertificate first = obtain(NOW, "127.0.0.1", "localhost");
        String ca = Files.readString(first.ca().orElseThrow());
        String chain = Files.readString(first.chain());

        Instant later = NOW.plus(Duration.ofDays(368));
        obtain(later, "127.0.0.1", "localhost");
        String renewed = Files.readString(first.chain());
        assertThat(renewed).isNotEqualTo(chain);
        assertThat(Pem.certificate(first.chain()).getNotAfter().toInstant()).isAfter(later.plus(Duration.ofDays(396)));

        obtain(later, "10.1.2.3", "elsewhere.example");
        assertThat(SubjectNames.in(Pem.certificate(first.chain()))).contains("10.1.2.3", "*.openai.elsewhere.example");

        obtain(later, "10.1.2.3", "elsewhere.example", "plain", "Dotted.name", "no..host");
        assertThat(SubjectNames.in(Pem.certificate(first.chain())))
                .as("a wildcard stands for one label")
                .contains("dotted.name.openai.elsewhere.example", "dotted.name.services.ai.elsewhere.example")
                .noneMatch(name -> name.startsWith("plain.") || name.startsWith("no.."));
        assertThat(Files.readString(first.ca().orElseThrow())).isEqualTo(ca);
        Pem.certificate(first.chain())
                .verify(Pem.certificate(first.ca().orElseThrow()).getPublicKey());
    }

    @Test
    void makesAnewWhatDoesNotFitTogether() throws Exception {
        ServerCertificate first = obtain(NOW, "127.0.0.1", "localhost");
        String chain = Files.readString(first.chain());
        Files.writeString(first.key(), Files.readString(data.resolve("tls/ca.key")));
        obtain(NOW, "127.0.0.1", "localhost");
        assertThat(Files.readString(first.chain())).isNotEqualTo(chain);
        new OwnCertificate(() -> NOW).check(first.chain(), first.key());
    }

    @Test
    void neverOutlivesItsAuthority() throws Exception {
        obtain(NOW, "127.0.0.1", "localhost");
        ServerCertificate late = obtain(NOW.plus(Duration.ofDays(3600)), "127.0.0.1", "localhost");
        assertThat(Pem.certificate(late.chain()).getNotAfter())
                .isEqualTo(Pem.certificate(late.ca().orElseThrow()).getNotAfter());

        assertThatThrownBy(() -> obtain(NOW.plus(Duration.ofDays(3651)), "127.0.0.1", "localhost"))
                .isInstanceOf(TlsException.class)
                .hasMessageContainingAll("has expired", "Delete the folder");
    }

    @Test
    void saysWhatToDoWhenTheAuthoritysKeyIsGone() throws Exception {
        obtain(NOW, "127.0.0.1", "localhost");
        Files.delete(data.resolve("tls/ca.key"));
        obtain(NOW, "127.0.0.1", "localhost");
        assertThatThrownBy(() -> obtain(NOW, "127.0.0.1", "other.example"))
                .isInstanceOf(TlsException.class)
                .hasMessageContainingAll("ca.key is missing", "Put it back");
    }

    @Test
    void saysWhichFileIsUnreadable() throws Exception {
        ServerCertificate made = obtain(NOW, "127.0.0.1", "localhost");
        Files.writeString(made.ca().orElseThrow(), "nonsense");
        assertThatThrownBy(() -> obtain(NOW, "127.0.0.1", "localhost"))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("ca.pem holds no readable certificate");
    }

    @Test
    void twoStartsOnOneFolderAgree() throws Exception {
        Process one = child();
        Process two = child();
        output(one);
        output(two);
        String chain = Files.readString(data.resolve("tls/server.pem"));
        output(child());
        assertThat(Files.readString(data.resolve("tls/server.pem"))).isEqualTo(chain);
        new OwnCertificate(InstantSource.system())
                .check(data.resolve("tls/server.pem"), data.resolve("tls/server.key"));
    }

    @Test
    void aStartThatFindsEverythingInOrderLoadsNoCertificateLibrary() throws Exception {
        assertThat(output(child("-Xlog:class+load:stdout"))).contains("org.bouncycastle");
        assertThat(output(child("-Xlog:class+load:stdout")))
                .contains("dev.sprue.gateway.http.tls.CertificateStore")
                .doesNotContain("org.bouncycastle");
    }

    private Process child(String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Start.class.getName(), data.toString()));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String output(Process process) throws Exception {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    /** What the child process runs. */
    static final class Start {

        private Start() {}

        public static void main(String[] args) {
            new CertificateStore(Path.of(args[0]))
                    .obtain(listen("127.0.0.1", "localhost"), List.of(), Path.of(args[0]));
        }
    }

    private ServerCertificate obtain(Instant now, String host, String domain, String... resources) {
        return new CertificateStore(data, () -> now).obtain(listen(host, domain), List.of(resources), data);
    }

    private static Listen listen(String host, String domain) {
        return new Listen(host, 0, 0, domain, false, Optional.empty(), Optional.empty());
    }

    private static String permissions(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
