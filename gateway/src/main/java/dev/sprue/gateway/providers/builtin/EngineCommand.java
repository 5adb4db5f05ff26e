package dev.sprue.gateway.providers.builtin;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How the engine worker is started: the same JVM as this one, in a process of its own.
 *
 * @param home the folder that holds the engine's jars, and its AOT cache {@code engine.aot} where there is one
 * @param maxHeapMb megabytes of heap that it may use
 */
public record EngineCommand(Path home, int maxHeapMb) {

    private static final String MAIN = "dev.sprue.engine.worker.WorkerMain";

    /** How long a model may be unused until the worker unloads it; given on where this process has it. 0 is never. */
    private static final String IDLE_SECONDS = "sprue.engine.idleSeconds";

    /** The command line. It holds no secret: the worker gets its token over standard input. */
    public List<String> commandLine() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--add-modules=jdk.incubator.vector");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        // One small heap, mostly weights that stay: the collector with the least memory and threads of its own.
        command.add("-XX:+UseSerialGC");
        command.add("-Xmx" + maxHeapMb + "m");
        // What an unloaded model took goes back to the system.
        command.add("-XX:MinHeapFreeRatio=10");
        command.add("-XX:MaxHeapFreeRatio=30");
        command.add("-XX:+ExitOnOutOfMemoryError");
        String idleSeconds = System.getProperty(IDLE_SECONDS);
        if (idleSeconds != null) {
            command.add("-D" + IDLE_SECONDS + "=" + idleSeconds);
        }
        Path cache = home.resolve("engine.aot");
        if (Files.exists(cache)) {
            command.add("-XX:AOTCache=" + cache);
        }
        command.add("-cp");
        command.add(home.resolve("*").toString());
        command.add(MAIN);
        return command;
    }
}
