package dev.sprue.engine.tensor;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Threads that divide a piece of work of microseconds among them, and are together again when it is done. The caller is
 * one of them. Helpers that have nothing to do watch for the next piece for a moment, which makes it begin in less than a
 * microsecond, and then sleep.
 *
 * <p>One caller at a time has the helpers; who comes meanwhile computes alone. Thread-safe.
 */
public final class Team implements AutoCloseable {
    /** How long a helper without work keeps a core: about the time between two products of a token. */
    private static final long WATCH_NS = 50_000;
    /** Turns of watching between two looks at the clock. */
    private static final int TURNS = 64;
    /** Turns after which a caller who waits for a helper lets others have the core: the helper may need it. */
    private static final int PATIENCE = 20_000;

    private final Helper[] helpers;
    private final AtomicBoolean taken = new AtomicBoolean();
    private volatile @Nullable Work current;
    /** Of the last work; whoever has the helpers may change it. */
    private long number;

    private volatile boolean closed;

    /** Starts the helpers: daemon threads, one fewer than {@code threads}, which is at least 1. */
    public Team(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("a team of " + threads);
        }
        helpers = new Helper[threads - 1];
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Helper("team-" + (i + 1));
        }
        for (Helper helper : helpers) {
            helper.thread.start();
        }
    }

    /** Returns how many threads work at once, the caller included. */
    public int threads() {
        return helpers.length + 1;
    }

    /**
     * Calls {@code work} with every number from 0 to {@code pieces - 1}, on several threads at once, and returns when all
     * calls have. What one throws is thrown here; other pieces may have been done or not.
     */
    public void run(int pieces, IntConsumer work) {
        if (pieces <= 1 || helpers.length == 0 || !taken.compareAndSet(false, true)) {
            for (int piece = 0; piece < pieces; piece++) {
                work.accept(piece);
            }
            return;
        }
        try {
            Work shared = new Work(++number, pieces, work);
            current = shared;
            for (Helper helper : helpers) {
                helper.wake();
            }
            shared.help();
            shared.await();
        } finally {
            current = null;
            taken.set(false);
        }
    }

    /** Ends the helpers. Work that comes later is done by its callers alone. */
    @Override
    public void close() {
        closed = true;
        for (Helper helper : helpers) {
            LockSupport.unpark(helper.thread);
        }
    }

    /** A piece of work and how much of it is given out. */
    private static final class Work {
        private final long number;
        private final int pieces;
        private final IntConsumer task;
        private final AtomicInteger next = new AtomicInteger();
        private final AtomicInteger done = new AtomicInteger();
        private volatile @Nullable Throwable failure;

        Work(long number, int pieces, IntConsumer task) {
            this.number = number;
            this.pieces = pieces;
            this.task = task;
        }

        void help() {
            for (int piece = next.getAndIncrement(); piece < pieces; piece = next.getAndIncrement()) {
                try {
                    task.accept(piece);
                } catch (Throwable e) { // handed to the caller, whatever it is
                    failure = e;
                } finally {
                    done.incrementAndGet();
                }
            }
        }

        void await() {
            for (int turn = 0; done.get() < pieces; turn++) {
                if (turn < PATIENCE) {
                    Thread.onSpinWait();
                } else {
                    Thread.yield();
                }
            }
            switch (failure) {
                case null -> {}
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case Throwable e -> throw new IllegalStateException(e);
            }
        }
    }

    private final class Helper implements Runnable {
        private final Thread thread;
        private volatile boolean asleep;

        Helper(String name) {
            thread = Thread.ofPlatform().daemon().name(name).unstarted(this);
        }

        void wake() {
            if (asleep) {
                asleep = false;
                LockSupport.unpark(thread);
            }
        }

        @Override
        public void run() {
            // Not the work itself, which would keep a model in memory that nobody uses any more.
            long last = 0;
            while (!closed) {
                last = helpWithNext(last);
            }
        }

        private long helpWithNext(long last) {
            Work work = watch(last);
            if (work == null) {
                return last;
            }
            work.help();
            return work.number;
        }

        /** Returns work that is new, or nothing where the team is closed or a sleep has ended. */
        private @Nullable Work watch(long last) {
            long until = System.nanoTime() + WATCH_NS;
            do {
                for (int turn = 0; turn < TURNS; turn++) {
                    Work work = current;
                    if (work != null && work.number != last) {
                        return work;
                    }
                    Thread.onSpinWait();
                }
            } while (System.nanoTime() < until && !closed);
            asleep = true;
            // Whoever sets work sees that this thread sleeps, or this thread sees the work.
            Work work = current;
            if ((work == null || work.number == last) && !closed) {
                LockSupport.park(this);
            }
            asleep = false;
            return null;
        }
    }
}
