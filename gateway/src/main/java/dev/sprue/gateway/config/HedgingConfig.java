package dev.sprue.gateway.config;

/**
 * A second provider that is asked while the first one has not begun its answer. The answer that begins first counts, and
 * the other call is given up; both may cost.
 *
 * @param afterMs milliseconds without the first byte of an answer after which it is asked
 */
public record HedgingConfig(@Range(min = 1, max = 600_000) int afterMs) {}
