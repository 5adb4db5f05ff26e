package dev.sprue.gateway.api.answers;

import java.util.Arrays;

/**
 * A call of a function, or a piece of one in a stream.
 *
 * @param index which one of its choice, from 0
 * @param json holds what follows
 * @param id the call's id, a JSON string; empty range where the piece has none
 * @param name the function's name, likewise
 * @param arguments a JSON string with all or a piece of a JSON text in it, likewise
 */
public record CallPiece(int index, byte[] json, Range id, Range name, Range arguments) {

    /**
     * A place in the bytes.
     *
     * @param from offset of the first byte
     * @param to offset after the last
     */
    public record Range(int from, int to) {

        /** No place. */
        public static final Range NONE = new Range(0, 0);

        /** Whether there is nothing. */
        public boolean isEmpty() {
            return from == to;
        }
    }

    /** A copy of what stands there. */
    public byte[] copy(Range range) {
        return Arrays.copyOfRange(json, range.from, range.to);
    }
}
