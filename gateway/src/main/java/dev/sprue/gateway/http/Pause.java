package dev.sprue.gateway.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The pause of a thread between two looks at something, which whoever has news of it cuts short. */
public final class Pause {

    private static final long LEAST_NANOS = 1_000_000;

    private boolean cut;
    private boolean over;

    /** Why a pause has ended. */
    public enum End {
        /** It was long enough. */
        TIME,
        /** Somebody cut it short. */
        CUT,
        /** There is to be no further look. */
        OVER
    }

    /** Cuts the pause short that is being made, or the next one. */
    public synchronized void cut() {
        cut = true;
        notifyAll();
    }

    /** Ends the pause that is being made, and all after it at once. */
    public synchronized void end() {
        over = true;
        notifyAll();
    }

    /** Makes a pause of {@code length}, and says why it has ended. */
    public synchronized End make(Duration length) throws InterruptedException {
        long end = System.nanoTime() + length.toNanos();
        for (long left = length.toNanos(); left > 0 && !cut && !over; left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, LEAST_NANOS));
        }
        boolean wasCut = cut;
        cut = false;
        return over ? End.OVER : wasCut ? End.CUT : End.TIME;
    }
}
