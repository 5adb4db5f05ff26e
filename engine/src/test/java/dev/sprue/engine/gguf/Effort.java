package dev.sprue.engine.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/**
 * Holds what reading a file costs to a bound. Counted are the processor time and the memory of the reading thread alone, so
 * that a busy machine makes no difference.
 */
final class Effort {
    private static final long MAX_CPU_NS = 1_000_000_000;
    private static final long MAX_BYTES = 64L << 20;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Does the work, which may throw, and fails if it cost more than it may. */
    <T> T of(Supplier<T> work) {
        long startNs = threads.getCurrentThreadCpuTime();
        long startBytes = threads.getCurrentThreadAllocatedBytes();
        try {
            return work.get();
        } finally {
            long cpuNs = threads.getCurrentThreadCpuTime() - startNs;
            long bytes = threads.getCurrentThreadAllocatedBytes() - startBytes;
            assertThat(cpuNs).as("processor time, ns").isLessThan(MAX_CPU_NS);
            assertThat(bytes).as("bytes allocated").isLessThan(MAX_BYTES);
        }
    }
}
