package dev.sprue.gateway;

import dev.sprue.gateway.config.ConfigReader;
import dev.sprue.gateway.config.ConfigText;
import dev.sprue.gateway.http.Pause;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Notices that {@code sprue.yaml} has changed, and has it read again.
 *
 * <p>The file is looked at rather than watched by the file system, which misses what happens behind mounts and links, where
 * orchestrators put configurations.
 */
final class ConfigWatch implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ConfigWatch.class.getName());
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration QUICK_LOOK = Duration.ofMillis(200);

    private final ConfigFile file;
    private final Map<String, String> env;
    private final Reloading reloading;
    private final Pause pause = new Pause();
    private final Thread thread;

    /**
     * Starts watching.
     *
     * @param path the file
     * @param env the environment that it refers to
     * @param reloading takes what was read
     */
    ConfigWatch(Path path, Map<String, String> env, Reloading reloading) {
        this.file = new ConfigFile(path);
        this.env = env;
        this.reloading = reloading;
        this.thread = Thread.ofVirtual().name("config-watch").start(this::watch);
    }

    /** Has the file read as soon as nobody writes it, whether it has changed or not. Returns at once. */
    void reload() {
        pause.cut();
    }

    private void watch() {
        try {
            for (Pause.End end = rest(); end != Pause.End.OVER; end = rest()) {
                try {
                    if (end == Pause.End.CUT) {
                        file.ask();
                    }
                    look();
                } catch (RuntimeException defect) {
                    LOG.log(System.Logger.Level.ERROR, "the configuration could not be read again", defect);
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private Pause.End rest() throws InterruptedException {
        return pause.make(file.isAsked() ? QUICK_LOOK : LOOK);
    }

    private void look() {
        Optional<ConfigText> changed = file.changed();
        if (changed.isPresent()) {
            reloading.read(ConfigReader.read(changed.get(), env), changed.get().saysNothing());
        }
        reloading.catchUp();
    }

    @Override
    public void close() {
        pause.end();
        thread.interrupt();
    }
}
