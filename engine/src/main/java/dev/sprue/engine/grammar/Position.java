package dev.sprue.engine.grammar;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A state of the deterministic automaton: all frames in which the network can be after the bytes read so far. */
final class Position {
    /** Frames that can read a byte, by id. */
    final List<Frame> frames;
    /** Whether what was read is complete. */
    final boolean complete;

    private @Nullable Position @Nullable [] next;
    private @Nullable BitSet tokens;

    Position(List<Frame> frames, boolean complete) {
        this.frames = frames;
        this.complete = complete;
    }

    /** Returns whether nothing leads on from here, and nothing is complete. */
    boolean isDead() {
        return frames.isEmpty() && !complete;
    }

    @Nullable
    Position next(int value) {
        return next == null ? null : next[value];
    }

    void next(int value, Position position) {
        if (next == null) {
            next = new Position[256];
        }
        next[value] = position;
    }

    /** Returns the tokens that lead on from here, where they were computed. */
    @Nullable
    BitSet tokens() {
        return tokens;
    }

    void tokens(BitSet computed) {
        tokens = computed;
    }
}
