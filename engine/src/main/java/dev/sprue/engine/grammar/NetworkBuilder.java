package dev.sprue.engine.grammar;

import java.util.BitSet;

/**
 * Builds a recursive transition network: states with edges that read a byte, that go on without reading, or that call a
 * rule and return when it has ended. A rule is named by its first state, may be called before it is built, and must read
 * at least one byte before it calls itself.
 *
 * <p>Each run of a rule has one counter, for repetitions with bounds: {@link #begin} sets it, {@link #enter} takes one
 * repetition of those that are left, {@link #leave} goes on once there were enough.
 */
public final class NetworkBuilder {
    /** The most states of a network. */
    public static final int MAX_STATES = 200_000;
    /** Stands for no upper bound of a repetition. */
    public static final int UNBOUNDED = Integer.MAX_VALUE;

    private static final int MAX_EDGES = 4 * MAX_STATES;

    private final IntTable reads = new IntTable(4, MAX_EDGES);
    private final IntTable moves = new IntTable(5, MAX_EDGES);
    private final IntTable calls = new IntTable(3, MAX_EDGES);
    private final BitSet ends = new BitSet();
    private final BitSet nesting = new BitSet();
    private int states;

    /** Creates an empty network. */
    public NetworkBuilder() {}

    /**
     * Adds a state.
     *
     * @throws GrammarTooLargeException beyond {@link #MAX_STATES}; adding edges fails alike
     */
    public int state() {
        if (states == MAX_STATES) {
            throw new GrammarTooLargeException("more than " + MAX_STATES + " states");
        }
        return states++;
    }

    /** Adds the first state of a rule; {@code nests} where the rule is one level of nesting deeper than its caller. */
    public int rule(boolean nests) {
        int start = state();
        nesting.set(start, nests);
        return start;
    }

    /** Adds an edge that reads a byte between {@code low} and {@code high}, 0 to 255. */
    public void read(int from, int low, int high, int to) {
        reads.add(from, low, high, to);
    }

    /** Adds a chain of states that reads these bytes and returns its last. */
    public int read(int from, byte[] bytes) {
        int at = from;
        for (byte value : bytes) {
            int next = state();
            read(at, value & 0xFF, value & 0xFF, next);
            at = next;
        }
        return at;
    }

    /** Adds an edge that reads nothing. */
    public void skip(int from, int to) {
        moves.add(from, Network.SKIP, to, 0, 0);
    }

    /** Adds an edge that begins a repetition of {@code min} to {@code max} times. */
    public void begin(int from, int to, int min, int max) {
        moves.add(from, Network.BEGIN, to, min, max);
    }

    /** Adds an edge that can be taken while repetitions are left, and takes one. */
    public void enter(int from, int to) {
        moves.add(from, Network.ENTER, to, 0, 0);
    }

    /** Adds an edge that can be taken once there were enough repetitions. */
    public void leave(int from, int to) {
        moves.add(from, Network.LEAVE, to, 0, 0);
    }

    /** Adds an edge that runs a rule. */
    public void call(int from, int rule, int to) {
        calls.add(from, rule, to);
    }

    /** Lets the rule to which a state belongs end there. */
    public void end(int state) {
        ends.set(state);
    }

    /** Completes the network, which begins with {@code rule}. */
    public Network build(int rule) {
        int[] heights = new Heights(states, reads, moves, calls, ends, nesting).compute();
        return new Network(
                rule,
                reads.grouped(states),
                moves.grouped(states),
                calls.grouped(states),
                (BitSet) ends.clone(),
                (BitSet) nesting.clone(),
                heights);
    }
}
