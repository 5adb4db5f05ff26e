package dev.sprue.gateway.providers.builtin;

import dev.sprue.gateway.config.Secret;
import dev.sprue.gateway.config.TimeoutsConfig;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.providers.openai.OpenAiTarget;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one engine worker running: starts it, hands out where it listens, and starts it again when it dies, after a
 * pause that doubles from 200 ms to 30 s while it keeps dying young.
 *
 * <p>The worker cannot outlive this process: it ends when its standard input does. One virtual thread supervises; event
 * loops only read {@link #target()}.
 */
public final class EngineSupervisor implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(EngineSupervisor.class.getName());
    private static final String READY = "sprue-engine ready ";
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration WAIT_LIMIT = Duration.ofSeconds(20);
    private static final Duration HEALTHY_AFTER = Duration.ofSeconds(60);
    private static final long FIRST_PAUSE_MS = 200;
    private static final long LONGEST_PAUSE_MS = 30_000;
    private static final long RETRY_AFTER_MS = 2_000;

    private final EngineCommand command;
    private final TimeoutsConfig timeouts;
    private final Object lock = new Object();
    private volatile @Nullable OpenAiTarget target;
    private CompletableFuture<OpenAiTarget> nextTarget = new CompletableFuture<>();
    private @Nullable Thread supervisor;
    private @Nullable Process process;
    private volatile boolean closed;

    /**
     * Supervises the worker that {@code command} starts; nothing runs yet.
     *
     * @param timeouts how long the worker may take over a call
     */
    public EngineSupervisor(EngineCommand command, TimeoutsConfig timeouts) {
        this.command = command;
        this.timeouts = timeouts;
    }

    /** Where the worker listens; empty while it is not running. */
    public Optional<OpenAiTarget> target() {
        return Optional.ofNullable(target);
    }

    /** Starts the worker if nobody has yet. Returns at once. */
    public void start() {
        synchronized (lock) {
            if (supervisor == null && !closed) {
                supervisor = Thread.ofVirtual().name("engine-supervisor").start(this::supervise);
            }
        }
    }

    /**
     * Completes with where the worker listens, once it does; exceptionally, with the failure to answer with, when it
     * does not within 20 s.
     */
    public CompletableFuture<OpenAiTarget> whenReady() {
        start();
        synchronized (lock) {
            OpenAiTarget running = target;
            if (running != null) {
                return CompletableFuture.completedFuture(running);
            }
            return nextTarget
                    .copy()
                    .orTimeout(WAIT_LIMIT.toSeconds(), TimeUnit.SECONDS)
                    .exceptionallyCompose(cause -> CompletableFuture.failedFuture(
                            cause instanceof TimeoutException
                                    ? unavailable("they are still starting").toException()
                                    : unavailable("they cannot be started").toException()));
        }
    }

    static Failure unavailable(String why) {
        return Failure.of(ErrorCode.ENGINE_UNAVAILABLE, why, RETRY_AFTER_MS / 1_000)
                .withRetryAfterMs(RETRY_AFTER_MS);
    }

    private void supervise() {
        long pauseMs = FIRST_PAUSE_MS;
        while (!closed) {
            long startedNanos = System.nanoTime();
            try {
                run();
            } catch (IOException broken) {
                LOG.log(System.Logger.Level.ERROR, "the engine worker cannot be run: " + broken.getMessage());
            } catch (InterruptedException stop) {
                return;
            } finally {
                forget();
            }
            if (closed) {
                return;
            }
            Duration lived = Duration.ofNanos(System.nanoTime() - startedNanos);
            pauseMs = lived.compareTo(HEALTHY_AFTER) > 0 ? FIRST_PAUSE_MS : Math.min(LONGEST_PAUSE_MS, pauseMs * 2);
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the engine worker ended after " + lived.toMillis() + " ms; it starts again in " + pauseMs + " ms");
            try {
                Thread.sleep(pauseMs);
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    /** Runs one worker from its start to its end. */
    private void run() throws IOException, InterruptedException {
        if (!command.exists()) {
            throw new IOException("there is no engine at " + command.home());
        }
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String token = HexFormat.of().formatHex(random);
        Process worker = new ProcessBuilder(command.commandLine()).start();
        synchronized (lock) {
            process = worker;
        }
        try {
            Thread.ofVirtual().name("engine-log").start(() -> relayLog(worker));
            OutputStream stdin = worker.getOutputStream();
            stdin.write((token + "\n").getBytes(StandardCharsets.US_ASCII));
            stdin.flush();
            int port = readPort(worker);
            OpenAiTarget listening = new OpenAiTarget(
                    BuiltinProvider.NAME, "127.0.0.1", port, false, "/v1", Optional.of(new Secret(token)), timeouts);
            LOG.log(System.Logger.Level.INFO, "the engine worker is ready, process " + worker.pid());
            synchronized (lock) {
                target = listening;
                nextTarget.complete(listening);
            }
            worker.waitFor();
        } finally {
            worker.destroyForcibly();
        }
    }

    private int readPort(Process worker) throws IOException, InterruptedException {
        CompletableFuture<String> line = new CompletableFuture<>();
        Thread.ofVirtual().name("engine-ready").start(() -> {
            try (BufferedReader reader = worker.inputReader(StandardCharsets.UTF_8)) {
                String first = reader.readLine();
                line.complete(first == null ? "" : first);
                reader.transferTo(java.io.Writer.nullWriter());
            } catch (IOException broken) {
                line.completeExceptionally(broken);
            }
        });
        try {
            String ready = line.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (!ready.startsWith(READY)) {
                throw new IOException("it ended before it was ready; its log above says why");
            }
            return Integer.parseInt(ready.substring(READY.length()).strip());
        } catch (TimeoutException late) {
            throw new IOException("it was not ready within " + START_LIMIT.toSeconds() + " s", late);
        } catch (java.util.concurrent.ExecutionException | NumberFormatException broken) {
            throw new IOException("what it printed cannot be read", broken);
        }
    }

    private static void relayLog(Process worker) {
        try (BufferedReader reader = worker.errorReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                LOG.log(System.Logger.Level.INFO, "engine: " + line);
            }
        } catch (IOException ended) {
            LOG.log(System.Logger.Level.DEBUG, "the engine's log has ended");
        }
    }

    private void forget() {
        synchronized (lock) {
            target = null;
            process = null;
            if (nextTarget.isDone()) {
                nextTarget = new CompletableFuture<>();
            }
        }
    }

    /** Ends the worker and starts no other. */
    @Override
    public void close() {
        Process worker;
        synchronized (lock) {
            closed = true;
            worker = process;
            if (supervisor != null) {
                supervisor.interrupt();
            }
            nextTarget.completeExceptionally(new IOException("Sprue is stopping"));
        }
        if (worker != null) {
            worker.destroyForcibly();
        }
    }
}
