package dev.sprue.gateway.config;

/** What a content filter looks at. */
public enum RaiSource {
    /** What callers send. */
    Prompt,
    /** What models answer. */
    Completion
}
