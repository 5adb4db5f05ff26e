package dev.sprue.gateway.providers.upstream;

import dev.sprue.gateway.http.upstream.UpstreamRequest.Header;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * A request as a dialect writes it, without its credential.
 *
 * @param method in upper case
 * @param uri path and query, percent-encoded
 * @param headers in the order in which they are sent
 * @param body the whole body; nobody may change it afterwards
 */
public record Outgoing(String method, String uri, List<Header> headers, Buffer body) {

    /** A POST. */
    public static Outgoing post(String uri, List<Header> headers, Buffer body) {
        return new Outgoing("POST", uri, headers, body);
    }
}
