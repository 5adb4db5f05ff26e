package dev.sprue.gateway.http.upstream;

import dev.sprue.gateway.http.h1.BadMessageException;
import dev.sprue.gateway.http.h1.HeadFields;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The head of an HTTP/1.1 answer (RFC 9112, section 4). */
final class Http1Head implements AnswerHead {

    /** How the body's end is told (RFC 9112, section 6.3). */
    enum Framing {
        LENGTH,
        CHUNKED,
        UNTIL_CLOSE
    }

    private static final int VERSION_LENGTH = "HTTP/1.1 ".length();
    private static final int STATUS_END = VERSION_LENGTH + 3;

    private final HeadFields fields;
    private final int status;
    private final boolean keepAlive;
    private final Framing framing;

    /**
     * Reads the head that begins at {@code from}.
     *
     * @param end offset after the empty line that ends it
     */
    Http1Head(byte[] bytes, int from, int end) throws BadMessageException {
        int lineEnd = HeadFields.endOfLine(bytes, from);
        if (lineEnd - from < STATUS_END || !isHttp1(bytes, from)) {
            throw new BadMessageException("the status line is not HTTP/1.1");
        }
        this.status = (int) HeadFields.digits(bytes, from + VERSION_LENGTH, from + STATUS_END);
        if (status < 100 || status > 599 || lineEnd - from > STATUS_END && bytes[from + STATUS_END] != ' ') {
            throw new BadMessageException("the status code is not one");
        }
        HeadFields.noControls(bytes, from + STATUS_END, lineEnd);
        this.fields = new HeadFields(bytes, HeadFields.nextLine(lineEnd), end);
        this.framing = hasNoBody() || !fields.isChunked() && fields.length() >= 0
                ? Framing.LENGTH
                : fields.isChunked() ? Framing.CHUNKED : Framing.UNTIL_CLOSE;
        boolean http11 = bytes[from + 7] == '1';
        this.keepAlive = fields.keepsAlive(http11) && framing != Framing.UNTIL_CLOSE && isBeyondDoubt(http11);
    }

    /**
     * Whether nobody could find another end than we do. A length beside chunks is overridden by them, HTTP/1.0 has no
     * chunks, and an answer without a body announces none: who does so all the same is not to be trusted any further.
     */
    private boolean isBeyondDoubt(boolean http11) {
        if (fields.isChunked()) {
            return http11 && fields.length() < 0 && !hasNoBody();
        }
        return !hasNoBody() || status == 304 || fields.length() <= 0;
    }

    private static boolean isHttp1(byte[] bytes, int from) {
        String version = new String(bytes, from, VERSION_LENGTH, StandardCharsets.ISO_8859_1);
        return version.equals("HTTP/1.1 ") || version.equals("HTTP/1.0 ");
    }

    private boolean hasNoBody() {
        return status < 200 || status == 204 || status == 304;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public Optional<String> header(String name) {
        return fields.find(name);
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
        return hasNoBody() ? 0 : fields.length();
    }
}
