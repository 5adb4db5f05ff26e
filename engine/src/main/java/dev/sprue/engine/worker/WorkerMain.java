package dev.sprue.engine.worker;

import dev.sprue.engine.catalog.ModelStore;
import dev.sprue.engine.chat.BatchLimits;
import dev.sprue.engine.schedule.Scheduler;
import dev.sprue.engine.tensor.Compute;
import dev.sprue.engine.tensor.KernelChoice;
import dev.sprue.engine.tensor.Kernels;
import dev.sprue.engine.tensor.Team;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The engine worker's entry point.
 *
 * <p>The parent process writes a secret token as the first line of standard input and keeps the pipe open; when the pipe
 * ends, the parent is gone and so is the worker. SIGTERM lets running requests finish, for five seconds at most. Standard output carries exactly one line, {@code sprue-engine ready PORT},
 * once requests are accepted on 127.0.0.1. The log goes to standard error.
 */
public final class WorkerMain {
    private static final int MAX_TOKEN_BYTES = 1024;
    private static final long DRAIN_MS = 5_000;
    /** Java's Process.destroy sends SIGTERM and at once closes the pipe; so long the signal may take to be seen. */
    private static final long SIGNAL_MS = 100;

    private static final int RUNNING_PER_CORE = 4;
    private static final int MAX_WAITING = 256;
    /** Generations that grow side by side even on few cores: a pass for several costs little more than for one. */
    private static final int MIN_BATCH = 16;
    /** Which part of the heap keys and values may take. */
    private static final int KV_SHARE = 3;

    private WorkerMain() {}

    /** Runs the worker until its parent ends or stops it. Takes no arguments. */
    public static void main(String[] arguments) throws IOException {
        PrintStream ready = System.out;
        // A library that prints must not break the protocol.
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        Log log = new Log(System.err);
        BearerToken token = readToken(System.in);
        WorkerSettings settings = WorkerSettings.ofSystem();
        Kernels kernels = KernelChoice.best();
        int cores = Runtime.getRuntime().availableProcessors();
        Compute compute = new Compute(kernels, new Team(cores));
        Scheduler scheduler = new Scheduler(cores, cores * RUNNING_PER_CORE, MAX_WAITING);
        long kvBytes = Runtime.getRuntime().maxMemory() / KV_SHARE;
        ModelStore models = new ModelStore(
                compute,
                scheduler,
                new BatchLimits(Math.max(MIN_BATCH, cores * RUNNING_PER_CORE), MAX_WAITING, kvBytes),
                settings.chatModel());
        WorkerServer server = WorkerServer.start(token, models, scheduler, settings.stuck(), log);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(server), "drain"));
        Thread.ofPlatform().name("parent-watch").start(() -> endWithParent(System.in, server));
        ready.println("sprue-engine ready " + server.port());
        ready.flush();
        log.info("listening on 127.0.0.1:" + server.port() + ", kernels " + kernels.name() + ", cores " + cores);
        Thread.ofPlatform().daemon().name("prewarm").start(new Prewarm(models, server::isUnused, log));
        settings.idle().ifPresent(idle -> Thread.ofVirtual().name("idle").start(new IdleUnloader(models, idle, log)));
    }

    private static BearerToken readToken(InputStream in) throws IOException {
        byte[] line = new byte[MAX_TOKEN_BYTES];
        int length = 0;
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (length == line.length) {
                throw new IOException("the token on standard input is longer than " + MAX_TOKEN_BYTES + " bytes");
            }
            line[length++] = (byte) next;
        }
        String token = new String(line, 0, length, StandardCharsets.UTF_8).strip();
        if (token.isEmpty()) {
            throw new IOException("the first line of standard input must be the token that requests will carry");
        }
        return new BearerToken(token);
    }

    private static void endWithParent(InputStream in, WorkerServer server) {
        try {
            while (in.read() >= 0) {
                // Nothing is expected but the end.
            }
        } catch (IOException e) {
            // A broken pipe is an end too.
        }
        try {
            Thread.sleep(SIGNAL_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!server.isStopping()) {
            Runtime.getRuntime().halt(0);
        }
    }

    private static void drain(WorkerServer server) {
        try {
            server.drain(DRAIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
