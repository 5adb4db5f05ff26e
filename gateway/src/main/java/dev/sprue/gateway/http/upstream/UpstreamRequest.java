package dev.sprue.gateway.http.upstream;

import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * One request to an upstream. {@code host} and {@code content-length} come from the client; names and values are written
 * as they are, so they must hold no line break.
 *
 * @param endpoint where to
 * @param method in upper case
 * @param uri path and query, percent-encoded
 * @param headers in the order in which they are sent
 * @param body the whole body; nobody may change it afterwards
 */
public record UpstreamRequest(UpstreamEndpoint endpoint, String method, String uri, List<Header> headers, Buffer body) {

    /**
     * One header.
     *
     * @param name in lower case
     * @param value printable ASCII
     */
    public record Header(CharSequence name, CharSequence value) {

        /** The name alone: the value may be a secret. */
        @Override
        public String toString() {
            return name.toString();
        }
    }
}
