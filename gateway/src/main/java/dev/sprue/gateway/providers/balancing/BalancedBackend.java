package dev.sprue.gateway.providers.balancing;

import dev.sprue.gateway.http.Loop;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.Flight;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.providers.ProviderCall;

/** Several providers of one model, or one whose calls are watched and made again. */
final class BalancedBackend implements Backend {

    private final Pool pool;
    private final AttemptListener listener;

    BalancedBackend(Pool pool, AttemptListener listener) {
        this.pool = pool;
        this.listener = listener;
    }

    /** The providers. */
    Pool pool() {
        return pool;
    }

    @Override
    public String provider() {
        return pool.members().getFirst().model().provider();
    }

    @Override
    public Flight infer(InferenceCall call, Loop loop, AnswerSink sink) {
        BalancedFlight flight = new BalancedFlight(
                pool,
                (member, attempt) -> member.provider().infer(new ProviderCall(call, member.model(), loop), attempt),
                call.stream(),
                AffinityKey.of(call, pool.affinity()),
                sink,
                Timing.of(loop),
                listener);
        return flight.start();
    }
}
