package dev.sprue.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.testing.Await;
import dev.sprue.gateway.testing.Skipped;
import dev.sprue.gateway.testing.processes.SprueProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIGHUP ends most programs; this one reads its configuration again. */
class HangUpTest {

    private final Path folder;

    HangUpTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static String yaml(String resource) {
        return "resources: [{name: " + resource + "}]\n";
    }

    /** Whoever starts a process with {@code nohup} wants it to hear no hang-up, and neither do its children. */
    private static boolean isIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 1) == 1);
    }

    @Test
    void aHangUpHasTheConfigurationRead() throws Exception {
        if (isIgnored()) {
            throw Skipped.because("SIGHUP", "the tests were started with it ignored (nohup); start them without");
        }
        try (SprueProcess sprue = new SprueProcess(folder, yaml("first")).start()) {
            sprue.configure(yaml("first").replace("resources", "resourcez"));
            Await.until("it has been read", () -> sprue.errors().contains("resourcez"));
            // Who only looks sees the same size and time, and would never read it.
            Path next = Files.writeString(folder.resolve("next"), yaml("other"));
            Files.setLastModifiedTime(next, Files.getLastModifiedTime(sprue.config()));
            Files.move(next, sprue.config(), StandardCopyOption.ATOMIC_MOVE);
            sprue.process().hangUp();
            Await.until("it has been read again", () -> sprue.errors().contains("has changed and is in use"));
            assertThat(sprue.process().isAlive()).isTrue();
        }
    }
}
