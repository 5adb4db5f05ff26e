package dev.sprue.gateway.json;

/**
 * The characters of one string of a document that has been scanned, read one after the other in place: for strings of
 * megabytes that must be ASCII, which nobody wants to copy only to look at them.
 */
public final class JsonCharacters {

    private final JsonBytes bytes;
    private final int end;
    private int at;

    /**
     * Stands before the first character of the string that fills {@code [start, end)}.
     *
     * @param start offset of the opening quote
     */
    public JsonCharacters(JsonBytes bytes, int start, int end) {
        this.bytes = bytes;
        this.at = start + 1;
        this.end = end - 1;
    }

    /** The next character; some number above 127 for one or a part of one that is not ASCII; -1 after the last. */
    public int next() {
        if (at >= end) {
            return -1;
        }
        byte b = bytes.at(at++);
        return b == '\\' ? escaped() : b & 0xFF;
    }

    /** Offset of the character that comes next; of the closing quote after the last. */
    public int offset() {
        return at;
    }

    /** Strings of answers are not checked inside: an escape can end too early, and hold what is no digit. */
    private int escaped() {
        if (at >= end) {
            return '\\';
        }
        byte b = bytes.at(at++);
        switch (b) {
            case 'u' -> {
                int code = 0;
                for (int i = 0; i < 4 && at < end; i++) {
                    code = code << 4 | Character.digit(bytes.at(at++), 16);
                }
                return code & 0xFFFF;
            }
            case 'b' -> {
                return '\b';
            }
            case 'f' -> {
                return '\f';
            }
            case 'n' -> {
                return '\n';
            }
            case 'r' -> {
                return '\r';
            }
            case 't' -> {
                return '\t';
            }
            default -> {
                return b & 0xFF;
            }
        }
    }
}
