package dev.sprue.engine.sampling;

import java.util.BitSet;

/** A set of tokens from which the next one must be chosen. Immutable once it is shared. */
public final class TokenMask {
    private final BitSet tokens;

    /** Takes the set over; it must not be changed afterwards. */
    public TokenMask(BitSet tokens) {
        this.tokens = tokens;
    }

    /** Returns whether a token may be chosen. */
    public boolean allows(int token) {
        return tokens.get(token);
    }

    /** Returns the number of tokens from which to choose. */
    public int size() {
        return tokens.cardinality();
    }

    /** Gives what is not allowed a logit that no sampler chooses. */
    void apply(float[] logits) {
        int id = 0;
        while (id < logits.length) {
            int allowed = tokens.nextSetBit(id);
            int end = allowed < 0 ? logits.length : Math.min(allowed, logits.length);
            while (id < end) {
                logits[id++] = Float.NEGATIVE_INFINITY;
            }
            id = end + 1;
        }
    }
}
