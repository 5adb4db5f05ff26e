package dev.sprue.engine.image;

import java.nio.charset.StandardCharsets;

/** Numbers in a file's bytes. Reading past the end is a refusal: the file is cut off. */
final class Bytes {
    private final byte[] bytes;
    private final ImageFormat format;

    Bytes(byte[] bytes, ImageFormat format) {
        this.bytes = bytes;
        this.format = format;
    }

    int length() {
        return bytes.length;
    }

    /** Refuses a file that does not reach to {@code end}. */
    void reach(long end) throws ImageException {
        if (end > bytes.length || end < 0) {
            throw format.truncated();
        }
    }

    int u8(int at) throws ImageException {
        reach(at + 1L);
        return bytes[at] & 0xFF;
    }

    int u16(int at) throws ImageException {
        return u8(at) << 8 | u8(at + 1);
    }

    long u32(int at) throws ImageException {
        return (long) u16(at) << 16 | u16(at + 2);
    }

    int u16Little(int at) throws ImageException {
        return u8(at) | u8(at + 1) << 8;
    }

    int u24Little(int at) throws ImageException {
        return u16Little(at) | u8(at + 2) << 16;
    }

    long u32Little(int at) throws ImageException {
        return u24Little(at) | (long) u8(at + 3) << 24;
    }

    String ascii(int at, int length) throws ImageException {
        reach((long) at + length);
        return new String(bytes, at, length, StandardCharsets.ISO_8859_1);
    }

    byte[] array() {
        return bytes;
    }
}
