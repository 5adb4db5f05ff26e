package dev.sprue.gateway.http;

import dev.sprue.gateway.http.upstream.UpstreamClient;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** One event loop with a client and no listener, for calls that no request began: a command that tries out providers. */
public final class ClientLoop implements AutoCloseable {

    private final HeavyWork heavy = new HeavyWork();
    private final Vertx vertx;
    private final Loop loop;

    /** Starts the loop. */
    public ClientLoop() {
        vertx = Vertx.builder()
                .withTransport(TransportChoice.best())
                .with(new VertxOptions()
                        .setEventLoopPoolSize(1)
                        .setWorkerPoolSize(1)
                        .setInternalBlockingPoolSize(1)
                        .setFileSystemOptions(new FileSystemOptions()
                                .setClassPathResolvingEnabled(false)
                                .setFileCachingEnabled(false))
                        .setDisableTCCL(true))
                .build();
        Context context = vertx.getOrCreateContext();
        CompletableFuture<Loop> made = new CompletableFuture<>();
        context.runOnContext(turn -> made.complete(new Loop(
                context,
                new Deadlines(vertx),
                new UpstreamClient(context, BrokenConnections::note),
                MemoryBudget.ofHeap(),
                heavy)));
        loop = made.join();
    }

    /** Does something on the loop, soon. */
    public void run(Consumer<Loop> work) {
        loop.context().runOnContext(turn -> work.accept(loop));
    }

    @Override
    public void close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        run(on -> on.client().close().onComplete(done -> closed.complete(null)));
        closed.join();
        vertx.close().await();
        heavy.close();
    }
}
