package dev.sprue.engine.worker;

import dev.sprue.engine.catalog.CatalogModel;
import dev.sprue.engine.catalog.ModelStore;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Lets go of models that nobody uses, and of the memory that they took. */
final class IdleUnloader implements Runnable {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final ModelStore models;
    private final Duration idle;
    private final Log log;

    IdleUnloader(ModelStore models, Duration idle, Log log) {
        this.models = models;
        this.idle = idle;
        this.log = log;
    }

    @Override
    public void run() {
        Duration pause = idle.dividedBy(4).compareTo(LONGEST_PAUSE) < 0 ? idle.dividedBy(4) : LONGEST_PAUSE;
        boolean unloaded = false;
        try {
            while (true) {
                Thread.sleep(pause);
                // A second time as well, for what some thread still had in hand the first time.
                boolean again = unloaded;
                unloaded = unload();
                if (unloaded || again) {
                    // The heap gives memory back to the system only when it is collected.
                    System.gc();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether there was something to unload. A failure does not keep later rounds from coming. */
    private boolean unload() {
        try {
            List<CatalogModel> unloaded = models.unloadIdle(idle);
            if (!unloaded.isEmpty()) {
                log.info("unloaded after " + idle.toSeconds() + " s without use: "
                        + unloaded.stream().map(CatalogModel::id).collect(Collectors.joining(", ")));
            }
            return !unloaded.isEmpty();
        } catch (RuntimeException e) {
            log.error("unloading idle models failed", e);
            return true;
        }
    }
}
