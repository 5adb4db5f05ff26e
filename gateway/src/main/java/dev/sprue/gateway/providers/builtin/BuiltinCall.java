package dev.sprue.gateway.providers.builtin;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.error.UpstreamFault;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.Flight;
import dev.sprue.gateway.inference.StreamEvent;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.providers.LaterFlight;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.upstream.UpstreamProvider;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * One call to a built-in model: it waits for a worker that is still starting, and is made once more, to the next worker,
 * when the worker dies before a byte of the answer has gone to the caller. Not more than once: the call itself may be what
 * the worker dies of. Lives on the call's event loop.
 */
final class BuiltinCall implements AnswerSink {

    private final EngineSupervisor engine;
    private final ProviderCall call;
    private final AnswerSink sink;
    private final LaterFlight flight = new LaterFlight();
    private @Nullable UpstreamProvider target;
    private boolean begun;
    private boolean again;

    BuiltinCall(EngineSupervisor engine, ProviderCall call, AnswerSink sink) {
        this.engine = engine;
        this.call = call;
        this.sink = sink;
    }

    /** Makes the call, now or when there is a worker. */
    Flight start() {
        UpstreamProvider running = engine.target().orElse(null);
        if (running != null) {
            go(running);
        } else {
            await(engine.whenReady(), EngineSupervisor.unavailable("it could not be started"));
        }
        return flight;
    }

    /** @param otherwise what the caller is told where {@code next} fails without a failure of its own */
    private void await(CompletableFuture<UpstreamProvider> next, Failure otherwise) {
        next.whenComplete((ready, unavailable) -> call.loop().context().runOnContext(turn -> {
            if (ready != null) {
                go(ready);
            } else if (!flight.isCancelled()) {
                sink.failed(reason(unavailable, otherwise));
            }
        }));
    }

    /** A stage that another one failed wraps the reason. */
    private static Failure reason(@Nullable Throwable unavailable, Failure otherwise) {
        Throwable reason = unavailable instanceof CompletionException ? unavailable.getCause() : unavailable;
        return reason instanceof FailureException known ? known.failure() : otherwise;
    }

    private void go(UpstreamProvider ready) {
        target = ready;
        flight.begin(() -> ready.infer(call, this));
    }

    @Override
    public void failed(Failure failure) {
        UpstreamProvider dead = target;
        if (begun || again || dead == null || !saysNothing(failure)) {
            sink.failed(failure);
            return;
        }
        again = true;
        await(engine.whenReplaced(dead), failure);
    }

    /** Whether the connection broke or could not be made, which is how the death of a worker looks from here. */
    private static boolean saysNothing(Failure failure) {
        return failure.code() == ErrorCode.UPSTREAM_FAILED
                && failure.upstream()
                        .map(UpstreamFault::status)
                        .filter(status -> status == 0)
                        .isPresent();
    }

    @Override
    public void whole(WholeAnswer answer) {
        sink.whole(answer);
    }

    @Override
    public void opened() {
        begun = true;
        sink.opened();
    }

    @Override
    public void event(StreamEvent event) {
        sink.event(event);
    }

    @Override
    public void flush() {
        sink.flush();
    }

    @Override
    public void completed() {
        sink.completed();
    }
}
