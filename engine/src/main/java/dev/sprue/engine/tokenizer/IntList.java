package dev.sprue.engine.tokenizer;

import java.util.Arrays;

/** A growing list of token ids without boxing. */
public final class IntList {
    private int[] values = new int[64];
    private int size;

    /** Appends a value. */
    public void add(int value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
    }

    /** Returns the number of values. */
    public int size() {
        return size;
    }

    /** Returns a copy of the values. */
    public int[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
