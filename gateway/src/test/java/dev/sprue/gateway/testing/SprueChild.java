package dev.sprue.gateway.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The product in a process of its own, as {@code sprue serve} runs it, before an upstream of the test's: for what a test
 * cannot do to its own process, such as a signal or a small heap. It has the rig's key and deployments.
 */
public final class SprueChild implements AutoCloseable {

    private final Process process;
    private final Path errors;
    private final int port;

    /**
     * Starts it and waits until it is ready.
     *
     * @param folder its data folder, which the test makes and removes
     * @param upstreamPort the port of the upstream on loopback
     * @param limits the configuration's {@code limits}, in braces
     * @param jvmOptions such as the size of the heap
     */
    public SprueChild(Path folder, int upstreamPort, String limits, String... jvmOptions) throws IOException {
        Path config = Files.writeString(folder.resolve("sprue.yaml"), config(upstreamPort, limits));
        errors = folder.resolve("errors.log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp"))));
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.sprue.gateway.Main", "serve"));
        command.addAll(List.of("--config", config.toString(), "--data", folder.toString()));
        command.addAll(List.of("--https-port", "0", "--http-port", "0"));
        process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
        port = portOf(ready());
        // What it still prints must not fill the pipe.
        Thread.ofPlatform().daemon().start(() -> drain(process));
    }

    private static String config(int upstreamPort, String limits) {
        return """
                listen: {host: 127.0.0.1}
                resources:
                  - name: rig
                    keys: {key1: %s, key2: other-%s}
                    deployments:
                      - {name: chat, model: {format: Test, name: chat-model, version: "1"}}
                providers:
                  - name: up
                    type: openai
                    endpoint: http://127.0.0.1:%d/v1
                    models:
                      - {format: Test, name: chat-model, version: "1", id: upstream-chat, capabilities: [chatCompletion]}
                limits: %s
                log: {access: false}
                """.formatted(Rig.KEY, Rig.KEY, upstreamPort, limits);
    }

    private String ready() throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("ready")) {
                return line;
            }
        }
        throw new IOException("the service did not start: " + errors());
    }

    private static int portOf(String ready) {
        return Integer.parseInt(ready.substring(ready.lastIndexOf(':') + 1).strip());
    }

    private static void drain(Process process) {
        try {
            process.inputReader(StandardCharsets.UTF_8).transferTo(java.io.Writer.nullWriter());
        } catch (IOException ended) {
            // With the process.
        }
    }

    /** The port of plain HTTP. */
    public int port() {
        return port;
    }

    /** What it has written to standard error. */
    public String errors() {
        try {
            return Files.readString(errors);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Sends SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** The exit code, once it has ended, which it must within so many seconds. */
    public int exitCode(int seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            throw new AssertionError("the service did not end within " + seconds + " s: " + errors());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
