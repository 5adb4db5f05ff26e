package dev.sprue.bench.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/**
 * Waits for others on the machine to be done, and says which measurements they disturbed, until a bound is reached.
 *
 * <p>What is repeated is decided by what others did alone, never by a result.
 */
final class Patience {

    /** Processors that others may keep busy. */
    static final double QUIET_CORES = 0.25;

    private static final long LOOK_MS = 2_000;

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

    /** Returns when the machine has been quiet for a moment, or when there is no patience left. */
    void awaitQuiet() throws IOException {
        while (leftNs > 0) {
            long beginNs = System.nanoTime();
            OtherWork others = new OtherWork();
            pause();
            if (others.cores() <= QUIET_CORES) {
                return;
            }
            spend(System.nanoTime() - beginNs);
        }
    }

    /** Whether what took {@code tookNs} was disturbed and is to be repeated. */
    boolean repeats(Collection<Measurement> measurements, long tookNs) {
        boolean disturbed = measurements.stream().anyMatch(measured -> measured.otherCores() > QUIET_CORES);
        if (!disturbed || leftNs <= 0) {
            return false;
        }
        spend(tookNs);
        repeated++;
        progress.println("disturbed, once more");
        return true;
    }

    /** How often something was repeated. */
    int repeated() {
        return repeated;
    }

    private void spend(long ns) {
        leftNs -= ns;
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(LOOK_MS);
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }
}
