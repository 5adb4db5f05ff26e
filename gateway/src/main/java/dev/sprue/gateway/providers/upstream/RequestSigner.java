package dev.sprue.gateway.providers.upstream;

import dev.sprue.gateway.http.upstream.UpstreamEndpoint;
import dev.sprue.gateway.http.upstream.UpstreamRequest.Header;
import java.util.List;

/** A credential as it is at one moment, ready to be put on requests. Immutable; used on event loops, so it never blocks. */
@FunctionalInterface
public interface RequestSigner {

    /** The headers that make a request ours: an API key, a token, a signature. */
    List<Header> headers(UpstreamEndpoint endpoint, Outgoing request);
}
