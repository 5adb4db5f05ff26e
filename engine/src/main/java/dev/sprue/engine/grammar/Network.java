package dev.sprue.engine.grammar;

import java.util.BitSet;

/**
 * A recursive transition network over bytes. From every state that can be reached there is a way to the end, within the
 * bound of nesting: states without one are left out when the network is walked. Immutable.
 */
public final class Network {
    /** The deepest nesting of what a network reads, the outermost value included. */
    public static final int MAX_DEPTH = 64;

    static final int SKIP = 0;
    static final int BEGIN = 1;
    static final int ENTER = 2;
    static final int LEAVE = 3;
    static final int DEAD = Integer.MAX_VALUE / 2;

    private final int start;
    private final int[][] reads;
    private final int[][] moves;
    private final int[][] calls;
    private final BitSet ends;
    private final BitSet nesting;
    private final int[] heights;

    Network(int start, int[][] reads, int[][] moves, int[][] calls, BitSet ends, BitSet nesting, int[] heights) {
        this.start = start;
        this.reads = reads;
        this.moves = moves;
        this.calls = calls;
        this.ends = ends;
        this.nesting = nesting;
        this.heights = heights;
    }

    /** Returns whether a rule can be completed within the bound of nesting. */
    public boolean isSatisfiable(int rule) {
        return heights[rule] + (nesting.get(rule) ? 1 : 0) <= MAX_DEPTH;
    }

    /** Returns the rule with which the network begins. */
    public int start() {
        return start;
    }

    /** Returns the number of states. */
    public int size() {
        return heights.length;
    }

    /** Returns triples: lowest byte, highest byte, next state. */
    int[] reads(int state) {
        return reads[state];
    }

    /** Returns quadruples: kind of move, next state, fewest and most repetitions. */
    int[] moves(int state) {
        return moves[state];
    }

    /** Returns pairs: rule, state after it. */
    int[] calls(int state) {
        return calls[state];
    }

    boolean ends(int state) {
        return ends.get(state);
    }

    /** Returns whether the way to the rule's end from {@code state}, entered at a depth, stays within the bound. */
    boolean fits(int state, int depth) {
        return depth + heights[state] <= MAX_DEPTH;
    }

    int nesting(int rule) {
        return nesting.get(rule) ? 1 : 0;
    }
}
