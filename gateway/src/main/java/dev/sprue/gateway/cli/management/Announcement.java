package dev.sprue.gateway.cli.management;

import dev.sprue.gateway.http.Pause;
import dev.sprue.gateway.store.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A service's word in its data folder where it is to be found, until it is closed.
 *
 * <p>Of several services on one folder the one that came first has the word. When it is gone, in order or not, the next look of
 * another one puts that one's in its place.
 */
public final class Announcement implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Announcement.class.getName());

    /** By how much a file may seem older than the process that wrote it, for file systems with coarse clocks. */
    private static final Duration COARSENESS = Duration.ofSeconds(5);

    private final Path dataDir;
    private final Path file;
    private final Supplier<EndpointFile> endpoint;
    private final Duration interval;
    private final Pause pause = new Pause();
    private String announced = "";
    private boolean failing;
    private boolean closed;

    /**
     * An announcement still to be made in that folder.
     *
     * @param endpoint what is to be said at the moment
     * @param interval time between two looks at whether it is still said
     */
    public Announcement(Path dataDir, Supplier<EndpointFile> endpoint, Duration interval) {
        this.dataDir = dataDir;
        this.file = EndpointFile.in(dataDir);
        this.endpoint = endpoint;
        this.interval = interval;
    }

    /**
     * Makes it, unless another service that runs has, and sees to it from here on.
     *
     * @throws UncheckedIOException when the folder cannot be written
     */
    public void make() {
        try {
            look(true);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write " + file + ". Make the folder writable for this user", failed);
        }
        Thread.ofVirtual().name("announcement").start(this::watch);
    }

    private void watch() {
        try {
            while (pause.make(interval) != Pause.End.OVER) {
                try {
                    look(false);
                    failing = false;
                } catch (IOException | RuntimeException failed) {
                    told(failed);
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void told(Exception failed) {
        if (!failing) {
            failing = true;
            LOG.log(
                    System.Logger.Level.WARNING,
                    file + " cannot be written, so that commands on this machine do not find this service: " + failed);
        }
    }

    private synchronized void look(boolean first) throws IOException {
        String text = endpoint.get().text();
        if (!closed && !text.equals(said()) && mayWrite(first)) {
            PrivateFiles.write(file, text);
            announced = text;
        }
    }

    private String said() throws IOException {
        return Files.exists(file) ? Files.readString(file) : "";
    }

    /** At the start a file of a process of this number is what a container before this one has left. */
    private boolean mayWrite(boolean first) throws IOException {
        String said = said();
        if (said.isEmpty() || said.equals(announced)) {
            return true;
        }
        Optional<EndpointFile> other = other();
        if (other.isEmpty()) {
            return true;
        }
        long pid = other.get().pid();
        return pid == ProcessHandle.current().pid() ? first : !runs(pid);
    }

    private Optional<EndpointFile> other() {
        try {
            return EndpointFile.read(dataDir);
        } catch (UncheckedIOException unreadable) {
            return Optional.empty();
        }
    }

    /** Whether the process that wrote the file runs; one that began later only has the same number. */
    private boolean runs(long pid) throws IOException {
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        if (process.isEmpty()) {
            return false;
        }
        Instant written = Files.getLastModifiedTime(file).toInstant().plus(COARSENESS);
        return process.get().info().startInstant().map(written::isAfter).orElse(true);
    }

    /** Takes it back, unless it is another service's. */
    @Override
    public synchronized void close() throws IOException {
        closed = true;
        pause.end();
        if (!announced.isEmpty() && said().equals(announced)) {
            Files.delete(file);
        }
    }
}
