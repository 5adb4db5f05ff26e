package dev.sprue.gateway.testing;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.vertx.core.impl.buffer.VertxByteBufAllocator;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What the gateway in this process keeps reachable: its own objects and the connections of both sides, by class, after a
 * full collection, and the memory of network buffers. A test takes one before its faults and holds the gateway to it
 * afterwards.
 */
public final class Footprint {

    private static final Pattern ROW = Pattern.compile("^ *\\d+: +(\\d+) +\\d+ +(\\S+).*$", Pattern.MULTILINE);

    /** What is counted: the product's objects, and the library's for a caller's connection. */
    private static final Pattern COUNTED = Pattern.compile(
            "dev\\.sprue\\.gateway\\.(?!testing\\.)[\\w.$]*|io\\.vertx\\.core\\.http\\.impl\\.Http\\w*Connection");

    /** What tests keep themselves, and what is made once by whoever comes first. */
    private static final Pattern KEPT =
            Pattern.compile(".*(Test\\b|Test\\$|\\$\\$Lambda|CallRecord|\\.Usage$|\\.error\\.|\\.config\\.).*");

    /** Connections in pools, and what they keep, come and go. */
    private static final int SLACK = 4;

    /** Chunks that the allocators hold for use again. */
    private static final long SLACK_BYTES = 24L * 1024 * 1024;

    private final Map<String, Integer> objects;
    private final long directBytes;

    private Footprint(Map<String, Integer> objects, long directBytes) {
        this.objects = objects;
        this.directBytes = directBytes;
    }

    /** As it is now. */
    public static Footprint now() {
        Map<String, Integer> objects = new TreeMap<>();
        Matcher row = ROW.matcher(histogram());
        while (row.find()) {
            String name = row.group(2);
            if (COUNTED.matcher(name).matches() && !KEPT.matcher(name).matches()) {
                objects.merge(name, Integer.parseInt(row.group(1)), Integer::sum);
            }
        }
        return new Footprint(
                objects, direct(VertxByteBufAllocator.POOLED_ALLOCATOR) + direct(ByteBufAllocator.DEFAULT));
    }

    /** The virtual machine's own count of all reachable objects, for which it collects first. */
    private static String histogram() {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
        } catch (JMException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static long direct(ByteBufAllocator allocator) {
        return ((ByteBufAllocatorMetricProvider) allocator).metric().usedDirectMemory();
    }

    /** Waits until the gateway keeps no more than this. */
    public void isBack() {
        StringBuilder grown = new StringBuilder();
        try {
            Await.until("the gateway keeps what it kept before", Duration.ofSeconds(30), () -> {
                grown.setLength(0);
                growth(now(), grown);
                return grown.isEmpty();
            });
        } catch (AssertionError late) {
            throw new AssertionError("more is reachable than before:" + grown, late);
        }
    }

    /** An enumeration's constants are there once it has been used, and do not become more. */
    private static boolean isEnum(String name) {
        try {
            return Class.forName(name, false, Footprint.class.getClassLoader()).isEnum();
        } catch (ClassNotFoundException impossible) {
            return false;
        }
    }

    private void growth(Footprint now, StringBuilder grown) {
        now.objects.forEach((name, count) -> {
            int before = objects.getOrDefault(name, 0);
            if (count > before + SLACK && !isEnum(name)) {
                grown.append('\n')
                        .append(name)
                        .append(": ")
                        .append(before)
                        .append(" -> ")
                        .append(count);
            }
        });
        if (now.directBytes > directBytes + SLACK_BYTES) {
            grown.append("\nbytes of network buffers: ")
                    .append(directBytes)
                    .append(" -> ")
                    .append(now.directBytes);
        }
    }
}
