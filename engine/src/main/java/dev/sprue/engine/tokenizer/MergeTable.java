package dev.sprue.engine.tokenizer;

import java.util.Arrays;

/** Which two neighbouring tokens merge into which third, and how early: an open-addressing hash table on the pair. */
final class MergeTable {
    /** The answer for a pair that does not merge. */
    static final long NONE = -1;

    private static final long EMPTY = -1;

    private final long[] pairs;
    private final long[] merges;
    private final int mask;

    MergeTable(int capacity) {
        int slots = Integer.highestOneBit(Math.max(8, capacity)) * 4;
        this.pairs = new long[slots];
        this.merges = new long[slots];
        this.mask = slots - 1;
        Arrays.fill(pairs, EMPTY);
    }

    /** Adds a merge; of two for one pair the first, which has the lower rank, stays. */
    void add(int left, int right, int rank, int merged) {
        int slot = slot(pair(left, right));
        if (pairs[slot] == EMPTY) {
            pairs[slot] = pair(left, right);
            merges[slot] = (long) rank << 32 | merged;
        }
    }

    /** Returns the rank in the upper and the merged token in the lower 32 bits, or {@link #NONE}. */
    long find(int left, int right) {
        int slot = slot(pair(left, right));
        return pairs[slot] == EMPTY ? NONE : merges[slot];
    }

    private int slot(long pair) {
        long hash = pair * 0x9E3779B97F4A7C15L;
        int slot = (int) (hash >>> 32) & mask;
        while (pairs[slot] != EMPTY && pairs[slot] != pair) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private static long pair(int left, int right) {
        return (long) left << 32 | right;
    }
}
