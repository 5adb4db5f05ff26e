package dev.sprue.gateway.pipeline;

import dev.sprue.gateway.auth.Principal;
import dev.sprue.gateway.http.AccessFacts;
import dev.sprue.gateway.http.Loop;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.Flight;
import dev.sprue.gateway.inference.InferenceCall;

/** The one way to a model, for every surface. */
@FunctionalInterface
public interface Inference {

    /**
     * Runs a call through the steps after authentication, on the caller's event loop and without blocking it.
     *
     * @param principal who calls
     * @param call what is asked for
     * @param loop the caller's event loop
     * @param facts the access log's facts about the call, added to on the way
     * @param sink takes the answer, and every failure, on the same loop; may be called before this returns
     */
    Flight start(Principal principal, InferenceCall call, Loop loop, AccessFacts facts, AnswerSink sink);
}
