package dev.sprue.engine.tokenizer;

/**
 * Merges the symbols of one piece, lowest rank first and leftmost among equals.
 *
 * <p>Symbols form a linked list; possible merges wait in a binary heap ordered by rank and position. A merge that was
 * overtaken (one of its two symbols is gone or changed) is recognised when it comes up and skipped, so a piece of n
 * bytes takes O(n log n) however long it is.
 */
final class Merger {
    private final MergeTable table;
    private final int[] symbols;
    private final int[] next;
    private final int[] previous;
    private final long[] heap;
    private int heapSize;

    Merger(MergeTable table, int[] symbols) {
        this.table = table;
        this.symbols = symbols;
        this.next = new int[symbols.length];
        this.previous = new int[symbols.length];
        this.heap = new long[symbols.length * 3];
        for (int i = 0; i < symbols.length; i++) {
            next[i] = i + 1;
            previous[i] = i - 1;
        }
    }

    /** Appends the merged symbols to {@code out}. */
    void mergeInto(IntList out) {
        for (int i = 0; i + 1 < symbols.length; i++) {
            offer(i);
        }
        while (heapSize > 0) {
            apply(poll());
        }
        for (int i = 0; i < symbols.length; i = next[i]) {
            out.add(symbols[i]);
        }
    }

    private void apply(long candidate) {
        int left = (int) candidate;
        int right = next[left];
        if (symbols[left] < 0 || right >= symbols.length) {
            return;
        }
        long merge = table.find(symbols[left], symbols[right]);
        if (merge == MergeTable.NONE || merge >>> 32 != candidate >>> 32) {
            return;
        }
        symbols[left] = (int) merge;
        symbols[right] = -1;
        next[left] = next[right];
        if (next[left] < symbols.length) {
            previous[next[left]] = left;
            offer(left);
        }
        if (previous[left] >= 0) {
            offer(previous[left]);
        }
    }

    private void offer(int left) {
        long merge = table.find(symbols[left], symbols[next[left]]);
        if (merge != MergeTable.NONE) {
            push(merge >>> 32 << 32 | left);
        }
    }

    private void push(long value) {
        int at = heapSize++;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (heap[parent] <= value) {
                break;
            }
            heap[at] = heap[parent];
            at = parent;
        }
        heap[at] = value;
    }

    private long poll() {
        long top = heap[0];
        long last = heap[--heapSize];
        int at = 0;
        int child = 1;
        while (child < heapSize) {
            if (child + 1 < heapSize && heap[child + 1] < heap[child]) {
                child++;
            }
            if (heap[child] >= last) {
                break;
            }
            heap[at] = heap[child];
            at = child;
            child = 2 * at + 1;
        }
        heap[at] = last;
        return top;
    }
}
