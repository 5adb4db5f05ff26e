package dev.sprue.engine.chat;

/** Who speaks in a message. */
public enum Role {
    /** Instructions: the API's {@code system} and {@code developer}. */
    SYSTEM,
    /** The person, or program, that asks. */
    USER,
    /** The model. */
    ASSISTANT,
    /** The result of a tool that the model called. */
    TOOL
}
