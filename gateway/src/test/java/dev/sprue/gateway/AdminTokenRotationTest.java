package dev.sprue.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.cli.management.EndpointFile;
import dev.sprue.gateway.config.ConfigReader;
import dev.sprue.gateway.config.ServeOptions;
import dev.sprue.gateway.testing.Await;
import dev.sprue.gateway.testing.HeardLog;
import dev.sprue.gateway.testing.RawHttp;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The admin token changes when its file is read again, and commands are told where it is not the file's. */
class AdminTokenRotationTest {

    private static final String YAML = "listen: {httpsPort: 0, httpPort: 0}\nlog: {level: error, access: false}\n";

    private final Path folder;

    AdminTokenRotationTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Sprue start(String yaml, Optional<Path> file) {
        return Sprue.start(
                ServeOptions.of(ConfigReader.read(yaml, Map.of()), folder.resolve("data"), file),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    }

    private static int status(Sprue sprue, String token) {
        try (RawHttp raw = new RawHttp(sprue.httpPort())) {
            return raw.send(
                            "GET /subscriptions?api-version=2022-12-01 HTTP/1.1\nhost: localhost\nauthorization: Bearer "
                                    + token + "\n\n")
                    .answer()
                    .status();
        }
    }

    @Test
    void theFilesTokenIsReadAgainWithoutAConfigurationToo() throws Exception {
        Path file = folder.resolve("data/admin.token");
        try (HeardLog log = new HeardLog(ControlParts.class.getName());
                Sprue sprue = start(YAML, Optional.empty())) {
            String first = Files.readString(file).strip();
            assertThat(status(sprue, first)).isEqualTo(200);

            Files.writeString(file, "rotated-token-0123456789\n");
            sprue.reload();
            assertThat(status(sprue, "rotated-token-0123456789")).isEqualTo(200);
            assertThat(status(sprue, first)).isEqualTo(401);

            Files.writeString(file, "short");
            sprue.reload();
            assertThat(status(sprue, "rotated-token-0123456789")).isEqualTo(200);
            assertThat(log.with("stays in use")).singleElement().asString().contains("admin.token");

            Files.delete(file);
            sprue.reload();
            assertThat(status(sprue, Files.readString(file).strip())).isEqualTo(200);
            assertThat(status(sprue, "rotated-token-0123456789")).isEqualTo(401);
            sprue.reload();
            assertThat(log.with("has changed and is in use"))
                    .as("what is as it was is not told")
                    .hasSize(2);
        }
    }

    @Test
    void aDeclaredTokenStaysTheRightOneAndIsAnnounced() throws Exception {
        Path config = Files.writeString(folder.resolve("sprue.yaml"), YAML);
        try (Sprue sprue = start(YAML, Optional.of(config))) {
            assertThat(declared()).isFalse();
            Files.writeString(config, YAML + "admin: {token: declared-token-0123456789}\n");
            Await.until("it is in use", () -> status(sprue, "declared-token-0123456789") == 200);
            Await.until("it is announced", this::declared);
            sprue.reload();
            assertThat(status(sprue, "declared-token-0123456789")).isEqualTo(200);
        }
    }

    private boolean declared() {
        return EndpointFile.read(folder.resolve("data")).orElseThrow().adminTokenDeclared();
    }
}
