package dev.sprue.gateway.http;

import java.util.Arrays;

/**
 * Cuts a stream of bytes into server-sent events (WHATWG HTML, section 9.2), however the network cut them.
 *
 * <p>Only the data of an event is kept; {@code event}, {@code id}, {@code retry} and comments are passed over, since no
 * upstream dialect of a chat stream gives them a meaning that its data does not repeat. Lines may end in LF, CR or CRLF.
 */
public final class SseParser {

    /** Takes the events. */
    @FunctionalInterface
    public interface Handler {

        /** One event whose data is {@code [0, length)} of {@code data}; the array is the handler's to keep. */
        void event(byte[] data, int length);
    }

    /** Says that an event is larger than allowed. */
    public static final class EventTooLargeException extends Exception {
        EventTooLargeException(int maxBytes) {
            super("an event of more than " + maxBytes + " bytes", null, false, false);
        }
    }

    private static final int MAX_NAME = 8;

    private final int maxBytes;
    private final Handler handler;

    private byte[] data = new byte[512];
    private int dataLength;
    private boolean hasData;

    private byte[] line = new byte[512];
    private int lineLength;
    private boolean lastWasCr;
    private boolean first = true;

    /** Cuts events of at most {@code maxBytes} and hands them to {@code handler}. */
    public SseParser(int maxBytes, Handler handler) {
        this.maxBytes = maxBytes;
        this.handler = handler;
    }

    /** Takes the next piece of the stream. */
    public void feed(byte[] bytes, int from, int to) throws EventTooLargeException {
        int i = from;
        while (i < to) {
            byte b = bytes[i];
            if (b == '\n' && lastWasCr) {
                lastWasCr = false;
                i++;
                continue;
            }
            lastWasCr = false;
            int end = endOfLine(bytes, i, to);
            append(bytes, i, end);
            i = end;
            if (i < to) {
                lastWasCr = bytes[i] == '\r';
                i++;
                endLine();
            }
        }
    }

    /** Whether bytes have come that no event has used: at the end of a stream, half an event. */
    public boolean hasRemainder() {
        return hasData || lineLength > 0;
    }

    private static int endOfLine(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != '\n' && bytes[i] != '\r') {
            i++;
        }
        return i;
    }

    private void append(byte[] bytes, int from, int to) throws EventTooLargeException {
        int length = to - from;
        if ((long) lineLength + dataLength + length > maxBytes + (long) MAX_NAME) {
            throw new EventTooLargeException(maxBytes);
        }
        line = grown(line, lineLength + length);
        System.arraycopy(bytes, from, line, lineLength, length);
        lineLength += length;
    }

    private void endLine() {
        int start = skipByteOrderMark();
        if (lineLength == start) {
            dispatch();
        } else if (isData(start)) {
            int from = start + 4;
            if (from < lineLength && line[from] == ':') {
                from++;
            }
            if (from < lineLength && line[from] == ' ') {
                from++;
            }
            addData(from);
        }
        lineLength = 0;
    }

    private int skipByteOrderMark() {
        boolean mark =
                first && lineLength >= 3 && line[0] == (byte) 0xEF && line[1] == (byte) 0xBB && line[2] == (byte) 0xBF;
        first = false;
        return mark ? 3 : 0;
    }

    private boolean isData(int at) {
        return lineLength >= at + 4
                && line[at] == 'd'
                && line[at + 1] == 'a'
                && line[at + 2] == 't'
                && line[at + 3] == 'a'
                && (lineLength == at + 4 || line[at + 4] == ':');
    }

    private void addData(int from) {
        int length = lineLength - from;
        data = grown(data, dataLength + length + 1);
        if (hasData) {
            data[dataLength++] = '\n';
        }
        System.arraycopy(line, from, data, dataLength, length);
        dataLength += length;
        hasData = true;
    }

    private void dispatch() {
        if (hasData) {
            byte[] event = data;
            int length = dataLength;
            data = new byte[Math.max(512, Integer.highestOneBit(length) * 2)];
            dataLength = 0;
            hasData = false;
            handler.event(event, length);
        }
    }

    private static byte[] grown(byte[] array, int needed) {
        return needed <= array.length ? array : Arrays.copyOf(array, Math.max(needed, array.length * 2));
    }
}
