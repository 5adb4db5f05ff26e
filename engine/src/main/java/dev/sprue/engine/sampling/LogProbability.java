package dev.sprue.engine.sampling;

/**
 * How likely the model held a token to be.
 *
 * @param token the token's id
 * @param value natural logarithm of its probability, at least {@link LogProbabilities#FLOOR}
 */
public record LogProbability(int token, float value) {}
