package dev.sprue.gateway.http.upstream;

import java.util.ArrayList;
import java.util.List;

/**
 * Pieces that become one array once they are all there, where an array that grows would be copied again and again, and
 * held twice meanwhile. One piece alone, which is the usual case, is never copied.
 */
public final class Gathered {

    private static final HeapBytes NOTHING = new HeapBytes(new byte[0], 0, 0);

    /** Pieces below this are put together, since each that is kept costs something beside its bytes. */
    private static final int SMALL_BYTES = 16 * 1024;

    private HeapBytes first = NOTHING;
    private List<HeapBytes> later = List.of();
    private byte[] small = NOTHING.array();
    private int smallBytes;
    private int length;

    /** Adds {@code [from, to)} of {@code bytes}, which nobody may change any more. */
    public void add(byte[] bytes, int from, int to) {
        int more = to - from;
        if (length == 0) {
            first = new HeapBytes(bytes, from, to);
        } else if (more >= SMALL_BYTES) {
            seal();
            later().add(new HeapBytes(bytes, from, to));
        } else {
            if (smallBytes + more > small.length) {
                seal();
                small = new byte[SMALL_BYTES];
            }
            System.arraycopy(bytes, from, small, smallBytes, more);
            smallBytes += more;
        }
        length = Math.addExact(length, more);
    }

    private void seal() {
        if (smallBytes > 0) {
            later().add(new HeapBytes(small, 0, smallBytes));
            small = NOTHING.array();
            smallBytes = 0;
        }
    }

    private List<HeapBytes> later() {
        if (later.isEmpty()) {
            later = new ArrayList<>();
        }
        return later;
    }

    /** Bytes in all. */
    public int length() {
        return length;
    }

    /** All of them in one array; nothing may be added afterwards. */
    public HeapBytes joined() {
        seal();
        if (!later.isEmpty()) {
            byte[] whole = new byte[length];
            int at = put(first, whole, 0);
            for (HeapBytes piece : later) {
                at = put(piece, whole, at);
            }
            later = List.of();
            first = new HeapBytes(whole, 0, length);
        }
        return first;
    }

    private static int put(HeapBytes piece, byte[] whole, int at) {
        int bytes = piece.to() - piece.from();
        System.arraycopy(piece.array(), piece.from(), whole, at, bytes);
        return at + bytes;
    }
}
