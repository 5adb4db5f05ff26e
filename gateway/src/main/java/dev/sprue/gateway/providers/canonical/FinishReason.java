package dev.sprue.gateway.providers.canonical;

/** Why a model stopped, in the words of the canonical form. */
public enum FinishReason {
    /** It had said all, or came to a stop sequence. */
    stop,
    /** The limit of tokens, or of the model's context, was reached. */
    length,
    /** It called tools. */
    tool_calls,
    /** A filter of the provider's stopped it. */
    content_filter
}
