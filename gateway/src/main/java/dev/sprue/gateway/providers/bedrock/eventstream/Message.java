package dev.sprue.gateway.providers.bedrock.eventstream;

import dev.sprue.gateway.providers.upstream.BadFrameException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * One message of an event stream (Smithy, "Amazon Event Stream specification"): lengths with a checksum of their own, headers,
 * the payload, and a checksum of all of it.
 *
 * <p>Can be read into again and again, which a stream of small messages does; it is worth what was read last. Not
 * thread-safe.
 */
public final class Message {

    /** Bytes before the headers: the message's length, the headers' length, the checksum of both. */
    static final int PRELUDE_BYTES = 12;

    /** Bytes of the checksum at the end. */
    private static final int CHECKSUM_BYTES = 4;

    /** The fewest bytes that a message can have. */
    private static final int MIN_BYTES = PRELUDE_BYTES + CHECKSUM_BYTES;

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);

    /** Bytes of a value by the number of its type; those of types 6 and 7 say their length themselves. */
    private static final int[] VALUE_BYTES = {0, 0, 1, 2, 4, 8, -1, -1, 8, 16};

    private static final int STRING = 7;

    private static final byte[] NONE = new byte[0];

    private final CRC32 checksum = new CRC32();
    private byte[] bytes = NONE;
    private int headersFrom;
    private int payloadFrom;
    private int payloadTo;

    /**
     * The length of the message that begins at {@code from}, by its prelude, which must be there.
     *
     * @throws BadFrameException if the prelude's checksum is wrong, or its lengths cannot be
     */
    int length(byte[] data, int from) throws BadFrameException {
        if (checksum(data, from, from + PRELUDE_BYTES - CHECKSUM_BYTES)
                != intAt(data, from + PRELUDE_BYTES - CHECKSUM_BYTES)) {
            throw new BadFrameException("a message whose lengths have a wrong checksum");
        }
        int total = intAt(data, from);
        int headers = intAt(data, from + Integer.BYTES);
        if (total < MIN_BYTES || headers < 0 || headers > total - MIN_BYTES) {
            throw new BadFrameException("a message whose lengths do not fit together");
        }
        return total;
    }

    /**
     * Checks the message that fills {@code [from, to)}, whose prelude has been checked.
     *
     * @throws BadFrameException if its checksum is wrong, or its headers cannot be read
     */
    void check(byte[] data, int from, int to) throws BadFrameException {
        if (checksum(data, from, to - CHECKSUM_BYTES) != intAt(data, to - CHECKSUM_BYTES)) {
            throw new BadFrameException("a message with a wrong checksum");
        }
        read(data, from, to);
        checkHeaders();
    }

    /** Reads the message that fills {@code [from, to)}, which has been checked, and which nobody may change meanwhile. */
    public void read(byte[] data, int from, int to) {
        bytes = data;
        headersFrom = from + PRELUDE_BYTES;
        payloadFrom = headersFrom + intAt(data, from + Integer.BYTES);
        payloadTo = to - CHECKSUM_BYTES;
    }

    /** Lets go of the bytes. */
    public void clear() {
        bytes = NONE;
        headersFrom = 0;
        payloadFrom = 0;
        payloadTo = 0;
    }

    private int checksum(byte[] data, int from, int to) {
        checksum.reset();
        checksum.update(data, from, to - from);
        return (int) checksum.getValue();
    }

    private void checkHeaders() throws BadFrameException {
        int at = headersFrom;
        while (at < payloadFrom) {
            int type = at + 1 + (bytes[at] & 0xFF);
            int after = type < payloadFrom ? afterValue(type) : Integer.MAX_VALUE;
            if (after > payloadFrom) {
                throw new BadFrameException("a message whose headers cannot be read");
            }
            at = after;
        }
    }

    /** Offset after the value whose type stands at {@code type}; beyond every message where there is no such type. */
    private int afterValue(int type) {
        int kind = bytes[type] & 0xFF;
        if (kind >= VALUE_BYTES.length) {
            return Integer.MAX_VALUE;
        }
        int length = VALUE_BYTES[kind];
        if (length >= 0) {
            return type + 1 + length;
        }
        return type + 3 > payloadFrom ? Integer.MAX_VALUE : type + 3 + shortAt(bytes, type + 1);
    }

    /** Whether a header of that name is the text {@code value}; both are ASCII. */
    public boolean isHeader(String name, String value) {
        int type = typeOf(name);
        if (type < 0 || bytes[type] != STRING || shortAt(bytes, type + 1) != value.length()) {
            return false;
        }
        return isAscii(value, type + 3);
    }

    /** The text of a header; empty where it has none of that name, or it is no text. */
    public String header(String name) {
        int type = typeOf(name);
        return type < 0 || bytes[type] != STRING
                ? ""
                : new String(bytes, type + 3, shortAt(bytes, type + 1), StandardCharsets.UTF_8);
    }

    /** Offset of the type of the value of a header; negative where there is none. */
    private int typeOf(String name) {
        int at = headersFrom;
        while (at < payloadFrom) {
            int length = bytes[at] & 0xFF;
            int type = at + 1 + length;
            if (length == name.length() && isAscii(name, at + 1)) {
                return type;
            }
            at = afterValue(type);
        }
        return -1;
    }

    private boolean isAscii(String text, int at) {
        for (int i = 0; i < text.length(); i++) {
            if (bytes[at + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The bytes that hold the payload, and others; nobody may change them. */
    public byte[] bytes() {
        return bytes;
    }

    /** Offset of the payload. */
    public int payloadFrom() {
        return payloadFrom;
    }

    /** Offset after the payload. */
    public int payloadTo() {
        return payloadTo;
    }

    private static int intAt(byte[] bytes, int at) {
        return (int) INTS.get(bytes, at);
    }

    private static int shortAt(byte[] bytes, int at) {
        return (short) SHORTS.get(bytes, at) & 0xFFFF;
    }
}
