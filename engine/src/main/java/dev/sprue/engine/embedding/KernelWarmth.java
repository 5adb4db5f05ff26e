package dev.sprue.engine.embedding;

/** Runs code until it has been compiled, as far as that can be seen: until it is faster than what it is to replace. */
final class KernelWarmth {
    /** Runs, after which it is taken for compiled whatever the times, which a busy machine may spoil. */
    private static final int MAX_RUNS = 300;
    /** Runs in a row that must be the faster ones. */
    private static final int ENOUGH = 3;

    private KernelWarmth() {}

    static void await(Runnable own, Runnable other) {
        int faster = 0;
        for (int run = 0; run < MAX_RUNS && faster < ENOUGH; run++) {
            faster = timeNs(own) < timeNs(other) ? faster + 1 : 0;
        }
    }

    private static long timeNs(Runnable work) {
        long startNs = System.nanoTime();
        work.run();
        return System.nanoTime() - startNs;
    }
}
