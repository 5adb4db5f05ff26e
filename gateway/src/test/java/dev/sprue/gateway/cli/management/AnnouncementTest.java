package dev.sprue.gateway.cli.management;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.testing.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands find a service as long as one runs on the data folder, whichever others have come and gone. */
class AnnouncementTest {

    private static final Duration INTERVAL = Duration.ofMillis(10);
    private static final EndpointFile MINE = EndpointFile.of("localhost", 8443, 8080, Optional.empty(), false);

    private final Path folder;
    private final AtomicReference<EndpointFile> mine = new AtomicReference<>(MINE);

    AnnouncementTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Announcement made() {
        Announcement announcement = new Announcement(folder, mine::get, INTERVAL);
        announcement.make();
        return announcement;
    }

    private static EndpointFile of(long pid) {
        return new EndpointFile(pid, "https://localhost:1", Optional.empty(), Optional.empty(), true);
    }

    private void write(EndpointFile other) throws IOException {
        Files.writeString(EndpointFile.in(folder), other.text());
    }

    private Optional<EndpointFile> said() {
        return EndpointFile.read(folder);
    }

    private void awaitMine() {
        Await.until("it is announced", () -> said().equals(Optional.of(mine.get())));
    }

    @Test
    void isThereUntilItIsClosed() throws Exception {
        try (Announcement announcement = made()) {
            assertThat(said()).contains(MINE);
        }
        assertThat(EndpointFile.in(folder)).doesNotExist();
    }

    @Test
    void comesAgainWhenItIsLostOrSomethingElseIsInItsPlace() throws Exception {
        try (Announcement announcement = made()) {
            Files.delete(EndpointFile.in(folder));
            awaitMine();
            write(of(Long.MAX_VALUE));
            awaitMine();
            Files.writeString(EndpointFile.in(folder), "{");
            Await.until("it is announced", () -> readable() && said().equals(Optional.of(MINE)));
        }
    }

    private boolean readable() {
        try {
            return Files.readString(EndpointFile.in(folder)).length() > 1;
        } catch (IOException gone) {
            return false;
        }
    }

    @Test
    void leavesTheWordToAnotherThatRuns() throws Exception {
        Process other = new ProcessBuilder("sleep", "60").start();
        try (Announcement announcement = made()) {
            write(of(other.pid()));
            try (Announcement later = made()) {
                assertThat(said()).contains(of(other.pid()));
            }
            assertThat(said()).as("it takes away its own only").contains(of(other.pid()));
            other.destroyForcibly().waitFor();
            awaitMine();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void isNotKeptFromItByAProcessThatOnlyHasTheSameNumber() throws Exception {
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            write(of(other.pid()));
            Files.setLastModifiedTime(
                    EndpointFile.in(folder), FileTime.from(Instant.now().minusSeconds(3_600)));
            try (Announcement announcement = made()) {
                assertThat(said()).contains(MINE);
            }
            write(of(ProcessHandle.current().pid()));
            try (Announcement announcement = made()) {
                assertThat(said())
                        .as("what a container before this one has left")
                        .contains(MINE);
            }
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void saysWhenTheTokenHasComeToBeDeclared() throws Exception {
        try (Announcement announcement = made()) {
            mine.set(EndpointFile.of("localhost", 8443, 8080, Optional.empty(), true));
            awaitMine();
            assertThat(said().orElseThrow().adminTokenDeclared()).isTrue();
        }
        assertThat(EndpointFile.in(folder)).doesNotExist();
    }
}
