package dev.sprue.engine.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The kinds of picture files that can be read. */
enum ImageFormat {
    PNG("PNG", new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'}, 0),
    JPEG("JPEG", new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF}, 0),
    GIF("GIF", "GIF8".getBytes(StandardCharsets.US_ASCII), 0),
    WEBP("WebP", "WEBP".getBytes(StandardCharsets.US_ASCII), 8);

    private final String words;
    private final byte[] mark;
    private final int at;

    ImageFormat(String words, byte[] mark, int at) {
        this.words = words;
        this.mark = mark;
        this.at = at;
    }

    /** The format's name for people. */
    String words() {
        return words;
    }

    /** Tells the format by a file's first bytes; what it calls itself elsewhere does not count. */
    static ImageFormat of(byte[] file) throws ImageException {
        for (ImageFormat format : values()) {
            int end = format.at + format.mark.length;
            if (file.length >= end && Arrays.equals(file, format.at, end, format.mark, 0, format.mark.length)) {
                return format;
            }
        }
        throw new ImageException(
                file.length == 0
                        ? "it is empty"
                        : "it is not a PNG, JPEG, GIF or WebP file: its first bytes are of none");
    }

    /** The refusal of a file that ends too early. */
    ImageException truncated() {
        return new ImageException("it is cut off: the " + words + " file ends before its picture does");
    }

    /** The refusal of a file with something wrong inside. */
    ImageException damaged(String what) {
        return new ImageException("it is a damaged " + words + " file: " + what);
    }
}
