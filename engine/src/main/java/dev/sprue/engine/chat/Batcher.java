package dev.sprue.engine.chat;

import dev.sprue.engine.llama.Feed;
import dev.sprue.engine.llama.ForwardPass;
import dev.sprue.engine.llama.KvPool;
import dev.sprue.engine.schedule.QueueFullException;
import dev.sprue.engine.schedule.Scheduler;
import dev.sprue.engine.schedule.Stepped;
import dev.sprue.engine.tensor.Compute;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Runs all generations of a model together: each step is one pass through the model in which every answer goes on by a
 * token, with pieces of the prompts that wait to be read beside them. Generations come and go between any two steps.
 *
 * <p>Who came first is admitted first. Prompts share what a pass reads beside the answers evenly, so that a long one
 * holds up neither answers nor short ones. Thread-safe.
 */
public final class Batcher {
    /** What choosing a token costs, in multiplications: enough to be divided, since it may have to obey a grammar. */
    private static final long CHOOSING_COST = 30_000;

    private final ChatModel model;
    private final BatchLimits limits;
    private final KvPool pool;
    private final ForwardPass pass;
    private final Compute compute;
    private final LongSupplier nanoTime;
    private final Runnable wake;
    private final PromptShares shares = new PromptShares();
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Member> waiting = new ArrayDeque<>();
    private final List<Member> running = new ArrayList<>();
    /** Of those that run, who goes on in this step, and who does not; in order of arrival. */
    private final List<Member> due = new ArrayList<>();

    private final List<Member> idle = new ArrayList<>();

    /** Takes turns on {@code scheduler} whenever there is something to do. */
    public Batcher(ChatModel model, Compute compute, Scheduler scheduler, BatchLimits limits) {
        this(model, compute, limits, step -> scheduler.resident(step)::resume, System::nanoTime);
    }

    /**
     * As above, driven by anybody.
     *
     * @param driver takes what does a step; returns what is called when a next step is due after one that was to wait
     * @param nanoTime how late it is
     */
    Batcher(
            ChatModel model,
            Compute compute,
            BatchLimits limits,
            Function<Stepped, Runnable> driver,
            LongSupplier nanoTime) {
        this.model = model;
        this.limits = limits;
        this.compute = compute;
        this.pool = model.newPool(limits.kvBytes());
        this.pass = model.newPass(compute);
        this.nanoTime = nanoTime;
        this.wake = driver.apply(this::step);
    }

    /** Returns how many generations run, and how many wait. */
    public Scheduler.Load load() {
        lock.lock();
        try {
            return new Scheduler.Load(running.size(), waiting.size());
        } finally {
            lock.unlock();
        }
    }

    /** Returns the memory for keys and values, to read its counts. */
    public KvPool memory() {
        return pool;
    }

    /** Returns the most tokens that prompt and answer can have together: the context, or less where memory is short. */
    public int maxTokens() {
        return pool.maxPositions();
    }

    /** Starts a generation that answers one prompt. */
    public GenerationRun start(int[] prompt, GenerationParameters parameters) throws QueueFullException {
        return start(List.of(prompt), parameters);
    }

    /**
     * Starts a generation.
     *
     * @param prompts each of at least one and fewer than {@link #maxTokens()} tokens
     * @throws QueueFullException where too much is waiting already
     */
    public GenerationRun start(List<int[]> prompts, GenerationParameters parameters) throws QueueFullException {
        GenerationRun run = new GenerationRun(wake);
        Member member = new Member(model.generate(prompts, parameters, pool), run);
        lock.lock();
        try {
            if (running.size() + waiting.size() >= limits.maxRunning() + limits.maxWaiting()) {
                throw new QueueFullException(running.size(), waiting.size());
            }
            waiting.add(member);
        } finally {
            lock.unlock();
        }
        wake.run();
        return run;
    }

    /** Waits only where all generations wait for their readers, who wake it; so nothing else need. */
    private Stepped.Progress step() {
        try {
            seeWhoIsDue();
            if (due.isEmpty()) {
                return Stepped.Progress.WAIT;
            }
            advance(Turns.find(due, idle));
        } catch (
                Throwable
                        e) { // also an OutOfMemoryError ends these generations only, where it does not end the process
            due.forEach(member -> member.run().fail(e));
        }
        return Stepped.Progress.MORE;
    }

    /**
     * Lets generations go that are done or whose readers have gone, finds out who goes on, and admits others in the places
     * of those that do not. Readers are looked at here only, so that one who reads meanwhile changes nothing in the step.
     */
    private void seeWhoIsDue() {
        due.clear();
        idle.clear();
        lock.lock();
        try {
            waiting.removeIf(Member::hasLeft);
            running.removeIf(Member::hasLeft);
            for (Member member : running) {
                boolean goesOn =
                        due.size() < limits.maxRunning() && !member.run().isAhead();
                (goesOn ? due : idle).add(member);
            }
            while (!waiting.isEmpty() && due.size() < limits.maxRunning()) {
                Member next = waiting.remove();
                running.add(next);
                due.add(next);
            }
        } finally {
            lock.unlock();
        }
    }

    private void advance(List<Turns.Turn> turns) {
        int[] counts = shares.divide(
                turns.stream().mapToInt(turn -> turn.track().unread()).toArray());
        List<Turns.Turn> taken = new ArrayList<>();
        List<Feed> feeds = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                taken.add(turns.get(i));
                feeds.add(turns.get(i).track().feed(counts[i]));
            }
        }
        long startNs = nanoTime.getAsLong();
        float[][] logits = pass.run(feeds);
        shares.took(feeds.stream().mapToInt(Feed::count).sum(), nanoTime.getAsLong() - startNs);
        List<List<GenerationEvent>> events = new ArrayList<>();
        for (int i = 0; i < logits.length; i++) {
            events.add(List.of());
        }
        compute.each(logits.length, CHOOSING_COST, i -> events.set(i, take(taken.get(i), logits[i])));
        // Memory is one thread's affair.
        taken.forEach(turn -> turn.track().settle());
        // All answers of a generation at once: with the last of them the reader may see that it is complete.
        Map<Member, List<GenerationEvent>> visible = new LinkedHashMap<>();
        for (int i = 0; i < logits.length; i++) {
            visible.computeIfAbsent(taken.get(i).member(), member -> new ArrayList<>())
                    .addAll(events.get(i));
        }
        visible.forEach((member, all) -> member.run()
                .publish(all, member.generation().usage(), member.generation().isDone()));
    }

    /** A choice of a token that fails ends its own generation only. */
    private static List<GenerationEvent> take(Turns.Turn turn, float[] logits) {
        try {
            return turn.track().take(logits);
        } catch (RuntimeException e) {
            turn.member().run().fail(e);
            return List.of();
        }
    }
}
