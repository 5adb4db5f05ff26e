package dev.sprue.bench.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Waits for others on the machine to be done, and says which measurements they disturbed, until a bound is reached.
 *
 * <p>What is repeated is decided by what others did alone, never by a result.
 */
final class Patience {

    /** Processors that others may keep busy. */
    static final double QUIET_CORES = 0.25;

    private static final long LOOK_MS = 500;

    private final PrintWriter progress;
    private long leftNs;
    private int repeated;

    /**
     * @param seconds how long to wait and to repeat, altogether; 0: not at all
     */
    Patience(int seconds, PrintWriter progress) {
        this.leftNs = TimeUnit.SECONDS.toNanos(seconds);
        this.progress = progress;
    }

    /** Something that is measured, and may be measured again. */
    interface Attempt {
        @Nullable
        Measurement run() throws IOException;
    }

    /** Waits for a quiet moment and measures, again and again while others disturb it and patience lasts. */
    @Nullable
    Measurement undisturbed(String place, Attempt attempt) throws IOException {
        while (true) {
            awaitQuiet();
            long beginNs = System.nanoTime();
            Measurement measurement = attempt.run();
            if (measurement == null || measurement.otherCores() <= QUIET_CORES || leftNs <= 0) {
                return measurement;
            }
            leftNs -= System.nanoTime() - beginNs;
            repeated++;
            progress.println(place + ": disturbed, once more");
        }
    }

    private void awaitQuiet() throws IOException {
        while (leftNs > 0) {
            long beginNs = System.nanoTime();
            OtherWork others = new OtherWork();
            pause();
            if (others.cores() <= QUIET_CORES) {
                return;
            }
            leftNs -= System.nanoTime() - beginNs;
        }
    }

    /** How often something was repeated. */
    int repeated() {
        return repeated;
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(LOOK_MS);
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }
}
