package dev.sprue.gateway.testing;

import dev.sprue.gateway.testing.processes.SprueProcess;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The product in a process of its own, as {@code sprue serve} runs it, before an upstream of the test's: for what a test
 * cannot do to its own process, such as a signal or a small heap. It has the rig's key and deployments.
 */
public final class SprueChild implements AutoCloseable {

    private final SprueProcess sprue;

    /**
     * Starts it and waits until it is ready.
     *
     * @param folder its data folder, which the test makes and removes
     * @param upstreamPort the port of the upstream on loopback
     * @param limits the configuration's {@code limits}, in braces
     * @param jvmOptions such as the size of the heap
     */
    public SprueChild(Path folder, int upstreamPort, String limits, String... jvmOptions) throws InterruptedException {
        sprue = new SprueProcess(folder, config(upstreamPort, limits), jvmOptions).start();
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

    /** The port of plain HTTP. */
    public int port() {
        return sprue.port();
    }

    /** What it has written to standard error. */
    public String errors() {
        return sprue.errors();
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return sprue.process().isAlive();
    }

    /** Sends SIGTERM. */
    public void terminate() {
        sprue.process().terminate();
    }

    /** The exit code, once it has ended, which it must within so many seconds. */
    public int exitCode(int seconds) throws InterruptedException {
        return sprue.process().exitCode(Duration.ofSeconds(seconds));
    }

    @Override
    public void close() {
        sprue.close();
    }
}
