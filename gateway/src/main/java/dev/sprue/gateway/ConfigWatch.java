package dev.sprue.gateway;

import dev.sprue.gateway.config.ReadResult;
import dev.sprue.gateway.http.Pause;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Notices that {@code sprue.yaml} has changed, and has it read again.
 *
 * <p>The file is looked at rather than watched by the file system, which misses what happens behind mounts and links, where
 * orchestrators put configurations.
 */
final class ConfigWatch implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ConfigWatch.class.getName());
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final ConfigFile file;
    private final Supplier<ReadResult> reader;
    private final Reloading reloading;
    private final Pause pause = new Pause();
    private final Thread thread;

    /**
     * Starts watching.
     *
     * @param path the file
     * @param reader reads it
     * @param reloading takes what was read
     */
    ConfigWatch(Path path, Supplier<ReadResult> reader, Reloading reloading) {
        this.file = new ConfigFile(path);
        this.reader = reader;
        this.reloading = reloading;
        this.thread = Thread.ofVirtual().name("config-watch").start(this::watch);
    }

    /** Has the file read now, whether it has changed or not. Returns at once. */
    void reload() {
        pause.cut();
    }

    private void watch() {
        try {
            for (Pause.End end = pause.make(LOOK); end != Pause.End.OVER; end = pause.make(LOOK)) {
                try {
                    look(end == Pause.End.CUT);
                } catch (RuntimeException defect) {
                    LOG.log(System.Logger.Level.ERROR, "the configuration could not be read again", defect);
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(boolean asked) {
        boolean changed = file.hasChanged();
        if (asked || changed) {
            reloading.read(reader.get());
        }
        reloading.catchUp();
    }

    @Override
    public void close() {
        pause.end();
        thread.interrupt();
    }
}
