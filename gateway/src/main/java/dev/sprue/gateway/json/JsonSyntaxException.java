package dev.sprue.gateway.json;

/** Says that bytes are not the JSON that was expected, what was expected, and where. It has no stack trace. */
public final class JsonSyntaxException extends Exception {

    private final int offset;

    JsonSyntaxException(String message, int offset) {
        super(message, null, false, false);
        this.offset = offset;
    }

    /** Makes one for {@code bytes}, telling line and column (both from 1, in bytes) beside the offset. */
    static JsonSyntaxException at(JsonBytes bytes, int from, int offset, String problem) {
        int line = 1;
        int lineStart = from;
        for (int i = from; i < offset; i++) {
            if (bytes.at(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return new JsonSyntaxException(
                problem + " at line " + line + ", column " + (offset - lineStart + 1), offset - from);
    }

    /** Byte offset of the fault from the start of the document. */
    public int offset() {
        return offset;
    }
}
