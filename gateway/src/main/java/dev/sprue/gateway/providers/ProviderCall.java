package dev.sprue.gateway.providers;

import dev.sprue.gateway.deployments.ProviderModel;
import dev.sprue.gateway.http.Loop;
import dev.sprue.gateway.inference.InferenceCall;

/**
 * One call to one upstream.
 *
 * @param call what the caller wants
 * @param model what is called there, and what its server takes
 * @param loop the event loop on which everything happens
 */
public record ProviderCall(InferenceCall call, ProviderModel model, Loop loop) {

    /** What the upstream calls the model. */
    public String modelId() {
        return model.modelId();
    }

    /** The same call with another request. */
    public ProviderCall with(InferenceCall other) {
        return new ProviderCall(other, model, loop);
    }
}
