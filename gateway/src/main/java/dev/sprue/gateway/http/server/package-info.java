/**
 * The server's side of HTTP: a request and its answer as the rest of the house sees them ({@code HttpCall}), HTTP/1.1 by our
 * own codec, straight on the event loop's channels, and HTTP/2 by Vert.x, which also listens and speaks TLS for both.
 */
@NullMarked
package dev.sprue.gateway.http.server;

import org.jspecify.annotations.NullMarked;
