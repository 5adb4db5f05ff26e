package dev.sprue.engine.llama;

import java.util.ArrayList;
import java.util.List;

/**
 * The keys and values of a sequence's positions so far, in pages that are allocated as the sequence grows, so that a
 * short chat in a model with a long context takes little memory.
 */
public final class KvCache {
    /** Positions a page holds. */
    static final int PAGE = 32;

    private final LlamaConfig config;
    private final List<List<float[]>> keys = new ArrayList<>();
    private final List<List<float[]>> values = new ArrayList<>();
    private int length;

    /** Creates an empty cache for sequences of a model with this configuration. */
    public KvCache(LlamaConfig config) {
        this.config = config;
        for (int layer = 0; layer < config.layers(); layer++) {
            keys.add(new ArrayList<>());
            values.add(new ArrayList<>());
        }
    }

    /** Returns the number of positions held. */
    public int length() {
        return length;
    }

    /**
     * Forgets everything from position {@code length} on; the memory stays for the positions to come.
     *
     * @param length at most {@link #length()}
     */
    public void truncate(int length) {
        if (length < 0 || length > this.length) {
            throw new IllegalArgumentException("cannot truncate " + this.length + " positions to " + length);
        }
        this.length = length;
    }

    /** Makes room for one more position and returns its number. */
    int append() {
        if (length == config.contextLength()) {
            throw new IllegalStateException("the context of " + length + " positions is full");
        }
        if (length / PAGE == keys.getFirst().size()) {
            for (int layer = 0; layer < config.layers(); layer++) {
                keys.get(layer).add(new float[PAGE * config.kvWidth()]);
                values.get(layer).add(new float[PAGE * config.kvWidth()]);
            }
        }
        return length++;
    }

    /** Returns the key page of a layer in which position {@code position} lies. */
    float[] keyPage(int layer, int position) {
        return keys.get(layer).get(position / PAGE);
    }

    /** Returns the value page of a layer in which position {@code position} lies. */
    float[] valuePage(int layer, int position) {
        return values.get(layer).get(position / PAGE);
    }
}
