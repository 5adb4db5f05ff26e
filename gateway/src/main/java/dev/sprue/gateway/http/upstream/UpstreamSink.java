package dev.sprue.gateway.http.upstream;

/**
 * Takes what comes of one request, on its event loop: either {@link #unreachable}, or {@link #head}, any number of
 * {@link #body} and {@link #end}, where {@link #broken} may take the place of everything that has not come yet.
 */
public interface UpstreamSink {

    /** No connection could be made. */
    void unreachable(Throwable cause);

    /** The connection was lost, or what came on it is not HTTP. */
    void broken();

    /** The answer begins. */
    void head(AnswerHead head);

    /** {@code [from, to)} of {@code bytes} is the next piece of the body. Nobody changes them afterwards. */
    void body(byte[] bytes, int from, int to);

    /** What could be read at once has been handed over; what was made of it is better sent now, in one piece. */
    void turnOver();

    /** The answer is complete. */
    void end();
}
