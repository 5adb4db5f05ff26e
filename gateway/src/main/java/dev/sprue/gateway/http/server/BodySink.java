package dev.sprue.gateway.http.server;

import io.vertx.core.buffer.Buffer;

/** Takes a request's body. */
public interface BodySink {

    /** The next piece, which is the sink's from now on. */
    void piece(Buffer piece);

    /** The body is complete. */
    void ended();

    /** The caller left in the middle of it, or sent what is no body. */
    void broken();
}
