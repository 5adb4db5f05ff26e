package dev.sprue.gateway.json;

/**
 * Walks over JSON text without building anything. Nesting is bounded, so that recursion is.
 *
 * <p>A caller's text is walked strictly (RFC 8259, in UTF-8 by RFC 3629), because two readers of one body must not read
 * two requests: no trailing commas, no comments, no unpaired quotes, no overlong or surrogate UTF-8, no byte order mark.
 *
 * <p>An upstream's text is walked for its structure only: what stands inside a string, and how a number is spelt
 * ({@code NaN} and {@code -Infinity} are seen in the field), is between the upstream and the caller.
 */
final class JsonWalker {

    /** No API has a hundredth of it; without a bound a large body of nothing but fields would fill the heap. */
    private static final int MAX_FIELDS = 10_000;

    private final JsonBytes bytes;
    private final int from;
    private final int to;
    private final int maxDepth;
    private final boolean strict;

    JsonWalker(JsonBytes bytes, int from, int to, int maxDepth, boolean strict) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.maxDepth = maxDepth;
        this.strict = strict;
    }

    /** Offset of the first byte at or after {@code at} that is not white space; {@code to} if there is none. */
    int skipSpace(int at) {
        int i = at;
        while (i < to) {
            byte b = bytes.at(i);
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                break;
            }
            i++;
        }
        return i;
    }

    /** Walks over the value at {@code at}, which is {@code depth} levels deep, and returns the offset after it. */
    int value(int at, int depth) throws JsonSyntaxException {
        if (at >= to) {
            throw fault(at, "expected a value but the text ends");
        }
        return switch (bytes.at(at)) {
            case '{' -> object(at, depth + 1);
            case '[' -> array(at, depth + 1);
            case '"' -> string(at);
            default -> strict ? strictScalar(at) : scalar(at);
        };
    }

    private int strictScalar(int at) throws JsonSyntaxException {
        return switch (bytes.at(at)) {
            case 't' -> word(at, "true");
            case 'f' -> word(at, "false");
            case 'n' -> word(at, "null");
            default -> number(at);
        };
    }

    /** Walks over letters, digits and signs. */
    private int scalar(int at) throws JsonSyntaxException {
        int i = at;
        while (i < to && isScalar(bytes.at(i))) {
            i++;
        }
        if (i == at) {
            throw fault(at, "expected a value");
        }
        return i;
    }

    static boolean isScalar(byte b) {
        return (b >= '0' && b <= '9')
                || (b >= 'a' && b <= 'z')
                || (b >= 'A' && b <= 'Z')
                || b == '-'
                || b == '+'
                || b == '.';
    }

    private int object(int at, int depth) throws JsonSyntaxException {
        checkDepth(at, depth);
        int i = skipSpace(at + 1);
        if (i < to && bytes.at(i) == '}') {
            return i + 1;
        }
        int count = 0;
        while (true) {
            if (strict) {
                checkFields(i, count++);
            }
            i = key(i);
            i = skipSpace(value(i, depth));
            if (i < to && bytes.at(i) == '}') {
                return i + 1;
            }
            i = skipSpace(comma(i, '}'));
        }
    }

    /** Refuses a field at {@code at} behind {@code count} others, where these are as many as an object may have. */
    void checkFields(int at, int count) throws JsonSyntaxException {
        if (count == MAX_FIELDS) {
            throw fault(at, "expected at most " + MAX_FIELDS + " fields in an object");
        }
    }

    /** Walks over a key and its colon and returns the offset of the value. */
    int key(int at) throws JsonSyntaxException {
        if (at >= to || bytes.at(at) != '"') {
            throw fault(at, "expected a field name in double quotes");
        }
        int i = skipSpace(string(at));
        if (i >= to || bytes.at(i) != ':') {
            throw fault(i, "expected ':' after a field name");
        }
        return skipSpace(i + 1);
    }

    /** Walks over the comma that must stand at {@code at} when {@code closing} does not. */
    int comma(int at, char closing) throws JsonSyntaxException {
        if (at >= to || bytes.at(at) != ',') {
            throw fault(at, "expected ',' or '" + closing + "'");
        }
        return at + 1;
    }

    private int array(int at, int depth) throws JsonSyntaxException {
        checkDepth(at, depth);
        if (!strict && bytes instanceof JsonBytes.Heap(byte[] array) && NumberArrays.mayBegin(array, at, to)) {
            int after = NumberArrays.after(array, at, to);
            if (after >= 0) {
                return after;
            }
        }
        int i = skipSpace(at + 1);
        if (i < to && bytes.at(i) == ']') {
            return i + 1;
        }
        while (true) {
            i = skipSpace(value(i, depth));
            if (i < to && bytes.at(i) == ']') {
                return i + 1;
            }
            i = skipSpace(comma(i, ']'));
        }
    }

    /** Walks over the string at {@code at}, quotes included. */
    int string(int at) throws JsonSyntaxException {
        return strict ? strictString(at) : looseString(at);
    }

    private int looseString(int at) throws JsonSyntaxException {
        int i = at + 1;
        while (i < to) {
            byte b = bytes.at(i);
            if (b == '"') {
                return i + 1;
            }
            i += b == '\\' ? 2 : 1;
        }
        throw fault(at, "unterminated string");
    }

    private int strictString(int at) throws JsonSyntaxException {
        int i = at + 1;
        while (i < to) {
            byte b = bytes.at(i);
            if (b >= 0x20 && b != '"' && b != '\\') {
                i++;
            } else if (b == '"') {
                return i + 1;
            } else if (b == '\\') {
                i = escape(i);
            } else if (b >= 0) {
                throw fault(i, "control character in a string");
            } else {
                i = multiByte(i);
            }
        }
        throw fault(at, "unterminated string");
    }

    private int escape(int at) throws JsonSyntaxException {
        if (at + 1 >= to) {
            throw fault(at, "unterminated string");
        }
        switch (bytes.at(at + 1)) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                return at + 2;
            }
            case 'u' -> {
                for (int i = at + 2; i < at + 6; i++) {
                    if (i >= to || Character.digit(bytes.at(i), 16) < 0) {
                        throw fault(at, "\\u needs four hexadecimal digits");
                    }
                }
                return at + 6;
            }
            default -> throw fault(at, "unknown escape in a string");
        }
    }

    /** Walks over one character of two to four bytes, refusing overlong forms, surrogates and above U+10FFFF. */
    private int multiByte(int at) throws JsonSyntaxException {
        int lead = bytes.at(at) & 0xFF;
        int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
        if (lead < 0xC2 || lead > 0xF4 || at + more >= to) {
            throw fault(at, "invalid UTF-8");
        }
        for (int i = 1; i <= more; i++) {
            if ((bytes.at(at + i) & 0xC0) != 0x80) {
                throw fault(at, "invalid UTF-8");
            }
        }
        int second = bytes.at(at + 1) & 0xFF;
        boolean outOfRange = (lead == 0xE0 && second < 0xA0)
                || (lead == 0xED && second > 0x9F)
                || (lead == 0xF0 && second < 0x90)
                || (lead == 0xF4 && second > 0x8F);
        if (outOfRange) {
            throw fault(at, "invalid UTF-8");
        }
        return at + more + 1;
    }

    private int word(int at, String word) throws JsonSyntaxException {
        for (int i = 0; i < word.length(); i++) {
            if (at + i >= to || bytes.at(at + i) != word.charAt(i)) {
                throw fault(at, "expected a value");
            }
        }
        return at + word.length();
    }

    private int number(int at) throws JsonSyntaxException {
        int i = at;
        if (bytes.at(i) == '-') {
            i++;
        }
        if (i < to && bytes.at(i) == '0') {
            i++;
        } else {
            i = digits(i, at);
        }
        if (i < to && bytes.at(i) == '.') {
            i = digits(i + 1, at);
        }
        if (i < to && (bytes.at(i) == 'e' || bytes.at(i) == 'E')) {
            i++;
            if (i < to && (bytes.at(i) == '+' || bytes.at(i) == '-')) {
                i++;
            }
            i = digits(i, at);
        }
        return i;
    }

    private int digits(int at, int start) throws JsonSyntaxException {
        int i = at;
        while (i < to && bytes.at(i) >= '0' && bytes.at(i) <= '9') {
            i++;
        }
        if (i == at) {
            throw fault(start, "expected a value");
        }
        return i;
    }

    private void checkDepth(int at, int depth) throws JsonSyntaxException {
        if (depth > maxDepth) {
            throw fault(at, "nested deeper than " + maxDepth + " levels");
        }
    }

    JsonSyntaxException fault(int at, String problem) {
        return JsonSyntaxException.at(bytes, from, Math.min(at, to), problem);
    }
}
