package dev.sprue.gateway.providers.balancing;

import dev.sprue.gateway.http.Loop;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.Flight;
import dev.sprue.gateway.inference.InferenceCall;

/** What answers the calls to one deployment: one provider of its model, or several. Immutable, shared by all event loops. */
public sealed interface Backend permits SoleBackend, BalancedBackend {

    /** The provider that is asked first, or may be. */
    String provider();

    /**
     * Makes a call on the caller's event loop, without blocking it.
     *
     * @param sink takes the answer; may be called before this returns
     * @throws dev.sprue.gateway.error.FailureException where the call can be made nowhere
     */
    Flight infer(InferenceCall call, Loop loop, AnswerSink sink);
}
