package dev.sprue.gateway.providers.upstream;

import dev.sprue.gateway.http.Headers;
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

    /** What is said with every body of JSON, for answers of type {@code accepted}. */
    public static List<Header> headers(CharSequence accepted) {
        return List.of(
                new Header(Headers.CONTENT_TYPE, Headers.JSON),
                new Header(Headers.ACCEPT, accepted),
                new Header(Headers.USER_AGENT, Headers.SPRUE));
    }

    /** A POST. */
    public static Outgoing post(String uri, List<Header> headers, Buffer body) {
        return new Outgoing("POST", uri, headers, body);
    }
}
