package dev.sprue.gateway.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Walks once over an upstream's JSON text, stopping at the fields that somebody asks for and skipping the rest; builds
 * nothing, and can be used again. For texts of which there are a million a second: the events of streams.
 *
 * <p>Like {@link JsonFields#scanAnswer} it looks at structure only. Use: {@link #over}, {@link #enterObject()}, then while
 * {@link #nextField()}: compare the name with {@link #isField}, and either enter the value or {@link #skipValue()} it.
 */
public final class JsonCursor {

    static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGHS = 0x8080_8080_8080_8080L;
    static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final int MAX_DEPTH = Long.SIZE;

    private static final byte[] NONE = new byte[0];

    private byte[] bytes = NONE;
    private int start;
    private int to;
    private int at;
    private int keyStart;
    private int keyEnd;

    /** Stands before the text that fills {@code [from, end)} of {@code text}; whatever it stood on before is let go. */
    public void over(byte[] text, int from, int end) {
        bytes = text;
        start = from;
        to = end;
        at = from;
    }

    /** Lets go of the text. */
    public void clear() {
        bytes = NONE;
    }

    /** Steps into an object. */
    public void enterObject() throws JsonSyntaxException {
        expect('{', "expected an object");
    }

    /** Steps into an array. */
    public void enterArray() throws JsonSyntaxException {
        expect('[', "expected an array");
    }

    /**
     * Steps to the value of the next field of the object that was entered last.
     *
     * @return false at the object's end, which is stepped over
     */
    public boolean nextField() throws JsonSyntaxException {
        if (!nextMember('}')) {
            return false;
        }
        if (at >= to || bytes[at] != '"') {
            throw fault("expected a field name in double quotes");
        }
        keyStart = at;
        skipString();
        keyEnd = at;
        skipSpace();
        expect(':', "expected ':' after a field name");
        skipSpace();
        return true;
    }

    /**
     * Steps to the next item of the array that was entered last.
     *
     * @return false at the array's end, which is stepped over
     */
    public boolean nextItem() throws JsonSyntaxException {
        return nextMember(']');
    }

    private boolean nextMember(char closing) throws JsonSyntaxException {
        byte before = bytes[at - 1];
        boolean first = before == '{' || before == '[';
        skipSpace();
        if (at < to && bytes[at] == closing) {
            at++;
            return false;
        }
        if (!first) {
            expect(',', "expected ',' or '" + closing + "'");
            skipSpace();
        }
        return true;
    }

    /** Whether the field stepped to has that name, which is ASCII. */
    public boolean isField(String name) {
        if (keyEnd - keyStart != name.length() + 2) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (bytes[keyStart + 1 + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Offset of the name of the field stepped to, its opening quote. */
    public int keyStart() {
        return keyStart;
    }

    /** Offset of what comes next: the value that was stepped to, or what follows one that was skipped. */
    public int offset() {
        return at;
    }

    /** The type of the value stepped to. */
    public JsonKind kind() throws JsonSyntaxException {
        if (at >= to) {
            throw fault("expected a value but the text ends");
        }
        return JsonKind.of(bytes[at]);
    }

    /** Steps over the value stepped to. */
    public void skipValue() throws JsonSyntaxException {
        if (at >= to) {
            throw fault("expected a value but the text ends");
        }
        byte first = bytes[at];
        if (first == '"') {
            skipString();
        } else if (NumberArrays.mayBegin(bytes, at, to)) {
            skipNumbers();
        } else if (first == '{' || first == '[') {
            skipNested();
        } else {
            skipScalar();
        }
    }

    /** Open brackets are bits of a word, so that nothing is recursed into and they still must match in kind. */
    private void skipNested() throws JsonSyntaxException {
        long braces = 0;
        int depth = 0;
        while (at < to) {
            byte b = bytes[at];
            if (b == '"') {
                skipString();
                continue;
            }
            if (b == '{' || b == '[') {
                if (++depth > MAX_DEPTH) {
                    throw fault("nested deeper than " + MAX_DEPTH + " levels");
                }
                braces = braces << 1 | (b == '{' ? 1 : 0);
            } else if (b == '}' || b == ']') {
                if ((braces & 1) != (b == '}' ? 1 : 0)) {
                    throw fault("brackets do not match");
                }
                braces >>>= 1;
                if (--depth == 0) {
                    at++;
                    return;
                }
            }
            at++;
        }
        throw fault("unterminated object or array");
    }

    /** Steps over an array that begins with a number, as vectors do. */
    private void skipNumbers() throws JsonSyntaxException {
        int after = NumberArrays.after(bytes, at, to);
        if (after < 0) {
            skipNested();
        } else {
            at = after;
        }
    }

    private void skipScalar() throws JsonSyntaxException {
        int from = at;
        while (at < to && JsonWalker.isScalar(bytes[at])) {
            at++;
        }
        if (at == from) {
            throw fault("expected a value");
        }
    }

    /** Steps over the string at hand, eight bytes at a time while none of them is a quote or backslash. */
    private void skipString() throws JsonSyntaxException {
        int i = at + 1;
        while (i < to) {
            while (i + Long.BYTES <= to) {
                long eight = (long) LONGS.get(bytes, i);
                long hits = zeroBytes(eight ^ QUOTES) | zeroBytes(eight ^ BACKSLASHES);
                if (hits != 0) {
                    i += Long.numberOfTrailingZeros(hits) >>> 3;
                    break;
                }
                i += Long.BYTES;
            }
            if (i < to) {
                byte b = bytes[i];
                if (b == '"') {
                    at = i + 1;
                    return;
                }
                i += b == '\\' ? 2 : 1;
            }
        }
        throw fault("unterminated string");
    }

    /** The high bit of every byte that is zero; above the lowest such byte there may be false ones. */
    static long zeroBytes(long word) {
        return (word - ONES) & ~word & HIGHS;
    }

    private void skipSpace() {
        while (at < to && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
    }

    private void expect(char wanted, String problem) throws JsonSyntaxException {
        skipSpace();
        if (at >= to || bytes[at] != wanted) {
            throw fault(problem);
        }
        at++;
    }

    /** Fails unless only white space follows. */
    public void end() throws JsonSyntaxException {
        skipSpace();
        if (at != to) {
            throw fault("expected nothing after the value");
        }
    }

    private JsonSyntaxException fault(String problem) {
        return JsonSyntaxException.at(new JsonBytes.Heap(bytes), start, Math.min(at, to), problem);
    }
}
