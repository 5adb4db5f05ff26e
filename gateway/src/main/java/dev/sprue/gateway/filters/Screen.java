package dev.sprue.gateway.filters;

import dev.sprue.gateway.deployments.Deployment;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.InferenceCall;

/** Step four: looks at the prompt now and at the completion as it comes. */
public interface Screen {

    /**
     * Looks at the prompt, and puts itself between the model and {@code sink} where the completion is to be looked at.
     *
     * @return where the answer goes
     * @throws dev.sprue.gateway.error.FailureException 400 where the prompt is blocked
     */
    AnswerSink screen(Deployment deployment, InferenceCall call, AnswerSink sink);

    /** Looks at nothing: what there is until content filters exist. */
    static Screen open() {
        return (deployment, call, sink) -> sink;
    }
}
