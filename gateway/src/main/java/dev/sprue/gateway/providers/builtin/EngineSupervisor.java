package dev.sprue.gateway.providers.builtin;

import dev.sprue.gateway.config.Secret;
import dev.sprue.gateway.config.TimeoutsConfig;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.providers.openai.OpenAiProviders;
import dev.sprue.gateway.providers.upstream.UpstreamProvider;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one engine worker running: starts it, hands out where it listens, and starts it again when it dies, after a
 * pause that doubles from 200 ms to 30 s while it keeps dying young. A worker that no longer answers its health check, or
 * answers that its work is stuck, is ended, which is a death like any other.
 *
 * <p>The worker cannot outlive this process: it ends when its standard input does. One virtual thread supervises; event
 * loops only read {@link #target()}.
 */
public final class EngineSupervisor implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(EngineSupervisor.class.getName());
    private static final String READY = "sprue-engine ready ";
    private static final long RETRY_AFTER_MS = 2_000;

    /** A process that dies loses its connections first, and is seen to have ended a moment later. */
    private static final long LOSS_SEEN_MS = 2_000;

    /**
     * How long things may take.
     *
     * @param start until a worker says that it is ready
     * @param call until a call that waits for it is refused
     * @param healthy after which a worker's end is an accident, not a habit
     * @param firstPause before the second start
     * @param longestPause before any start
     */
    record Patience(Duration start, Duration call, Duration healthy, Duration firstPause, Duration longestPause) {

        static final Patience USUAL = new Patience(
                Duration.ofSeconds(30),
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                Duration.ofMillis(200),
                Duration.ofSeconds(30));
    }

    /** Starts in a row that failed, from which on calls are refused at once instead of waiting for the next one. */
    private static final int HOPELESS_STARTS = 2;

    /** What the worker needs of the environment; the gateway's may hold keys. */
    private static final Set<String> ENVIRONMENT =
            Set.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "LD_LIBRARY_PATH");

    private final Path home;
    private final Supplier<List<String>> commandLine;
    private final Patience patience;
    private final HealthProbe.Rhythm rhythm;
    private final TimeoutsConfig timeouts;
    private final int maxAnswerMb;
    private final Object lock = new Object();
    private volatile @Nullable UpstreamProvider target;
    private CompletableFuture<UpstreamProvider> nextTarget = new CompletableFuture<>();
    private CompletableFuture<Void> ended = new CompletableFuture<>();
    private @Nullable Thread supervisor;
    private @Nullable Process process;
    private boolean hopeless;
    private volatile boolean closed;

    /**
     * Supervises the worker that {@code command} starts; nothing runs yet.
     *
     * @param timeouts how long the worker may take over a call
     * @param maxAnswerMb megabytes of a whole answer at most
     */
    public EngineSupervisor(EngineCommand command, TimeoutsConfig timeouts, int maxAnswerMb) {
        this(command.home(), command::commandLine, timeouts, maxAnswerMb, Patience.USUAL);
    }

    EngineSupervisor(
            Path home,
            Supplier<List<String>> commandLine,
            TimeoutsConfig timeouts,
            int maxAnswerMb,
            Patience patience) {
        this(home, commandLine, timeouts, maxAnswerMb, patience, HealthProbe.Rhythm.USUAL);
    }

    EngineSupervisor(
            Path home,
            Supplier<List<String>> commandLine,
            TimeoutsConfig timeouts,
            int maxAnswerMb,
            Patience patience,
            HealthProbe.Rhythm rhythm) {
        this.home = home;
        this.commandLine = commandLine;
        this.timeouts = timeouts;
        this.maxAnswerMb = maxAnswerMb;
        this.patience = patience;
        this.rhythm = rhythm;
    }

    /** Where the worker listens; empty while it is not running. */
    public Optional<UpstreamProvider> target() {
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
     * does not within 20 s, or is not going to.
     */
    public CompletableFuture<UpstreamProvider> whenReady() {
        start();
        synchronized (lock) {
            UpstreamProvider running = target;
            if (running != null) {
                return CompletableFuture.completedFuture(running);
            }
            if (closed || hopeless) {
                return CompletableFuture.failedFuture(
                        unavailable("they cannot be started").toException());
            }
            return nextTarget
                    .copy()
                    .orTimeout(patience.call().toMillis(), TimeUnit.MILLISECONDS)
                    .exceptionallyCompose(cause -> CompletableFuture.failedFuture(
                            cause instanceof TimeoutException
                                    ? unavailable("they are still starting").toException()
                                    : unavailable("they cannot be started").toException()));
        }
    }

    /**
     * Completes like {@link #whenReady()}, but never with a worker that a caller has lost: where that one still seems to
     * run, its end is waited for. Where it does not end, it fails with a {@link TimeoutException}.
     */
    CompletableFuture<UpstreamProvider> whenReplaced(UpstreamProvider lost) {
        CompletableFuture<Void> end;
        synchronized (lock) {
            if (target != lost) {
                return whenReady();
            }
            end = ended.copy();
        }
        return end.orTimeout(LOSS_SEEN_MS, TimeUnit.MILLISECONDS).thenCompose(gone -> whenReady());
    }

    static Failure unavailable(String why) {
        return Failure.of(ErrorCode.ENGINE_UNAVAILABLE, why, RETRY_AFTER_MS / 1_000)
                .withRetryAfterMs(RETRY_AFTER_MS);
    }

    private void supervise() {
        Duration pause = patience.firstPause();
        int failedStarts = 0;
        while (!closed) {
            long startedNanos = System.nanoTime();
            try {
                run();
                failedStarts = 0;
            } catch (IOException | RuntimeException broken) {
                failedStarts++;
                LOG.log(System.Logger.Level.ERROR, "the engine worker cannot be run: " + broken.getMessage());
            } catch (InterruptedException stop) {
                return;
            } finally {
                forget(failedStarts >= HOPELESS_STARTS || !Files.isDirectory(home));
            }
            if (closed) {
                return;
            }
            Duration lived = Duration.ofNanos(System.nanoTime() - startedNanos);
            if (lived.compareTo(patience.healthy()) > 0) {
                pause = patience.firstPause();
            }
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the engine worker ended after " + lived.toMillis() + " ms; it starts again in " + pause.toMillis()
                            + " ms");
            try {
                Thread.sleep(pause);
            } catch (InterruptedException stop) {
                return;
            }
            pause = pause.multipliedBy(2).compareTo(patience.longestPause()) < 0
                    ? pause.multipliedBy(2)
                    : patience.longestPause();
        }
    }

    /** Runs one worker from its start to its end. */
    private void run() throws IOException, InterruptedException {
        if (!Files.isDirectory(home)) {
            throw new IOException("there is no engine at " + home);
        }
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String token = HexFormat.of().formatHex(random);
        ProcessBuilder builder = new ProcessBuilder(commandLine.get());
        builder.environment().keySet().removeIf(name -> !ENVIRONMENT.contains(name.toUpperCase(Locale.ROOT)));
        Process worker = builder.start();
        synchronized (lock) {
            process = worker;
        }
        try {
            pipeReader("engine-log").start(() -> relayLog(worker));
            OutputStream stdin = worker.getOutputStream();
            stdin.write((token + "\n").getBytes(StandardCharsets.US_ASCII));
            stdin.flush();
            int port = readPort(worker);
            UpstreamProvider listening = OpenAiProviders.at(
                    BuiltinProvider.NAME,
                    "http://127.0.0.1:" + port + "/v1",
                    Optional.of(new Secret(token)),
                    timeouts,
                    maxAnswerMb);
            LOG.log(System.Logger.Level.INFO, "the engine worker is ready, process " + worker.pid());
            synchronized (lock) {
                target = listening;
                hopeless = false;
                nextTarget.complete(listening);
            }
            watch(worker, new HealthProbe(port, token, rhythm.within()));
        } finally {
            worker.destroyForcibly();
        }
    }

    /** Waits for the end of a worker, and brings it about when the worker hangs. */
    private void watch(Process worker, HealthProbe probe) throws InterruptedException {
        int misses = 0;
        while (!worker.waitFor(rhythm.every().toMillis(), TimeUnit.MILLISECONDS)) {
            String complaint = probe.complaint();
            misses = complaint.isEmpty() ? 0 : misses + 1;
            if (misses >= rhythm.misses() && worker.isAlive()) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "the engine worker, process " + worker.pid() + ", hangs and is ended: " + complaint);
                worker.destroyForcibly().waitFor();
                return;
            }
        }
    }

    private int readPort(Process worker) throws IOException, InterruptedException {
        CompletableFuture<String> line = new CompletableFuture<>();
        pipeReader("engine-ready").start(() -> {
            try (BufferedReader reader = worker.inputReader(StandardCharsets.UTF_8)) {
                String first = reader.readLine();
                line.complete(first == null ? "" : first);
                reader.transferTo(java.io.Writer.nullWriter());
            } catch (IOException broken) {
                line.completeExceptionally(broken);
            }
        });
        try {
            String ready = line.get(patience.start().toMillis(), TimeUnit.MILLISECONDS);
            if (ready.isEmpty()) {
                throw new IOException("it ended before it was ready; its log above says why");
            }
            return port(ready);
        } catch (TimeoutException late) {
            throw new IOException("it was not ready within " + patience.start().toMillis() + " ms", late);
        } catch (java.util.concurrent.ExecutionException | NumberFormatException broken) {
            throw new IOException("what it printed cannot be read", broken);
        }
    }

    /**
     * A platform thread: waiting for a pipe holds a virtual thread's carrier, and the JDK takes the carrier that stood in
     * for it away after half a minute, so that on a machine of two processors two such threads stop all virtual ones.
     */
    private static Thread.Builder pipeReader(String name) {
        return Thread.ofPlatform().name(name).daemon();
    }

    private static int port(String ready) throws IOException {
        int port = ready.startsWith(READY)
                ? Integer.parseInt(ready.substring(READY.length()).strip())
                : 0;
        if (port < 1 || port > 65_535) {
            throw new IOException("what it printed cannot be read");
        }
        return port;
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

    /** The worker has ended; where there is no hope for the next one, whoever waits for it need not. */
    private void forget(boolean noHope) {
        CompletableFuture<Void> over;
        synchronized (lock) {
            target = null;
            process = null;
            hopeless = noHope;
            over = ended;
            ended = new CompletableFuture<>();
            if (noHope) {
                nextTarget.completeExceptionally(new IOException("the engine worker does not start"));
            }
            if (nextTarget.isDone()) {
                nextTarget = new CompletableFuture<>();
            }
        }
        over.complete(null);
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
