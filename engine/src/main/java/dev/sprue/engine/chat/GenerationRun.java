package dev.sprue.engine.chat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A generation at work: a {@link Batcher} drives it, and a reader takes its events. It never runs more than a few events
 * ahead of the reader, so a slow reader slows it and one that closes ends it.
 */
public final class GenerationRun implements AutoCloseable {
    private static final int MAX_AHEAD = 8;

    private final Runnable wake;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<GenerationEvent> ready = new ArrayDeque<>();
    private @Nullable Throwable failure;
    private Usage usage = new Usage(0, 0);
    private boolean done;
    private boolean closed;
    /** Whether who drives the generation was told to wait for the reader, and is to be woken. */
    private boolean awaited;

    /**
     * Prepares the meeting of a generation and its reader.
     *
     * @param wake tells whoever drives the generation that the reader did something
     */
    GenerationRun(Runnable wake) {
        this.wake = wake;
    }

    /** Returns whether the reader wants no more. */
    public boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether the reader wants no more, or gets no more since the engine failed. */
    boolean isOver() {
        lock.lock();
        try {
            return closed || failure != null;
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether the reader has so much to read that the generation is to wait for it; then the reader will wake it. */
    boolean isAhead() {
        lock.lock();
        try {
            awaited = ready.size() >= MAX_AHEAD;
            return awaited;
        } finally {
            lock.unlock();
        }
    }

    /** Gives the reader what became visible. */
    void publish(List<GenerationEvent> events, Usage now, boolean complete) {
        lock.lock();
        try {
            ready.addAll(events);
            usage = now;
            done |= complete;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Tells the reader that nothing more will come. */
    void fail(Throwable cause) {
        lock.lock();
        try {
            failure = cause;
            done = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for the next event.
     *
     * @return nothing once all answers are complete
     * @throws GenerationFailedException where the engine failed
     */
    public Optional<GenerationEvent> next() throws InterruptedException {
        GenerationEvent event;
        boolean room;
        lock.lock();
        try {
            while (ready.isEmpty() && !done) {
                changed.await();
            }
            if (ready.isEmpty()) {
                if (failure != null) {
                    throw new GenerationFailedException(failure);
                }
                return Optional.empty();
            }
            event = ready.remove();
            room = awaited && ready.size() <= MAX_AHEAD / 2;
            awaited &= !room;
        } finally {
            lock.unlock();
        }
        if (room) {
            wake.run();
        }
        return Optional.of(event);
    }

    /** Returns the tokens taken so far. */
    public Usage usage() {
        lock.lock();
        try {
            return usage;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the generation before its next token, if it is still going. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            done = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        wake.run();
    }
}
