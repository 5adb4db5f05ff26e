package dev.sprue.gateway.http;

import dev.sprue.gateway.http.upstream.UpstreamClient;
import io.vertx.core.Context;

/**
 * What belongs to one event loop: everything that a request needs stays on the loop that accepted it, so that no two
 * threads ever touch one request.
 *
 * @param context the loop itself
 * @param deadlines bounds in time for what is under way on it
 * @param client pooled connections to upstreams, used on this loop only
 * @param memory bounds what requests hold, on all loops together
 * @param heavy does beside it what would hold it up
 */
public record Loop(Context context, Deadlines deadlines, UpstreamClient client, MemoryBudget memory, HeavyWork heavy) {

    /** Ends what is under way and can be told to; from any thread. */
    void stop() {
        context.runOnContext(turn -> deadlines.stop());
    }
}
