package dev.sprue.gateway.api.gemini;

import dev.sprue.gateway.inference.InferenceCall;

/**
 * A request for content, translated.
 *
 * @param call the canonical call
 * @param wantsThoughts whether the caller asked to be shown what a model thought
 */
record ContentRequest(InferenceCall call, boolean wantsThoughts) {}
