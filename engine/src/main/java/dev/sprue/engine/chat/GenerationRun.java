package dev.sprue.engine.chat;

import dev.sprue.engine.schedule.QueueFullException;
import dev.sprue.engine.schedule.Scheduler;
import dev.sprue.engine.schedule.Stepped;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A generation at work: a scheduler drives it, and a reader takes its events. It never runs more than a few events
 * ahead of the reader, so a slow reader slows it and one that closes ends it.
 */
public final class GenerationRun implements AutoCloseable {
    private static final int MAX_AHEAD = 8;

    private final Supplier<Generation> begin;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<GenerationEvent> ready = new ArrayDeque<>();
    private @Nullable Generation generation;
    private @Nullable Throwable failure;
    private Usage usage = new Usage(0, 0);
    private boolean done;
    private boolean closed;
    private Scheduler.@Nullable Job job;

    private GenerationRun(Supplier<Generation> begin) {
        this.begin = begin;
    }

    /**
     * Starts a generation.
     *
     * @param begin called when its turn comes, so that memory is taken only then
     * @throws QueueFullException where too much is waiting already
     */
    public static GenerationRun start(Scheduler scheduler, Supplier<Generation> begin) throws QueueFullException {
        GenerationRun run = new GenerationRun(begin);
        run.job = scheduler.submit(run::step);
        return run;
    }

    private Stepped.Progress step() {
        try {
            Generation current = generation;
            if (current == null) {
                current = begin.get();
                generation = current;
            }
            return isClosed() ? Stepped.Progress.DONE : publish(current.step(), current);
        } catch (Throwable e) { // also an OutOfMemoryError ends this generation only
            return fail(e);
        }
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private Stepped.Progress publish(List<GenerationEvent> events, Generation current) {
        lock.lock();
        try {
            ready.addAll(events);
            done = current.isDone();
            usage = current.usage();
            changed.signalAll();
            if (done || closed) {
                return Stepped.Progress.DONE;
            }
            return ready.size() < MAX_AHEAD ? Stepped.Progress.MORE : Stepped.Progress.WAIT;
        } finally {
            lock.unlock();
        }
    }

    private Stepped.Progress fail(Throwable cause) {
        lock.lock();
        try {
            failure = cause;
            done = true;
            changed.signalAll();
            return Stepped.Progress.DONE;
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
            GenerationEvent event = ready.remove();
            if (job != null && ready.size() < MAX_AHEAD / 2) {
                job.resume();
            }
            return Optional.of(event);
        } finally {
            lock.unlock();
        }
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
            if (job != null) {
                job.withdraw();
                job.resume();
            }
        } finally {
            lock.unlock();
        }
    }
}
