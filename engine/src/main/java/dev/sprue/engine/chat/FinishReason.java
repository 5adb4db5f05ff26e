package dev.sprue.engine.chat;

/** Why an answer ended. */
public enum FinishReason {
    /** The model ended its turn, or a stop string came. */
    STOP,
    /** The token limit or the end of the context was reached. */
    LENGTH,
    /** The model called tools. */
    TOOL_CALLS
}
