package dev.sprue.gateway.testing.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program of the tests' class path in a JVM of its own, for what a test cannot do to its own process: a signal, a small heap, a
 * sudden death. It ends with the test's process at the latest.
 */
public final class JvmProcess implements AutoCloseable {

    private static final Duration END = Duration.ofSeconds(20);

    private final Process process;
    private final Lines out;
    private final Lines errors;

    /**
     * Starts it.
     *
     * @param folder where its temporary files go
     * @param jvmOptions such as the size of the heap
     * @param main the class to run
     * @param args its arguments
     */
    public JvmProcess(Path folder, List<String> jvmOptions, Class<?> main, List<String> args) {
        this(folder, List.of(), jvmOptions, main, args);
    }

    /**
     * Starts it by way of another command.
     *
     * @param launcher the beginning of a command line, whose rest it turns itself into
     */
    public JvmProcess(Path folder, List<String> launcher, List<String> jvmOptions, Class<?> main, List<String> args) {
        List<String> command = new ArrayList<>(launcher);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        try {
            command.add("-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")));
            command.addAll(jvmOptions);
            command.addAll(List.of("-cp", System.getProperty("java.class.path")));
            command.add(Leash.class.getName());
            command.add(main.getName());
            command.addAll(args);
            process = new ProcessBuilder(command).start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        out = new Lines(process.inputReader(StandardCharsets.UTF_8));
        errors = new Lines(process.errorReader(StandardCharsets.UTF_8));
    }

    /** What it prints to standard output. */
    public Lines out() {
        return out;
    }

    /** What it prints to standard error. */
    public Lines errors() {
        return errors;
    }

    /** Its number in the system. */
    public long pid() {
        return process.pid();
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Sends SIGTERM. */
    public void terminate() {
        // By its handle: the process itself would close the pipes with that, and its last words would be lost.
        process.toHandle().destroy();
    }

    /** Sends SIGHUP. */
    public void hangUp() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-HUP", Long.toString(pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    /** Kills it ({@code kill -9}) and waits until it is gone. */
    public void kill() {
        process.toHandle().destroyForcibly();
        try {
            exitCode(END);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** The exit code, once it has ended, which it must within {@code limit}. */
    public int exitCode(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("the process did not end within " + limit + ": " + errors);
        }
        return process.exitValue();
    }

    /** Kills it. */
    @Override
    public void close() {
        kill();
    }
}
