package dev.sprue.bench.run;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** How busy the machine is with what is not part of this run: the noise in its figures. */
final class OtherWork {

    private static final double NS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final double atStart = others();
    private final long startNs = System.nanoTime();

    /** Begins to count. */
    OtherWork() throws IOException {}

    /** Processors that others kept busy since this was made, on average. */
    double cores() throws IOException {
        return Math.max(0, (others() - atStart) / ((System.nanoTime() - startNs) / NS_PER_SECOND));
    }

    private static double others() throws IOException {
        return ProcFs.machineCpuSeconds()
                - ProcFs.cpuSeconds(ProcessHandle.current().pid());
    }
}
