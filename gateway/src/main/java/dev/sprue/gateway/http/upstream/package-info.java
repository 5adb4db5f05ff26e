/**
 * Calls to upstreams: HTTP/1.1 in the clear by our own client, straight on the event loop's channels, and HTTP/2 or HTTP/1.1
 * over TLS by Vert.x's. To who calls they are the same.
 */
@NullMarked
package dev.sprue.gateway.http.upstream;

import org.jspecify.annotations.NullMarked;
