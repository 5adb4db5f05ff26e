package dev.sprue.gateway.http.h1;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The header lines of one message (RFC 9112, section 5), kept as the bytes that came: of all its fields a handful is ever
 * asked for. What decides where the message ends, and whether the connection goes on, is read at once and strictly, for
 * there two readers must never differ.
 */
public final class HeadFields {

    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";
    private static final int MAX_DIGITS = 18;
    private static final long BEYOND_ANY_BOUND = Long.MAX_VALUE / 2;
    private static final boolean[] TOKEN = new boolean[128];

    static {
        for (int c = 0; c < TOKEN.length; c++) {
            TOKEN[c] = Character.isLetterOrDigit(c) || TOKEN_MARKS.indexOf(c) >= 0;
        }
    }

    private static final int USUAL_LINES = 16;

    private final byte[] bytes;

    /** For each line where its name begins, where its colon is, and where it ends. */
    private int[] lines = new int[3 * USUAL_LINES];

    private int lineCount;
    private long length = -1;
    private boolean chunked;
    private boolean saysClose;
    private boolean saysKeepAlive;
    private int hosts;

    /**
     * Reads the lines from {@code start} on.
     *
     * @param bytes shared: nobody may change them
     * @param end offset after the empty line that ends them
     * @throws BadMessageException where a line is none, or the message's end cannot be told for sure
     */
    public HeadFields(byte[] bytes, int start, int end) throws BadMessageException {
        this.bytes = bytes;
        int at = start;
        while (at < end) {
            int lineEnd = endOfLine(bytes, at);
            if (lineEnd == at) {
                break;
            }
            line(at, lineEnd);
            at = nextLine(lineEnd);
        }
    }

    private void line(int at, int lineEnd) throws BadMessageException {
        int colon = colon(at, lineEnd);
        if (lineCount * 3 == lines.length) {
            lines = Arrays.copyOf(lines, lines.length * 2);
        }
        lines[lineCount * 3] = at;
        lines[lineCount * 3 + 1] = colon;
        lines[lineCount * 3 + 2] = lineEnd;
        lineCount++;
        noControls(bytes, colon + 1, lineEnd);
        switch (colon - at) {
            case 4 -> hosts += spells(at, "host") ? 1 : 0;
            case 10 -> connection(at, colon, lineEnd);
            case 14 -> contentLength(at, colon, lineEnd);
            case 17 -> transferEncoding(at, colon, lineEnd);
            default -> {}
        }
    }

    private int colon(int at, int lineEnd) throws BadMessageException {
        int i = at;
        while (i < lineEnd && bytes[i] != ':') {
            if (!isNameByte(bytes[i])) {
                throw new BadMessageException(
                        "a header's name holds a space or another character that names do not have");
            }
            i++;
        }
        if (i == lineEnd || i == at) {
            throw new BadMessageException("a header has no name");
        }
        return i;
    }

    private void connection(int at, int colon, int lineEnd) {
        if (spells(at, "connection")) {
            for (String option : text(colon + 1, lineEnd).split(",")) {
                saysClose |= option.strip().equalsIgnoreCase("close");
                saysKeepAlive |= option.strip().equalsIgnoreCase("keep-alive");
            }
        }
    }

    private void contentLength(int at, int colon, int lineEnd) throws BadMessageException {
        if (spells(at, "content-length")) {
            int from = skipSpace(colon + 1, lineEnd);
            int to = trimmed(from, lineEnd);
            long value = to - from <= MAX_DIGITS ? digits(bytes, from, to) : longLength(from, to);
            if (length >= 0) {
                throw new BadMessageException("it has two lengths");
            }
            length = value;
        }
    }

    /** A length of many digits; whatever it is exactly, nobody takes that much. */
    private long longLength(int from, int to) throws BadMessageException {
        for (int at = from; at < to; at += MAX_DIGITS) {
            digits(bytes, at, Math.min(to, at + MAX_DIGITS));
        }
        try {
            return Math.min(BEYOND_ANY_BOUND, Long.parseLong(text(from, to)));
        } catch (NumberFormatException notALong) {
            throw new BadMessageException("its length is beyond any bound");
        }
    }

    private void transferEncoding(int at, int colon, int lineEnd) throws BadMessageException {
        if (spells(at, "transfer-encoding")) {
            if (chunked || !text(colon + 1, lineEnd).equalsIgnoreCase("chunked")) {
                throw new BadMessageException("its transfer coding is not chunked");
            }
            chunked = true;
        }
    }

