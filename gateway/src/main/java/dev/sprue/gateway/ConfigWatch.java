package dev.sprue.gateway;

import dev.sprue.gateway.config.ReadResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
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
    private final Thread thread;
    private boolean asked;
    private boolean closed;

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
    synchronized void reload() {
        asked = true;
        notifyAll();
    }

    private void watch() {
        try {
            while (waitForLook()) {
                try {
                    look();
                } catch (RuntimeException defect) {
                    LOG.log(System.Logger.Level.ERROR, "the configuration could not be read again", defect);
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** False when there is no look any more. */
    private synchronized boolean waitForLook() throws InterruptedException {
        long end = System.nanoTime() + LOOK.toNanos();
        for (long left = LOOK.toNanos(); left > 0 && !asked && !closed; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
        }
        return !closed;
    }

    private void look() {
        boolean changed = file.hasChanged();
        if (isAsked() || changed) {
            reloading.read(reader.get());
        }
        reloading.catchUp();
    }

    private synchronized boolean isAsked() {
        boolean was = asked;
        asked = false;
        return was;
    }

    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        thread.interrupt();
    }
}
