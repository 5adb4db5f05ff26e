package dev.sprue.gateway.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;

/**
 * What belongs to one event loop: everything that a request needs stays on the loop that accepted it, so that no two
 * threads ever touch one request.
 *
 * @param vertx for timers
 * @param context the loop itself
 * @param client pooled connections to upstreams, used on this loop only
 */
public record Loop(Vertx vertx, Context context, HttpClientAgent client) {}
