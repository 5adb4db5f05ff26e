package dev.sprue.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.testing.Await;
import dev.sprue.gateway.testing.processes.SprueProcess;
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

    @Test
    void aHangUpHasTheConfigurationRead() throws Exception {
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
