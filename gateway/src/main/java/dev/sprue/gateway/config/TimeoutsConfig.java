package dev.sprue.gateway.config;

/**
 * How long an upstream may take.
 *
 * @param connectMs milliseconds to establish a connection
 * @param firstByteMs milliseconds from the request to the head of the answer
 * @param idleMs milliseconds between two pieces of an answer
 */
public record TimeoutsConfig(
        @Default("5000") @Range(min = 1, max = 86_400_000) int connectMs,
        @Default("120000") @Range(min = 1, max = 86_400_000) int firstByteMs,
        @Default("120000") @Range(min = 1, max = 86_400_000) int idleMs) {}
