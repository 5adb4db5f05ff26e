package dev.sprue.gateway.config;

import java.util.List;
import java.util.Optional;

/**
 * The lengths of vectors that a request may ask for: from {@code min} to {@code max}, or some.
 *
 * @param min the least length
 * @param max the greatest length
 * @param values the only lengths, instead of {@code min} and {@code max}; empty ({@code []}): requests may not name any
 */
public record DimensionsConfig(
        @Range(min = 1, max = 1_000_000) Optional<Integer> min,
        @Range(min = 1, max = 1_000_000) Optional<Integer> max,
        @Range(min = 1, max = 1_000_000) Optional<List<Integer>> values) {}
