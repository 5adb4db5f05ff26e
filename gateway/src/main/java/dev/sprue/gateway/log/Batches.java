package dev.sprue.gateway.log;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Takes things from anywhere without ever holding anybody up, and hands them on in batches, on a thread of its own.
 *
 * <p>The thread looks several times a second and never waits for the queue: an event loop that adds something must not have
 * to wake another thread for it, which would cost it more than the rest of a request. When the queue is full, things are
 * dropped and counted.
 *
 * @param <T> what is taken
 */
public final class Batches<T> implements AutoCloseable {

    private static final long CLOSE_WAIT_MS = 5_000;

    private final BlockingQueue<T> queue;
    private final LongAdder dropped = new LongAdder();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final long pauseMs;
    private final Consumer<List<T>> taker;
    private final Thread thread;

    /**
     * Starts the thread.
     *
     * @param name the thread's name
     * @param capacity how many things may wait
     * @param pauseMs milliseconds between two looks
     * @param taker takes a batch, possibly empty, whose list is cleared afterwards; called only on the thread
     */
    public Batches(String name, int capacity, long pauseMs, Consumer<List<T>> taker) {
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.pauseMs = pauseMs;
        this.taker = taker;
        this.thread = Thread.ofPlatform().name(name).daemon(true).start(this::run);
    }

    /** Takes one thing, or counts it as dropped. */
    public void add(T thing) {
        if (!queue.offer(thing)) {
            dropped.increment();
        }
    }

    /** How many things were dropped since this was last asked. */
    public long takeDropped() {
        return dropped.sumThenReset();
    }

    /** Counts things as dropped that were taken but could not be handed on. */
    public void countDropped(int more) {
        dropped.add(more);
    }

    private void run() {
        List<T> batch = new ArrayList<>();
        boolean last = false;
        while (!last) {
            last = pause();
            queue.drainTo(batch);
            taker.accept(batch);
            batch.clear();
        }
    }

    /** True when this is being closed. */
    private boolean pause() {
        try {
            return closing.await(pauseMs, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            return true;
        }
    }

    /** Hands on what waits, for at most five seconds, and ends the thread. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(CLOSE_WAIT_MS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
