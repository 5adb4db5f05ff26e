package dev.sprue.gateway.providers.credentials;

import dev.sprue.gateway.config.Secret;
import dev.sprue.gateway.http.Headers;
import dev.sprue.gateway.http.upstream.UpstreamRequest.Header;
import dev.sprue.gateway.providers.upstream.RequestSigner;
import io.netty.util.AsciiString;
import java.util.List;

/**
 * In which header a kind of upstream takes its key.
 *
 * @param name the header's name in lower case
 * @param prefix stands before the key
 */
public record KeyHeader(CharSequence name, String prefix) {

    /** {@code Authorization: Bearer}, where tokens go everywhere. */
    public static final KeyHeader BEARER = new KeyHeader(Headers.AUTHORIZATION, "Bearer ");

    /** Puts a key on requests. */
    public RequestSigner signer(Secret key) {
        List<Header> headers = List.of(new Header(name, AsciiString.of(prefix + key.value())));
        return (endpoint, request) -> headers;
    }
}
