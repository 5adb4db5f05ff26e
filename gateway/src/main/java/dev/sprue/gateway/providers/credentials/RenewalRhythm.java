package dev.sprue.gateway.providers.credentials;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a credential is fetched again: one that ends, ahead of its end, by a quarter of its life but not more than five
 * minutes, and by up to half of that earlier, so that replicas do not ask at once; one that does not say when it ends,
 * every so often; one that could not be fetched, after a pause that doubles.
 *
 * @param every time between two looks at one that does not say when it ends; empty: it is never looked at again
 * @param firstPause after a fetch that failed; no caller has it tried again sooner
 * @param longestPause between two fetches that fail
 * @param renewPause between two fetches that an upstream's refusal asks for
 * @param random makes the difference between replicas
 */
record RenewalRhythm(
        Optional<Duration> every,
        Duration firstPause,
        Duration longestPause,
        Duration renewPause,
        RandomGenerator random) {

    private static final Duration AHEAD = Duration.ofMinutes(5);
    private static final Duration LEAST = Duration.ofMillis(100);
    private static final Duration FOREVER = Duration.ofDays(365);

    /** The usual one, for what is looked at every so often where it does not say when it ends. */
    static RenewalRhythm usual(Duration every) {
        return new RenewalRhythm(
                Optional.of(every),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                RandomGenerator.getDefault());
    }

    /** The pause after a fetch that succeeded. */
    Duration untilNext(Optional<Instant> expiresAt, Instant now) {
        if (expiresAt.isEmpty()) {
            return every.orElse(FOREVER);
        }
        Duration life = Duration.between(now, expiresAt.get());
        Duration quarter = life.dividedBy(4);
        Duration ahead = quarter.compareTo(AHEAD) < 0 ? quarter : AHEAD;
        Duration earlier = Duration.ofNanos((long) (ahead.toNanos() * random.nextDouble() / 2));
        Duration wait = life.minus(ahead).minus(earlier);
        return wait.compareTo(LEAST) < 0 ? LEAST : wait;
    }

    /** The pause after {@code failures} fetches in a row that failed, at least one. */
    Duration afterFailures(int failures) {
        Duration pause = firstPause.multipliedBy(1L << Math.min(failures - 1, 20));
        return pause.compareTo(longestPause) < 0 ? pause : longestPause;
    }
}
