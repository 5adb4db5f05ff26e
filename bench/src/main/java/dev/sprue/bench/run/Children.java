package dev.sprue.bench.run;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The processes of a run. All of them end with this one, whatever ends it: {@link #close} and the shutdown hook stop
 * them, and should this process be killed, a small shell that reads from it notices and stops what is left.
 */
final class Children implements AutoCloseable {

    private static final long STOP_S = 10;
    private static final String REAPER = """
            trap '' INT TERM HUP
            pids=
            while read -r pid; do pids="$pids $pid"; done
            kill $pids 2>/dev/null
            sleep 3
            kill -9 $pids 2>/dev/null
            """;

    private final Path folder;
    private final boolean keep;
    private final Process reaper;
    private final List<Process> processes = new ArrayList<>();
    private final Thread hook = new Thread(this::stopAll, "bench-children");
    private boolean stopped;

    /**
     * Starts with no process.
     *
     * @param folder for logs
     * @param keep whether the folder stays when everything has ended
     */
    Children(Path folder, boolean keep) throws IOException {
        this.folder = folder;
        this.keep = keep;
        reaper = new ProcessBuilder("/bin/sh", "-c", REAPER).start();
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Starts a process on the given processors; its standard error goes to {@code NAME.log}.
     *
     * @param environment variables beside the inherited ones
     */
    Process start(String name, List<Integer> processors, Map<String, String> environment, List<String> command)
            throws IOException {
        List<String> pinned = new ArrayList<>(List.of("taskset", "-c", CorePlan.text(processors)));
        pinned.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(pinned)
                .redirectError(ProcessBuilder.Redirect.appendTo(log(name).toFile()));
        builder.environment().putAll(environment);
        synchronized (this) {
            if (stopped) {
                throw new IOException("the run is being stopped");
            }
            Process process = builder.start();
            processes.add(process);
            OutputStream toReaper = reaper.getOutputStream();
            toReaper.write((process.pid() + "\n").getBytes(StandardCharsets.US_ASCII));
            toReaper.flush();
            return process;
        }
    }

    /** Where the standard error of the process with this name goes. */
    Path log(String name) {
        return folder.resolve(name + ".log");
    }

    /** Stops one process and its children. */
    static void stop(Process process) {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(STOP_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    private void stopAll() {
        List<Process> left;
        synchronized (this) {
            if (stopped) {
                return;
            }
            stopped = true;
            left = new ArrayList<>(processes);
            processes.clear();
        }
        left.forEach(Process::destroy);
        left.forEach(Children::stop);
        reaper.destroyForcibly();
        if (!keep) {
            delete(folder);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException | UncheckedIOException gone) {
            // What is left of a temporary folder does no harm.
        }
    }

    @Override
    public void close() {
        stopAll();
        Runtime.getRuntime().removeShutdownHook(hook);
    }
}
