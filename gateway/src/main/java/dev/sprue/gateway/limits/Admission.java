package dev.sprue.gateway.limits;

import dev.sprue.gateway.deployments.Deployment;
import dev.sprue.gateway.inference.InferenceCall;

/** Step three: reserves what a call may use, or refuses it and says when to come again. */
public interface Admission {

    /**
     * Lets a call run.
     *
     * @throws dev.sprue.gateway.error.FailureException 429 where a limit is reached
     */
    Permit admit(Deployment deployment, InferenceCall call);

    /** Lets every call run: what there is until rate limits are enforced. */
    static Admission open() {
        return (deployment, call) -> usage -> {};
    }
}
