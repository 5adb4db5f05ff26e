package dev.sprue.gateway.config;

/**
 * When a call that failed before the first byte of its answer is made again at the same provider. Other providers of the
 * model are asked first, and need no entry here.
 *
 * @param max how often one call is made again, at most
 * @param baseMs milliseconds within which the first repetition comes, at a time drawn by chance; doubled for each further one
 * @param maxWaitMs milliseconds that a repetition waits at most; where the provider asks for more ({@code retry-after}),
 *     there is none
 * @param budgetPercent repetitions and hedged calls as a share of all calls to this provider; ten are always free
 */
public record RetriesConfig(
        @Default("0") @Range(min = 0, max = 10) int max,
        @Default("200") @Range(min = 1, max = 60_000) int baseMs,
        @Default("10000") @Range(min = 1, max = 600_000) int maxWaitMs,
        @Default("20") @Range(min = 0, max = 100) int budgetPercent) {

    /** No call is made again. */
    public static final RetriesConfig NONE = new RetriesConfig(0, 200, 10_000, 20);
}
