package dev.sprue.gateway.providers;

import dev.sprue.gateway.http.Loop;
import dev.sprue.gateway.inference.InferenceCall;

/**
 * One call to one upstream.
 *
 * @param call what the caller wants
 * @param modelId what the upstream calls the model
 * @param loop the event loop on which everything happens
 */
public record ProviderCall(InferenceCall call, String modelId, Loop loop) {}
