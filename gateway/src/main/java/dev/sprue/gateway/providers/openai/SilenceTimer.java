package dev.sprue.gateway.providers.openai;

import io.vertx.core.Vertx;

/**
 * Fires when nothing has been heard for a while.
 *
 * <p>Hearing something only notes the time; the timer re-arms itself when it finds that the silence is younger than the
 * bound. A chatty stream so costs one timer a bound, not one an event.
 */
final class SilenceTimer {

    private static final long NONE = -1;

    private final Vertx vertx;
    private long timer = NONE;
    private long heardNanos;

    SilenceTimer(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Begins anew: {@code onSilence} runs once nothing has been heard for {@code boundMs} milliseconds. */
    void start(long boundMs, Runnable onSilence) {
        stop();
        heardNanos = System.nanoTime();
        arm(boundMs, boundMs, onSilence);
    }

    private void arm(long inMs, long boundMs, Runnable onSilence) {
        timer = vertx.setTimer(Math.max(1, inMs), id -> {
            long silentMs = (System.nanoTime() - heardNanos) / 1_000_000;
            if (silentMs >= boundMs) {
                timer = NONE;
                onSilence.run();
            } else {
                arm(boundMs - silentMs, boundMs, onSilence);
            }
        });
    }

    /** Something came. */
    void heard() {
        heardNanos = System.nanoTime();
    }

    /** Ends it. */
    void stop() {
        if (timer != NONE) {
            vertx.cancelTimer(timer);
            timer = NONE;
        }
    }
}
