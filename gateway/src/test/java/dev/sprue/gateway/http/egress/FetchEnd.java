package dev.sprue.gateway.http.egress;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.http.Deadlines;
import dev.sprue.gateway.http.HeavyWork;
import dev.sprue.gateway.http.Loop;
import dev.sprue.gateway.http.MemoryBudget;
import dev.sprue.gateway.http.upstream.UpstreamClient;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * How a fetch ended: with a file, or with a code and a reason.
 *
 * @param bytes the file's; none where there is none
 * @param format the file's format; empty where there is none
 * @param code the catalogue's; empty where there is a file
 * @param reason why there is none
 */
record FetchEnd(byte[] bytes, String format, String code, String reason) {

    /** Takes a fetch's end, and all that it brings. */
    static FetchSink into(CompletableFuture<FetchEnd> end) {
        return new FetchSink() {
            @Override
            public boolean holds(int bytes) {
                return true;
            }

            @Override
            public void fetched(RemoteFile file) {
                end.complete(new FetchEnd(file.bytes().copy(), file.format().name(), "", ""));
            }

            @Override
            public void failed(ErrorCode code, String reason) {
                end.complete(new FetchEnd(new byte[0], "", code.name(), reason));
            }
        };
    }

    /** An event loop to fetch on. */
    static Loop loop(Vertx vertx) throws Exception {
        Context context = vertx.getOrCreateContext();
        CompletableFuture<Loop> made = new CompletableFuture<>();
        context.runOnContext(turn -> made.complete(new Loop(
                context,
                new Deadlines(vertx),
                new UpstreamClient(context, broken -> {}),
                MemoryBudget.ofMb(10),
                new HeavyWork())));
        return made.get(10, TimeUnit.SECONDS);
    }
}
