package dev.sprue.gateway.config;

/**
 * What is logged, and how.
 *
 * @param level the least severity that is logged
 * @param format one line of text or one JSON object an event
 * @param access whether each request is logged
 */
public record LogConfig(
        @Default("info") Level level,
        @Default("text") Format format,
        @Default("true") boolean access) {

    /** Severities, least first. */
    public enum Level {
        /** Every step. */
        debug,
        /** What an operator may want to know. */
        info,
        /** What an operator should look at. */
        warn,
        /** What went wrong. */
        error
    }

    /** Ways to write an event. */
    public enum Format {
        /** One line of text. */
        text,
        /** One JSON object. */
        json
    }
}
