package dev.sprue.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What Linux says about processes: memory and processor time, with the children of a process counted in. */
final class ProcFs {

    private static final Path PROC = Path.of("/proc");
    private static final double TICKS_PER_SECOND = 100;
    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;

    private ProcFs() {}

    /** The processors that this process may use. */
    static List<Integer> allowedProcessors() throws IOException {
        return CorePlan.parse(field(PROC.resolve("self/status"), "Cpus_allowed_list:"));
    }

    /** Resident memory of a process and its descendants, megabytes; pages that they share count for each. */
    static double rssMb(long pid) throws IOException {
        double kb = 0;
        for (long process : family(pid)) {
            try {
                String text = field(PROC.resolve(process + "/status"), "VmRSS:");
                kb += text.isEmpty()
                        ? 0
                        : Double.parseDouble(text.replace("kB", "").strip());
            } catch (IOException ended) {
                // It was a child that has ended since.
            }
        }
        return kb / 1_024;
    }

    /** Processor time of a process and its living descendants, seconds. */
    static double cpuSeconds(long pid) throws IOException {
        double seconds = 0;
        for (long process : family(pid)) {
            seconds += cpuOf(process);
        }
        return seconds;
    }

    /** Processor time of one process, seconds; 0 if it has ended. */
    static double cpuOf(long pid) throws IOException {
        try {
            String stat = Files.readString(PROC.resolve(pid + "/stat"));
            // The name, in parentheses, may hold blanks.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS])) / TICKS_PER_SECOND;
        } catch (IOException ended) {
            return 0;
        }
    }

    /** Processor time of all processes since the machine started, without interrupts, seconds. */
    static double machineCpuSeconds() throws IOException {
        String[] fields = field(PROC.resolve("stat"), "cpu ").strip().split(" +", -1);
        // user, nice, system
        return (Double.parseDouble(fields[0]) + Double.parseDouble(fields[1]) + Double.parseDouble(fields[2]))
                / TICKS_PER_SECOND;
    }

    /** What follows the first line that begins with {@code name}; empty if there is none. */
    static String field(Path file, String name) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).strip())
                .findFirst()
                .orElse("");
    }

    private static List<Long> family(long pid) {
        Stream<Long> children = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid);
        return Stream.concat(Stream.of(pid), children).toList();
    }
}
