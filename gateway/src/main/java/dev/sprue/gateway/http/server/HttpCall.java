package dev.sprue.gateway.http.server;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;

/**
 * One request and its answer, whichever version of HTTP carries them. All methods are called on the connection's event
 * loop.
 *
 * <p>The answer is given either whole, by {@link #answer}, or as a stream: {@link #beginStream}, {@link #write}, and
 * {@link #end} or {@link #reset}.
 */
public interface HttpCall {

    /** The method, in upper case. */
    String method();

    /** The path as sent, percent-encoded, without the query; may be empty. */
    String path();

    /** The query as sent, without the question mark; empty if there is none. */
    String query();

    /**
     * The host that it is for, in lower case, without port and without the dot that may end a full name; empty where it
     * names none.
     */
    String host();

    /** Scheme, host and port that the caller used, without a slash at the end, as links for it begin. */
    String origin();

    /** A header's first value; {@code name} in lower case. */
    Optional<String> header(String name);

    /** All values of a header that may come in several lines, in their order; {@code name} in lower case. */
    List<String> headers(String name);

    /** The names of all headers, in lower case; one that came several times as often as it came. */
    List<String> headerNames();

    /** The caller's address, without the port. */
    String remoteAddress();

    /** Whether the connection carries one request at a time, and cannot do without it. */
    boolean isHttp1();

    /** Reads the body, which waits until this is called. */
    void readBody(BodySink sink);

    /** Reads no more of the body for now. */
    void pauseBody();

    /** Reads on. */
    void resumeBody();

    /** Whether all of the body has come. */
    boolean isBodyComplete();

    /** Tells a caller that waits for it to send the body (RFC 9110, section 15.2.1). */
    void writeContinue();

    /**
     * What to do at the end: exactly one of the two, once.
     *
     * @param written the answer is complete and has been handed to the network
     * @param gone the caller left before that
     */
    void onOver(Runnable written, Runnable gone);

    /** Adds a header to the answer, before it begins. */
    void addHeader(CharSequence name, CharSequence value);

    /** Answers whole; to {@code HEAD} with the head alone. */
    void answer(int status, Buffer body);

    /** Begins an answer whose length is not known. */
    void beginStream(int status);

    /** Writes a piece of a stream, and tells when the network has taken it; not where the caller has left. */
    void write(AnswerPiece piece, Runnable whenTaken);

    /** Whether the caller takes less than it is sent. */
    boolean isFull();

    /** Runs {@code action} once, when there is room again. */
    void onDrain(Runnable action);

    /** Writes the last piece of a stream. */
    void end(AnswerPiece last);

    /** Whether nothing can be written any more. */
    boolean isClosed();

    /** Ends an answer in the middle, so that the caller sees that it is not whole. */
    void reset();

    /** Ends the connection (HTTP/1) or the stream (HTTP/2) at once, whatever has not been written yet. */
    void breakOff();

    /**
     * Ends the connection with this answer, and says so in its head; before it begins. Over HTTP/2, where one request
     * cannot be in another one's way, it has no effect.
     */
    void endConnection();

    /** Ends the connection after the answer, if it is one of HTTP/1. */
    void closeConnection();
}
