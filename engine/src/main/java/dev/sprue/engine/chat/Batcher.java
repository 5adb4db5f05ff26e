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
    private final Scheduler.Job job;
    private final PromptShares shares = new PromptShares();
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Member> waiting = new ArrayDeque<>();
    private final List<Member> running = new ArrayList<>();

    /** Takes turns on {@code scheduler} whenever there is something to do. */
    public Batcher(ChatModel model, Compute compute, Scheduler scheduler, BatchLimits limits) {
        this.model = model;
        this.limits = limits;
        this.compute = compute;
        this.pool = model.newPool(limits.kvBytes());
        this.pass = model.newPass(compute);
        this.job = scheduler.resident(this::step);
    }

    /** A generation and who reads it. */
    private record Member(Generation generation, GenerationRun run) {}

    /** An answer that has memory for what it is to read. */
    private record Turn(Member member, Track track) {}

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
        GenerationRun run = new GenerationRun(this::wake);
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
        wake();
        return run;
    }

    private void wake() {
        job.resume();
    }

    private Stepped.Progress step() {
        List<Member> members = members();
        List<Turn> turns = turns(members);
        if (turns.isEmpty()) {
            return Stepped.Progress.WAIT;
        }
        try {
            advance(turns);
        } catch (
                Throwable
                        e) { // also an OutOfMemoryError ends these generations only, where it does not end the process
            turns.forEach(turn -> turn.member.run.fail(e));
        }
        return Stepped.Progress.MORE;
    }

    /** Lets generations go that are done or whose readers have gone, and admits others in their places. */
    private List<Member> members() {
        lock.lock();
        try {
            waiting.removeIf(member -> member.run.isOver());
            for (Member member : List.copyOf(running)) {
                if (member.generation.isDone() || member.run.isOver()) {
                    member.generation.close();
                    running.remove(member);
                }
            }
            while (!waiting.isEmpty() && running.size() < limits.maxRunning()) {
                running.add(waiting.remove());
            }
            return List.copyOf(running);
        } finally {
            lock.unlock();
        }
    }

    /** Finds whose turn it is, in order of arrival, and memory for them. */
    private List<Turn> turns(List<Member> members) {
        List<Turn> turns = new ArrayList<>();
        boolean full = false;
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get(i);
            if (member.run.isAhead()) {
                continue;
            }
            for (Track track : member.generation.ready()) {
                boolean growing = track.unread() == 1 && track.hasBegun();
                // Nobody who came later takes the memory that an earlier prompt waits for.
                if (full && !growing) {
                    continue;
                }
                if (findMemory(track, members, i, growing)) {
                    turns.add(new Turn(member, track));
                } else {
                    full = true;
                }
            }
        }
        // An answer that gave its memory away after it had its turn has none now.
        turns.removeIf(turn -> !turn.track.holdsMemory());
        return turns;
    }

    /**
     * Finds memory for an answer. Readers who are slow give theirs up first; for an answer that grows, then those who came
     * last, so that whoever is first always goes on.
     */
    private static boolean findMemory(Track track, List<Member> members, int own, boolean growing) {
        if (track.reserve()) {
            return true;
        }
        for (boolean slowOnly : new boolean[] {true, false}) {
            for (int i = members.size() - 1; i >= 0 && (slowOnly || growing && i >= own); i--) {
                Member victim = members.get(i);
                if (slowOnly && !victim.run.isAhead()) {
                    continue;
                }
                for (Track other : victim.generation.ready().reversed()) {
                    if (other == track) {
                        break;
                    }
                    other.yieldMemory();
                    if (track.reserve()) {
                        return true;
                    }
                }
            }
        }
        // What was found so far would be missing elsewhere.
        track.yieldMemory();
        return false;
    }

    private void advance(List<Turn> turns) {
        int[] counts = shares.divide(
                turns.stream().mapToInt(turn -> turn.track.unread()).toArray());
        List<Turn> taken = new ArrayList<>();
        List<Feed> feeds = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                taken.add(turns.get(i));
                feeds.add(turns.get(i).track.feed(counts[i]));
            }
        }
        long startNs = System.nanoTime();
        float[][] logits = pass.run(feeds);
        shares.took(feeds.stream().mapToInt(Feed::count).sum(), System.nanoTime() - startNs);
        List<List<GenerationEvent>> events = new ArrayList<>();
        for (int i = 0; i < logits.length; i++) {
            events.add(List.of());
        }
        compute.each(logits.length, CHOOSING_COST, i -> events.set(i, take(taken.get(i), logits[i])));
        // All answers of a generation at once: with the last of them the reader may see that it is complete.
        Map<Member, List<GenerationEvent>> visible = new LinkedHashMap<>();
        for (int i = 0; i < logits.length; i++) {
            visible.computeIfAbsent(taken.get(i).member, member -> new ArrayList<>())
                    .addAll(events.get(i));
        }
        visible.forEach(
                (member, all) -> member.run.publish(all, member.generation.usage(), member.generation.isDone()));
    }

    /** A choice of a token that fails ends its own generation only. */
    private static List<GenerationEvent> take(Turn turn, float[] logits) {
        try {
            return turn.track.take(logits);
        } catch (RuntimeException e) {
            turn.member.run.fail(e);
            return List.of();
        }
    }
}
