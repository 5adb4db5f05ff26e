package dev.sprue.engine.worker;

import java.io.IOException;

/** Answers the requests of one path. */
interface Endpoint {

    /**
     * Answers a request.
     *
     * @throws dev.sprue.engine.wire.ApiException for what the caller is to be told
     * @throws IOException where the client has gone
     */
    void answer(Exchange exchange) throws IOException, InterruptedException;
}
