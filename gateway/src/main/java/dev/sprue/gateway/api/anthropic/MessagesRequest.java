package dev.sprue.gateway.api.anthropic;

import dev.sprue.gateway.inference.InferenceCall;

/**
 * A request for a message, translated.
 *
 * @param call the canonical call
 * @param wantsThinking whether the caller asked for thinking: only such a caller is shown what a model thought
 */
record MessagesRequest(InferenceCall call, boolean wantsThinking) {}
