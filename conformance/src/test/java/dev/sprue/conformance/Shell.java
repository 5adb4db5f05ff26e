package dev.sprue.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs commands the way a user's terminal does, and tools by their command lines. */
public final class Shell {
    private static final int LIMIT_S = 60;

    private Shell() {}

    /**
     * How a command ended.
     *
     * @param exitCode 0 for success
     * @param stdout what it printed
     * @param stderr what it complained about
     */
    public record Result(int exitCode, String stdout, String stderr) {}

    /** Runs a bash script that stops at its first failure. */
    public static Result run(String script, Map<String, String> environment) {
        return run(List.of("bash", "-euo", "pipefail", "-c", script), Repository.target(), environment, LIMIT_S);
    }

    /**
     * Runs a command line.
     *
     * @param limitSeconds after which it is killed and the test fails
     * @throws ToolMissingException if there is no such program
     */
    public static Result run(List<String> command, Path directory, Map<String, String> environment, int limitSeconds) {
        try {
            Path stdout = Files.createTempFile("sprue-stdout", ".txt");
            Path stderr = Files.createTempFile("sprue-stderr", ".txt");
            try {
                ProcessBuilder builder = new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectOutput(stdout.toFile())
                        .redirectError(stderr.toFile());
                // What package installers and clients leave among temporary files goes with the rest of target.
                Path temporary = Files.createDirectories(Repository.target().resolve("tmp"));
                builder.environment().put("TMPDIR", temporary.toString());
                builder.environment().putAll(environment);
                int exitCode = await(start(builder), command, limitSeconds);
                return new Result(exitCode, text(stdout), text(stderr));
            } finally {
                Files.delete(stdout);
                Files.delete(stderr);
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot run " + command, e);
        }
    }

    private static Process start(ProcessBuilder builder) {
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new ToolMissingException(builder.command().getFirst(), e);
        }
    }

    private static int await(Process process, List<String> command, int limitSeconds) {
        try {
            if (process.waitFor(limitSeconds, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("still running after " + limitSeconds + " s: " + command);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
