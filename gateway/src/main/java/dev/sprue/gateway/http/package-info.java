/**
 * HTTP as this service needs it: the listener, one request as an {@link dev.sprue.gateway.http.Exchange}, server-sent
 * events in and out, and the pooled client to upstreams.
 */
@NullMarked
package dev.sprue.gateway.http;

import org.jspecify.annotations.NullMarked;
