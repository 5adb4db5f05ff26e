package dev.sprue.gateway.http.upstream;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The head of an HTTP/1.1 answer (RFC 9112, sections 4 and 5), kept as the bytes that came: of its fields two or three
 * are ever asked for.
 */
final class Http1Head implements AnswerHead {

    /** How the body's end is told (RFC 9112, section 6.3). */
    enum Framing {
        LENGTH,
        CHUNKED,
        UNTIL_CLOSE
    }

    private static final int VERSION_LENGTH = "HTTP/1.1 ".length();

    private final byte[] bytes;
    private final int fieldsStart;
    private final int end;
    private final int status;
    private boolean keepAlive;
    private Framing framing = Framing.UNTIL_CLOSE;
    private long length = -1;

    /**
     * Reads the head that begins at {@code from}.
     *
     * @param end offset after the empty line that ends it
     */
    Http1Head(byte[] bytes, int from, int end) throws BadAnswerException {
        this.bytes = bytes;
        this.end = end;
        int lineEnd = endOfLine(from);
        boolean http1 = lineEnd - from >= VERSION_LENGTH + 3
                && matches(from, "http/1.")
                && (bytes[from + 7] == '1' || bytes[from + 7] == '0')
                && bytes[from + 8] == ' ';
        if (!http1) {
            throw new BadAnswerException("the status line is not HTTP/1.1");
        }
        this.status = (int) digits(from + VERSION_LENGTH, from + VERSION_LENGTH + 3);
        boolean more = lineEnd - from > VERSION_LENGTH + 3;
        if (status < 100 || status > 599 || more && bytes[from + VERSION_LENGTH + 3] != ' ') {
            throw new BadAnswerException("the status code is not one");
        }
        this.keepAlive = bytes[from + 7] == '1';
        this.fieldsStart = nextLine(lineEnd);
        fields();
    }

    private void fields() throws BadAnswerException {
        boolean chunked = false;
        int at = fieldsStart;
        while (at < end) {
            int lineEnd = endOfLine(at);
            if (lineEnd == at) {
                break;
            }
            int colon = colon(at, lineEnd);
            switch (colon - at) {
                case 10 -> connection(at, colon, lineEnd);
                case 14 -> contentLength(at, colon, lineEnd);
                case 17 -> chunked |= transferEncoding(at, colon, lineEnd);
                default -> {}
            }
            at = nextLine(lineEnd);
        }
        if (status < 200 || status == 204 || status == 304) {
            framing = Framing.LENGTH;
            length = 0;
        } else if (chunked) {
            // A length beside it is overridden, and such a connection is not to be trusted any further.
            keepAlive &= length < 0;
            framing = Framing.CHUNKED;
        } else if (length >= 0) {
            framing = Framing.LENGTH;
        } else {
            keepAlive = false;
        }
    }

    private void connection(int at, int colon, int lineEnd) {
        if (matches(at, "connection")) {
            String value = text(colon + 1, lineEnd);
            if (value.regionMatches(true, 0, "close", 0, 5)) {
                keepAlive = false;
            } else if (value.regionMatches(true, 0, "keep-alive", 0, 10)) {
                keepAlive = true;
            }
        }
    }

    private void contentLength(int at, int colon, int lineEnd) throws BadAnswerException {
        if (matches(at, "content-length")) {
            int from = skipSpace(colon + 1, lineEnd);
            long value = digits(from, trimmed(from, lineEnd));
            if (length >= 0 && length != value) {
                throw new BadAnswerException("it has two different lengths");
            }
            length = value;
        }
    }

    private boolean transferEncoding(int at, int colon, int lineEnd) throws BadAnswerException {
        if (!matches(at, "transfer-encoding")) {
            return false;
        }
        if (!text(colon + 1, lineEnd).equalsIgnoreCase("chunked")) {
            throw new BadAnswerException("its transfer coding is not chunked");
        }
        return true;
    }

    private int colon(int at, int lineEnd) throws BadAnswerException {
        int i = at;
        while (i < lineEnd && bytes[i] != ':') {
            if (bytes[i] <= ' ') {
                throw new BadAnswerException("a header's name holds a space or begins with one");
            }
            i++;
        }
        if (i == lineEnd || i == at) {
            throw new BadAnswerException("a header has no name");
        }
        return i;
    }

    private long digits(int from, int to) throws BadAnswerException {
        if (from >= to || to - from > 18) {
            throw new BadAnswerException("a number is not one");
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                throw new BadAnswerException("a number is not one");
            }
            value = value * 10 + bytes[i] - '0';
        }
        return value;
    }

    /** Whether the bytes at {@code at} spell {@code lower}, in any case. */
    private boolean matches(int at, String lower) {
        for (int i = 0; i < lower.length(); i++) {
            byte b = bytes[at + i];
            if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != lower.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int endOfLine(int from) {
        int i = from;
        while (bytes[i] != '\n') {
            i++;
        }
        return i > from && bytes[i - 1] == '\r' ? i - 1 : i;
    }

    private int nextLine(int lineEnd) {
        return bytes[lineEnd] == '\r' ? lineEnd + 2 : lineEnd + 1;
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
        int start = skipSpace(from, to);
        return new String(bytes, start, trimmed(start, to) - start, StandardCharsets.ISO_8859_1);
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public Optional<String> header(String name) {
        int at = fieldsStart;
        while (at < end) {
            int lineEnd = endOfLine(at);
            int colon = at + name.length();
            if (colon < lineEnd && bytes[colon] == ':' && matches(at, name)) {
                return Optional.of(text(colon + 1, lineEnd));
            }
            at = nextLine(lineEnd);
        }
        return Optional.empty();
    }

    /** Whether the connection may carry another request after this answer. */
    boolean keepAlive() {
        return keepAlive;
    }

    Framing framing() {
        return framing;
    }

    /** Bytes of the body where the framing is {@link Framing#LENGTH}. */
    long length() {
        return length;
    }
}
