package dev.sprue.engine.schedule;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs stepped work on a few platform threads, in turn: every piece of work gets one step before any gets its next.
 *
 * <p>At most {@code maxRunning} pieces take turns (each holds memory); further ones wait in order, up to
 * {@code maxWaiting}, and beyond that are refused.
 */
public final class Scheduler {
    private final int maxRunning;
    private final int maxWaiting;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Deque<Job> runnable = new ArrayDeque<>();
    private final Deque<Job> waiting = new ArrayDeque<>();
    /** Since when the jobs that have their turn have it. */
    private final Map<Job, Long> stepping = new ConcurrentHashMap<>();

    private int running;

    /** Creates the scheduler and starts its daemon threads. */
    public Scheduler(int threads, int maxRunning, int maxWaiting) {
        this.maxRunning = maxRunning;
        this.maxWaiting = maxWaiting;
        for (int i = 1; i <= threads; i++) {
            Thread.ofPlatform().daemon().name("compute-" + i).start(this::loop);
        }
    }

    /** How much there is to do: running pieces of work, and those that wait for a place. */
    public record Load(int running, int waiting) {}

    /** Returns how much there is to do at this moment. */
    public Load load() {
        lock.lock();
        try {
            return new Load(running, waiting.size());
        } finally {
            lock.unlock();
        }
    }

    /** Returns how long the step has been running that began first of those that run now; zero where none does. */
    public Duration longestStep() {
        long now = System.nanoTime();
        return Duration.ofNanos(
                stepping.values().stream().mapToLong(begin -> now - begin).max().orElse(0));
    }

    /**
     * Accepts work.
     *
     * @throws QueueFullException where too much is waiting already
     */
    public Job submit(Stepped task) throws QueueFullException {
        lock.lock();
        try {
            Job job = new Job(task);
            if (running < maxRunning) {
                running++;
                enqueue(job);
            } else if (waiting.size() < maxWaiting) {
                waiting.add(job);
            } else {
                throw new QueueFullException(running, waiting.size());
            }
            return job;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Accepts work that is always there, though it mostly has nothing to do: it begins when it is resumed, never says that
     * it is done, and takes nobody's place.
     */
    public Job resident(Stepped task) {
        Job job = new Job(task);
        job.state = State.PARKED;
        return job;
    }

    private void enqueue(Job job) {
        job.state = State.RUNNABLE;
        runnable.add(job);
        work.signal();
    }

    private void loop() {
        while (true) {
            Job job = take();
            stepping.put(job, System.nanoTime());
            Stepped.Progress progress = job.task.step();
            stepping.remove(job);
            settle(job, progress);
        }
    }

    private Job take() {
        lock.lock();
        try {
            while (runnable.isEmpty()) {
                work.awaitUninterruptibly();
            }
            Job job = runnable.remove();
            job.state = State.STEPPING;
            return job;
        } finally {
            lock.unlock();
        }
    }

    private void settle(Job job, Stepped.Progress progress) {
        lock.lock();
        try {
            boolean resumed = job.resumed;
            job.resumed = false;
            switch (progress) {
                case MORE -> enqueue(job);
                case WAIT -> {
                    if (resumed) {
                        enqueue(job);
                    } else {
                        job.state = State.PARKED;
                    }
                }
                case DONE -> {
                    job.state = State.DONE;
                    running--;
                    promote();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void promote() {
        Job next = waiting.poll();
        if (next != null) {
            running++;
            enqueue(next);
        }
    }

    private enum State {
        WAITING,
        RUNNABLE,
        STEPPING,
        PARKED,
        DONE
    }

    /** A piece of work that was accepted. */
    public final class Job {
        private final Stepped task;
        private State state = State.WAITING;
        private boolean resumed;

        private Job(Stepped task) {
            this.task = task;
        }

        /** Lets work go on that answered {@link Stepped.Progress#WAIT}; does nothing otherwise. */
        public void resume() {
            lock.lock();
            try {
                if (state == State.PARKED) {
                    enqueue(this);
                } else if (state == State.STEPPING) {
                    resumed = true;
                }
            } finally {
                lock.unlock();
            }
        }

        /** Takes work that has not begun out of the line. Work that has begun must end by itself: see resume. */
        public void withdraw() {
            lock.lock();
            try {
                if (state == State.WAITING && waiting.remove(this)) {
                    state = State.DONE;
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
