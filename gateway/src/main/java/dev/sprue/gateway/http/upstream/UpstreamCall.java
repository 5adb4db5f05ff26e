package dev.sprue.gateway.http.upstream;

/** One request under way. All methods are called on its event loop, and none has an effect once the answer has ended. */
public interface UpstreamCall {

    /** Reads no more; what has been read already still comes. */
    void pause();

    /** Reads on. */
    void resume();

    /** Breaks the call off: the connection (HTTP/1.1) or the stream (HTTP/2) is reset, and the sink hears nothing more. */
    void reset();
}
