package dev.sprue.bench.load;

import dev.sprue.bench.stats.Quantiles;

/**
 * What a run of the load generator gave.
 *
 * @param failure why it was given up; empty if every answer was right
 * @param answers how many answers there were, warm-up included
 * @param answersPerSecond answers in the measured time, a second
 * @param latency from a request (in an open loop: from when it was due) to the end of its answer
 * @param delay of a stream's chunks, from their time stamp to their arrival
 * @param bodyBytes length of the answers' bodies; of stamped streams 0
 */
public record LoadResult(
        String failure, long answers, double answersPerSecond, Quantiles latency, Quantiles delay, long bodyBytes) {}
