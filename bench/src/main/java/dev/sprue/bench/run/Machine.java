package dev.sprue.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run runs on. */
final class Machine {

    private static final long KB_PER_GB = 1_024L * 1_024;

    private Machine() {}

    /** The machine in a few named lines. */
    static Map<String, String> describe(CorePlan cores) throws IOException {
        Map<String, String> lines = new LinkedHashMap<>();
        String model = ProcFs.field(Path.of("/proc/cpuinfo"), "model name").replaceFirst("^:\\s*", "");
        lines.put(
                "CPU",
                (model.isEmpty() ? System.getProperty("os.arch") : model) + ", "
                        + Runtime.getRuntime().availableProcessors() + " processors");
        String memory = ProcFs.field(Path.of("/proc/meminfo"), "MemTotal:")
                .replace("kB", "")
                .strip();
        lines.put("memory", Math.round((double) Long.parseLong(memory) / KB_PER_GB) + " GB");
        lines.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        lines.put(
                "cores",
                "generator " + CorePlan.text(cores.load()) + ", upstream " + CorePlan.text(cores.upstream())
                        + ", gateway " + CorePlan.text(cores.gateway()));
        lines.put("load", Files.readString(Path.of("/proc/loadavg")).strip());
        return lines;
    }

    /** Versions of what may be compared, as far as it is installed. */
    static Map<String, String> versions(String sprue) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("sprue", sprue);
        Programs.find("nginx").ifPresent(path -> lines.put("nginx", Programs.firstLine(List.of(path, "-v"))));
        Programs.find("haproxy").ifPresent(path -> lines.put("haproxy", Programs.firstLine(List.of(path, "-v"))));
        lines.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        return lines;
    }
}
