package dev.sprue.engine.grammar;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * Computes for each state how many levels of nesting the way to the end of its rule needs at the least. Where there is no
 * way (recursion without an end, say) the state is dead.
 *
 * <p>Knuth's generalisation of Dijkstra's algorithm (Information Processing Letters 6, 1977): states are settled in the
 * order of their heights, and a call counts once both the rule and the state after it are settled.
 */
final class Heights {
    private final int states;
    private final IntTable reads;
    private final IntTable moves;
    private final IntTable calls;
    private final BitSet ends;
    private final BitSet nesting;
    private final int[] heights;
    private final List<Deque<Integer>> waiting = new ArrayList<>();

    Heights(int states, IntTable reads, IntTable moves, IntTable calls, BitSet ends, BitSet nesting) {
        this.states = states;
        this.reads = reads;
        this.moves = moves;
        this.calls = calls;
        this.ends = ends;
        this.nesting = nesting;
        this.heights = new int[states];
        Arrays.fill(heights, Network.DEAD);
        for (int height = 0; height <= Network.MAX_DEPTH; height++) {
            waiting.add(new ArrayDeque<>());
        }
    }

    int[] compute() {
        int[][] readers = reversed(reads, 3);
        int[][] movers = reversed(moves, 2);
        int[][] callers = reversed(calls, 1);
        int[][] returns = reversed(calls, 2);
        ends.stream().forEach(state -> waiting.getFirst().add(state));
        for (int height = 0; height <= Network.MAX_DEPTH; height++) {
            Deque<Integer> now = waiting.get(height);
            while (!now.isEmpty()) {
                int state = now.remove();
                if (heights[state] != Network.DEAD) {
                    continue;
                }
                heights[state] = height;
                for (int row : readers[state]) {
                    offer(reads.get(row, 0), height);
                }
                for (int row : movers[state]) {
                    offer(moves.get(row, 0), height);
                }
                for (int row : callers[state]) {
                    offerCall(row);
                }
                for (int row : returns[state]) {
                    offerCall(row);
                }
            }
        }
        return heights;
    }

    private void offerCall(int row) {
        int rule = calls.get(row, 1);
        int after = calls.get(row, 2);
        if (heights[rule] != Network.DEAD && heights[after] != Network.DEAD) {
            offer(calls.get(row, 0), Math.max(heights[rule] + (nesting.get(rule) ? 1 : 0), heights[after]));
        }
    }

    private void offer(int state, int height) {
        if (height <= Network.MAX_DEPTH && heights[state] == Network.DEAD) {
            waiting.get(height).add(state);
        }
    }

    /** Returns for each state the rows that name it in {@code column}. */
    private int[][] reversed(IntTable table, int column) {
        IntTable reversed = new IntTable(2, Integer.MAX_VALUE);
        for (int row = 0; row < table.rows(); row++) {
            reversed.add(table.get(row, column), row);
        }
        return reversed.grouped(states);
    }
}