    /** The names of all headers, in lower case; one that came several times as often as it came. */
    public List<String> names() {
        List<String> names = new ArrayList<>(lineCount);
        for (int i = 0; i < lineCount * 3; i += 3) {
            names.add(new String(bytes, lines[i], lines[i + 1] - lines[i], StandardCharsets.ISO_8859_1)
                    .toLowerCase(Locale.ROOT));
        }
        return names;
    }

    /** A header's first value without the white space around it, read as ISO 8859-1; {@code name} in lower case. */
    public Optional<String> find(String name) {
        for (int i = 0; i < lineCount * 3; i += 3) {
            int at = lines[i];
            int colon = lines[i + 1];
            if (colon - at == name.length() && spells(at, name)) {
                return Optional.of(text(colon + 1, lines[i + 2]));
            }
        }
        return Optional.empty();
    }

    /** All values of a header, likewise, in the order of their lines. */
    public List<String> values(String name) {
        List<String> values = new ArrayList<>(1);
        for (int i = 0; i < lineCount * 3; i += 3) {
            if (lines[i + 1] - lines[i] == name.length() && spells(lines[i], name)) {
                values.add(text(lines[i + 1] + 1, lines[i + 2]));
            }
        }
        return values;
    }

    /** The declared length of the body, in bytes; -1 where there is none. */
    public long length() {
        return length;
    }

    /** Whether the body comes in chunks. */
    public boolean isChunked() {
        return chunked;
    }

    /** Whether the connection goes on after this message, which is of HTTP/1.1 or else of HTTP/1.0. */
    public boolean keepsAlive(boolean http11) {
        return !saysClose && (http11 || saysKeepAlive);
    }

    /** How many {@code host} lines there are. */
    public int hosts() {
        return hosts;
    }

    /**
     * Offset of the carriage return at the end of the line that {@code from} lies in; there must be a line feed.
     *
     * @throws BadMessageException where the line feed stands alone, which not every reader takes for the end of a line
     */
    public static int endOfLine(byte[] bytes, int from) throws BadMessageException {
        int i = from;
        while (bytes[i] != '\n') {
            i++;
        }
        if (i == from || bytes[i - 1] != '\r') {
            throw new BadMessageException("a line does not end with CR LF");
        }
        return i - 1;
    }

    /** Refuses control characters but the tab, on which readers differ. */
    public static void noControls(byte[] bytes, int from, int to) throws BadMessageException {
        for (int i = from; i < to; i++) {
            if (isControl(bytes[i])) {
                throw new BadMessageException("a line holds a control character");
            }
        }
    }

    static boolean isNameByte(byte b) {
        return b >= 0 && TOKEN[b];
    }

    static boolean isControl(byte b) {
        return b < ' ' && b >= 0 && b != '\t' || b == 0x7F;
    }

    /** Offset of the line after the one that ends at {@code lineEnd}. */
    public static int nextLine(int lineEnd) {
        return lineEnd + 2;
    }

    /**
     * Offset after the empty line that ends a head; -1 where it has not come.
     *
     * @param from where the head begins
     * @param since only what follows is new
     * @param to where the bytes end
     */
    public static int endOfHead(byte[] bytes, int from, int since, int to) {
        for (int i = Math.max(from, since); i < to; i++) {
            if (bytes[i] == '\n') {
                int before = i > from && bytes[i - 1] == '\r' ? i - 2 : i - 1;
                if (before >= from && bytes[before] == '\n') {
                    return i + 1;
                }
            }
        }
        return -1;
    }

    /** A whole number of at most 18 digits and nothing else. */
    public static long digits(byte[] bytes, int from, int to) throws BadMessageException {
        if (from >= to || to - from > MAX_DIGITS) {
            throw new BadMessageException("a number is not one");
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                throw new BadMessageException("a number is not one");
            }
            value = value * 10 + bytes[i] - '0';
        }
        return value;
    }

    /** Whether the bytes at {@code at} spell {@code lower}, in any case. */
    private boolean spells(int at, String lower) {
        for (int i = 0; i < lower.length(); i++) {
            byte b = bytes[at + i];
            if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != lower.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int skipSpace(int from, int to) {
        int i = from;
        while (i < to && (bytes[i] == ' ' || bytes[i] == '\t')) {
            i++;
        }
        return i;
    }

    private int trimmed(int from, int to) {
        int i = to;
        while (i > from && (bytes[i - 1] == ' ' || bytes[i - 1] == '\t')) {
            i--;
        }
        return i;
    }

    private String text(int from, int to) {
        int first = skipSpace(from, to);
        return new String(bytes, first, trimmed(first, to) - first, StandardCharsets.ISO_8859_1);
    }
}
