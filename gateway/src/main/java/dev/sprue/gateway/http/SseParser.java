package dev.sprue.gateway.http;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Cuts a stream of bytes into server-sent events (WHATWG HTML, section 9.2), however the network cut them.
 *
 * <p>Only the data of an event is kept; {@code event}, {@code id}, {@code retry} and comments are passed over, since no
 * upstream dialect of a chat stream gives them a meaning that its data does not repeat. Lines may end in LF, CR or CRLF.
 * Data that comes in several lines is joined by spaces instead of line feeds: it is JSON, to which both are the same,
 * and must go out as one line.
 *
 * <p>An event that lies whole in one piece, as nearly all do, is handed on where it lies, without a copy.
 */
public final class SseParser {

    /** Takes the events. */
    @FunctionalInterface
    public interface Handler {

        /** One event whose data is {@code [from, to)} of {@code data}, which nobody changes afterwards. */
        void event(byte[] data, int from, int to);
    }

    /** Says that an event is larger than allowed. */
    public static final class EventTooLargeException extends Exception {
        EventTooLargeException(int maxBytes) {
            super("an event of more than " + maxBytes + " bytes", null, false, false);
        }
    }

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHS = 0x8080_8080_8080_8080L;
    private static final long LINE_FEEDS = ONES * '\n';
    private static final long CARRIAGE_RETURNS = ONES * '\r';
    private static final byte[] NONE = new byte[0];

    /** What a line may have beside its data: the field's name. */
    private static final int NAME_BYTES = 8;

    private final int maxBytes;
    private final Handler handler;

    /** The beginning of a line whose end has not come yet. */
    private byte[] partial = NONE;

    private int partialLength;

    /** The data of the event so far: a slice of what was fed, or an array of its own. */
    private byte[] data = NONE;

    private int dataFrom;
    private int dataTo;
    private boolean hasData;

    private boolean lastWasCr;
    private boolean first = true;

    /** Cuts events of at most {@code maxBytes} and hands them to {@code handler}. */
    public SseParser(int maxBytes, Handler handler) {
        this.maxBytes = maxBytes;
        this.handler = handler;
    }

    /**
     * Takes the next piece of the stream.
     *
     * @param bytes hold the piece at {@code [from, to)}; nobody may change them afterwards
     */
    public void feed(byte[] bytes, int from, int to) throws EventTooLargeException {
        int i = from;
        while (i < to) {
            if (lastWasCr && bytes[i] == '\n') {
                i++;
            }
            lastWasCr = false;
            int end = endOfLine(bytes, i, to);
            if (end == to) {
                keepPartial(bytes, i, to);
                return;
            }
            if (partialLength == 0) {
                line(bytes, i, end);
            } else {
                keepPartial(bytes, i, end);
                byte[] whole = partial;
                int length = partialLength;
                partial = NONE;
                partialLength = 0;
                line(whole, 0, length);
            }
            lastWasCr = bytes[end] == '\r';
            i = end + 1;
        }
    }

    /** Whether bytes have come that no event has used: at the end of a stream, half an event. */
    public boolean hasRemainder() {
        return hasData || partialLength > 0;
    }

    /** Bytes that it holds of an event whose end has not come. */
    public int heldBytes() {
        return partial.length + data.length;
    }

    private void keepPartial(byte[] bytes, int from, int to) throws EventTooLargeException {
        int needed = partialLength + to - from;
        checkSize(needed);
        if (needed > partial.length) {
            partial = Arrays.copyOf(partial, Math.max(needed, Math.min(partial.length * 2, maxBytes)));
        }
        System.arraycopy(bytes, from, partial, partialLength, to - from);
        partialLength = needed;
    }

    private void checkSize(long more) throws EventTooLargeException {
        if (dataTo - dataFrom + more > maxBytes + (long) NAME_BYTES) {
            throw new EventTooLargeException(maxBytes);
        }
    }

    private void line(byte[] bytes, int from, int to) throws EventTooLargeException {
        int start = first ? skipByteOrderMark(bytes, from, to) : from;
        first = false;
        if (start == to) {
            dispatch();
        } else if (isData(bytes, start, to)) {
            int value = Math.min(start + 5, to);
            addData(bytes, value < to && bytes[value] == ' ' ? value + 1 : value, to);
        }
    }

    private static int skipByteOrderMark(byte[] bytes, int from, int to) {
        boolean mark = to - from >= 3
                && bytes[from] == (byte) 0xEF
                && bytes[from + 1] == (byte) 0xBB
                && bytes[from + 2] == (byte) 0xBF;
        return mark ? from + 3 : from;
    }

    private static boolean isData(byte[] bytes, int at, int to) {
        return to - at >= 4
                && bytes[at] == 'd'
                && bytes[at + 1] == 'a'
                && bytes[at + 2] == 't'
                && bytes[at + 3] == 'a'
                && (to == at + 4 || bytes[at + 4] == ':');
    }

    private void addData(byte[] bytes, int from, int to) throws EventTooLargeException {
        checkSize(to - from);
        if (!hasData) {
            hasData = true;
            data = bytes;
            dataFrom = from;
            dataTo = to;
            return;
        }
        int before = dataTo - dataFrom;
        byte[] joined = Arrays.copyOfRange(data, dataFrom, dataFrom + before + 1 + to - from);
        joined[before] = ' ';
        System.arraycopy(bytes, from, joined, before + 1, to - from);
        data = joined;
        dataFrom = 0;
        dataTo = joined.length;
    }

    private void dispatch() {
        if (hasData) {
            byte[] event = data;
            int from = dataFrom;
            int to = dataTo;
            data = NONE;
            dataFrom = 0;
            dataTo = 0;
            hasData = false;
            handler.event(event, from, to);
        }
    }

    /** Offset of the first line feed or carriage return, looked for eight bytes at a time; {@code to} if there is none. */
    private static int endOfLine(byte[] bytes, int from, int to) {
        int i = from;
        while (i + Long.BYTES <= to) {
            long eight = (long) LONGS.get(bytes, i);
            long hits = zeroBytes(eight ^ LINE_FEEDS) | zeroBytes(eight ^ CARRIAGE_RETURNS);
            if (hits != 0) {
                return i + (Long.numberOfTrailingZeros(hits) >>> 3);
            }
            i += Long.BYTES;
        }
        while (i < to && bytes[i] != '\n' && bytes[i] != '\r') {
            i++;
        }
        return i;
    }

    /** The high bit of every byte that is zero; above the lowest such byte there may be false ones. */
    private static long zeroBytes(long word) {
        return (word - ONES) & ~word & HIGHS;
    }
}
