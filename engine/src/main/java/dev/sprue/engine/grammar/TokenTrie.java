package dev.sprue.engine.grammar;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The tokens of a vocabulary as a tree of their bytes, so that tokens with a common beginning share its reading. Immutable. */
public final class TokenTrie {
    private static final int NO_TOKEN = -1;

    /** In order of the walk: each node before its children. */
    private final byte[] values;

    private final int[] depths;
    private final int[] tokens;
    /** The node with which a walk goes on that leaves the node's children out. */
    private final int[] skips;

    private final int nodes;
    private final int longestBytes;
    private final int vocabulary;

    /**
     * Builds the tree.
     *
     * @param tokenBytes the bytes of each token, by id; empty for a token that must never come
     */
    public TokenTrie(List<byte[]> tokenBytes) {
        vocabulary = tokenBytes.size();
        longestBytes = tokenBytes.stream().mapToInt(bytes -> bytes.length).max().orElse(0);
        int total = tokenBytes.stream().mapToInt(bytes -> bytes.length).sum();
        values = new byte[total];
        depths = new int[total];
        tokens = new int[total];
        skips = new int[total];
        int[] order = IntStream.range(0, vocabulary)
                .boxed()
                .sorted(Comparator.comparing(tokenBytes::get, Arrays::compareUnsigned))
                .mapToInt(Integer::intValue)
                .toArray();
        nodes = fill(tokenBytes, order);
    }

    private int fill(List<byte[]> tokenBytes, int[] order) {
        int[] open = new int[longestBytes];
        int openCount = 0;
        int count = 0;
        byte[] before = new byte[0];
        for (int id : order) {
            byte[] bytes = tokenBytes.get(id);
            if (bytes.length == 0) {
                continue;
            }
            int common = Math.max(0, Arrays.mismatch(before, bytes));
            if (Arrays.equals(before, bytes)) {
                throw new IllegalArgumentException("two tokens of the same bytes: the second is " + id);
            }
            while (openCount > common) {
                skips[open[--openCount]] = count;
            }
            for (int depth = common; depth < bytes.length; depth++) {
                values[count] = bytes[depth];
                depths[count] = depth;
                tokens[count] = NO_TOKEN;
                open[openCount++] = count++;
            }
            tokens[count - 1] = id;
            before = bytes;
        }
        while (openCount > 0) {
            skips[open[--openCount]] = count;
        }
        return count;
    }

    /** Returns the number of bytes of the longest token. */
    int longestBytes() {
        return longestBytes;
    }

    /** Returns the tokens whose bytes can be read from a position. */
    BitSet readable(Position start, Stepper stepper) {
        BitSet readable = new BitSet(vocabulary);
        Position[] path = new Position[longestBytes + 1];
        path[0] = start;
        int node = 0;
        while (node < nodes) {
            int depth = depths[node];
            Position position = stepper.step(path[depth], values[node] & 0xFF);
            if (position.isDead()) {
                node = skips[node];
            } else {
                if (tokens[node] != NO_TOKEN) {
                    readable.set(tokens[node]);
                }
                path[depth + 1] = position;
                node++;
            }
        }
        return readable;
    }
}
