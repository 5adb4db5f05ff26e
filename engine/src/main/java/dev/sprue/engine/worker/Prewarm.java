package dev.sprue.engine.worker;

import dev.sprue.engine.catalog.ModelStore;

/** Loads the chat model in the background right after the start, so that the first answer need not wait for it. */
final class Prewarm {

    private Prewarm() {}

    static void run(ModelStore models, Log log) {
        long startNs = System.nanoTime();
        try {
            models.chat();
            log.info("chat model loaded in " + (System.nanoTime() - startNs) / 1_000_000 + " ms");
        } catch (RuntimeException e) {
            log.error("the chat model could not be loaded", e);
        }
    }
}
