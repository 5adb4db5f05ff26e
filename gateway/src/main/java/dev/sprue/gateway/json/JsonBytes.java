package dev.sprue.gateway.json;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The bytes of a JSON text: on the heap, as nearly all are, or in a file that is mapped, as large ones are. */
public sealed interface JsonBytes {

    /** The byte at an offset from 0. */
    byte at(int offset);

    /** Number of bytes. */
    int length();

    /** A copy of {@code [from, to)}. */
    byte[] copy(int from, int to);

    /** Copies {@code [from, to)} into {@code target}, from offset {@code at} on. */
    void copyTo(int from, int to, byte[] target, int at);

    /**
     * Bytes on the heap.
     *
     * @param array the bytes; shared: nobody may change them
     */
    record Heap(byte[] array) implements JsonBytes {

        @Override
        public byte at(int offset) {
            return array[offset];
        }

        @Override
        public int length() {
            return array.length;
        }

        @Override
        public byte[] copy(int from, int to) {
            return Arrays.copyOfRange(array, from, to);
        }

        @Override
        public void copyTo(int from, int to, byte[] target, int at) {
            System.arraycopy(array, from, target, at, to - from);
        }
    }

    /**
     * Bytes outside the heap.
     *
     * @param buffer the bytes, from 0 to its limit; shared: nobody may change them
     */
    record Mapped(ByteBuffer buffer) implements JsonBytes {

        @Override
        public byte at(int offset) {
            return buffer.get(offset);
        }

        @Override
        public int length() {
            return buffer.limit();
        }

        @Override
        public byte[] copy(int from, int to) {
            byte[] copy = new byte[to - from];
            buffer.get(from, copy);
            return copy;
        }

        @Override
        public void copyTo(int from, int to, byte[] target, int at) {
            buffer.get(from, target, at, to - from);
        }
    }
}
