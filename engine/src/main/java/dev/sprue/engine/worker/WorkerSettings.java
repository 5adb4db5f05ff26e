package dev.sprue.engine.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What can be set when a worker is started, as system properties.
 *
 * @param chatModel {@code sprue.engine.chatModel}: a GGUF file to answer with in the place of the built-in chat model
 * @param idle {@code sprue.engine.idleSeconds}: how long nobody uses a model until it is unloaded; nothing for never (0)
 * @param stuck {@code sprue.engine.stuckSeconds}: how long a step that should take milliseconds may take until the health
 *     check says that the worker hangs
 */
record WorkerSettings(Optional<Path> chatModel, Optional<Duration> idle, Duration stuck) {
    private static final String PREFIX = "sprue.engine.";
    private static final int IDLE_S = 900;
    private static final int STUCK_S = 30;

    static WorkerSettings ofSystem() {
        int idle = Integer.getInteger(PREFIX + "idleSeconds", IDLE_S);
        return new WorkerSettings(
                Optional.ofNullable(System.getProperty(PREFIX + "chatModel")).map(Path::of),
                idle > 0 ? Optional.of(Duration.ofSeconds(idle)) : Optional.empty(),
                Duration.ofSeconds(Integer.getInteger(PREFIX + "stuckSeconds", STUCK_S)));
    }
}
