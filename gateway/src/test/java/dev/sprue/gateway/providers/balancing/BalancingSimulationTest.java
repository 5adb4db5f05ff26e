package dev.sprue.gateway.providers.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.config.BreakerConfig;
import dev.sprue.gateway.config.DeploymentConfig.Affinity;
import dev.sprue.gateway.config.HedgingConfig;
import dev.sprue.gateway.config.ResilienceConfig;
import dev.sprue.gateway.config.RetriesConfig;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.providers.balancing.SimulatedServer.Mood;
import dev.sprue.gateway.testing.Tries;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How calls are spread over servers that work, are slow, fail and come back: hours of it in virtual time, by seed. */
class BalancingSimulationTest {

    private static final int SECOND = 1_000;
    private static final int PER_SECOND = 50;

    static LongStream seeds() {
        return LongStream.range(0, Tries.of(5, 200));
    }

    private static ResilienceConfig with(RetriesConfig retries, Optional<HedgingConfig> hedging) {
        return new ResilienceConfig(retries, hedging, Optional.empty(), Optional.empty(), 10_000);
    }

    /** A pool of servers that are equal but for what the test then makes of them. */
    private static final class Scene {

        private final VirtualTime time;
        private final List<SimulatedServer> servers;
        private final Pool pool;
        private final Callers callers;

        Scene(long seed, ResilienceConfig settings, int[] weights, int[] priorities) {
            time = new VirtualTime(seed);
            servers = IntStream.range(0, weights.length)
                    .mapToObj(i -> new SimulatedServer("s" + i, time))
                    .toList();
            pool = new Pool(
                    IntStream.range(0, weights.length)
                            .mapToObj(i -> servers.get(i).member(settings, weights[i], priorities[i]))
                            .toList(),
                    Affinity.none);
            callers = new Callers(time, pool);
        }

        Scene(long seed, ResilienceConfig settings, int... weights) {
            this(seed, settings, weights, new int[weights.length]);
        }

        SimulatedServer server(int index) {
            return servers.get(index);
        }

        /** Which part of the calls since the last time went to a server. */
        double share(int index) {
            int all = servers.stream().mapToInt(SimulatedServer::calls).sum();
            return (double) server(index).calls() / all;
        }

        void forget() {
            servers.forEach(SimulatedServer::forget);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void equalServersShareByWeight(long seed) {
        for (int perSecond : new int[] {2, PER_SECOND, 500}) {
            Scene scene = new Scene(seed, ResilienceConfig.USUAL, 3, 1);
            scene.callers.call(2_000_000 / perSecond, perSecond, true);
            scene.callers.allEnd();
            assertThat(scene.share(0)).as("at %d a second", perSecond).isBetween(0.62, 0.84);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aSlowServerGetsFewCallsButIsNotForgotten(long seed) {
        Scene scene = new Scene(seed, ResilienceConfig.USUAL, 1, 1, 1);
        scene.server(1).takes(3_000);
        scene.callers.call(60 * SECOND, PER_SECOND, false);
        assertThat(scene.share(1)).isBetween(0.0001, 0.08);
        scene.server(1).takes(100);
        scene.callers.call(60 * SECOND, PER_SECOND, false);
        scene.forget();
        scene.callers.call(60 * SECOND, PER_SECOND, false);
        assertThat(scene.share(1)).as("once it is fast again").isGreaterThan(0.25);
        scene.callers.allEnd();
        assertThat(scene.callers.failures()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noServerIsOverrunByAllAtOnce(long seed) {
        Scene scene = new Scene(seed, ResilienceConfig.USUAL, 1, 1, 1, 1);
        scene.callers.call(60 * SECOND, 200, true);
        scene.callers.allEnd();
        int most = scene.servers.stream()
                .mapToInt(SimulatedServer::mostUnderWay)
                .max()
                .orElseThrow();
        // 200 a second of about 200 ms are 40 at once, 10 for each.
        assertThat(most).isLessThan(30);
    }

    /** The show: nobody notices that one of two servers is gone for a minute, and it gets its share again. */
    @ParameterizedTest
    @MethodSource("seeds")
    void aServerThatIsKilledForAMinuteFailsNoCall(long seed) {
        for (Mood death : List.of(Mood.REFUSES, Mood.FAILS, Mood.BREAKS_BEFORE_THE_FIRST_EVENT, Mood.FAILS_AT_ONCE)) {
            Scene scene = new Scene(seed, ResilienceConfig.USUAL, 1, 1);
            scene.callers.call(20 * SECOND, PER_SECOND, true);
            scene.forget();
            scene.server(0).is(death);
            scene.callers.call(60 * SECOND, PER_SECOND, true);
            assertThat(scene.server(0).calls())
                    .as("%s: calls before it is left alone, and trials", death)
                    .isBetween(5, 60);
            scene.server(0).is(Mood.WELL);
            // The longest that a breaker stays open, and the slow start.
            scene.callers.call(45 * SECOND, PER_SECOND, true);
            scene.forget();
            scene.callers.call(20 * SECOND, PER_SECOND, true);
            assertThat(scene.share(0)).isBetween(0.35, 0.65);
            scene.callers.allEnd();
            assertThat(scene.callers.failures()).as("%s", death).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aServerThatHangsFailsNoCallAndHoldsUpFew(long seed) {
        Scene scene = new Scene(seed, ResilienceConfig.USUAL, 1, 1);
        scene.callers.call(20 * SECOND, PER_SECOND, true);
        scene.forget();
        scene.server(0).is(Mood.HANGS);
        scene.callers.call(60 * SECOND, PER_SECOND, true);
        assertThat(scene.server(0).calls()).isLessThan(100);
        scene.callers.allEnd();
        assertThat(scene.callers.failures()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void hedgedCallsDoNotWaitForAServerThatHangs(long seed) {
        ResilienceConfig settings = with(RetriesConfig.NONE, Optional.of(new HedgingConfig(400)));
        Scene scene = new Scene(seed, settings, 1, 1);
        scene.callers.call(20 * SECOND, 5, true);
        scene.server(0).is(Mood.HANGS);
        scene.callers.call(20 * SECOND, 5, true);
        scene.callers.allEnd();
        assertThat(scene.callers.failures()).isEmpty();
        assertThat(scene.callers.longestMs()).isLessThan(2_000);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aServerThatCameBackStartsSlowly(long seed) {
        Scene scene = new Scene(seed, ResilienceConfig.USUAL, 1, 1);
        scene.callers.call(20 * SECOND, PER_SECOND, true);
        scene.server(0).is(Mood.REFUSES);
        scene.callers.call(5 * SECOND, PER_SECOND, true);
        scene.server(0).is(Mood.WELL);
        while (!scene.pool.members().getFirst().health().isOpenToCalls()) {
            scene.callers.call(10, PER_SECOND, true);
        }
        scene.forget();
        scene.callers.call(2 * SECOND, PER_SECOND, true);
        assertThat(scene.share(0)).isLessThan(0.35);
        scene.callers.call(10 * SECOND, PER_SECOND, true);
        scene.forget();
        scene.callers.call(20 * SECOND, PER_SECOND, true);
        assertThat(scene.share(0)).isBetween(0.35, 0.65);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void onlyTheFirstThatWorkInOrderOfPriorityAreCalled(long seed) {
        Scene scene = new Scene(seed, ResilienceConfig.USUAL, new int[] {1, 1, 1}, new int[] {1, 2, 3});
        scene.callers.call(10 * SECOND, PER_SECOND, false);
        assertThat(scene.share(0)).isEqualTo(1);
        scene.server(0).is(Mood.REFUSES);
        scene.callers.call(10 * SECOND, PER_SECOND, false);
        assertThat(scene.server(1).calls()).isPositive();
        assertThat(scene.server(2).calls()).isZero();
        scene.server(1).is(Mood.LIMITS);
        scene.callers.call(10 * SECOND, PER_SECOND, false);
        assertThat(scene.server(2).calls()).isPositive();
        scene.server(0).is(Mood.WELL);
        scene.callers.call(31 * SECOND, PER_SECOND, false);
        scene.forget();
        scene.callers.call(10 * SECOND, PER_SECOND, false);
        assertThat(scene.share(0)).isEqualTo(1);
        scene.callers.allEnd();
        assertThat(scene.callers.failures()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aServerThatLimitsTheRateIsLeftInPeaceAndNotTakenForBroken(long seed) {
        Scene scene = new Scene(seed, ResilienceConfig.USUAL, 1, 1);
        scene.server(0).is(Mood.LIMITS);
        scene.callers.call(60 * SECOND, PER_SECOND, false);
        // It asks for two seconds each time.
        assertThat(scene.server(0).calls()).isBetween(5, 40);
        assertThat(scene.pool.members().getFirst().health().isOpenToCalls()).isTrue();
        scene.callers.allEnd();
        assertThat(scene.callers.failures()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void callersFaultsNeverOpenTheBreaker(long seed) {
        Scene scene = new Scene(seed, ResilienceConfig.USUAL, 1, 1);
        scene.server(0).is(Mood.BLAMES_THE_CALLER);
        scene.server(1).is(Mood.BLAMES_THE_CALLER);
        scene.callers.call(30 * SECOND, PER_SECOND, false);
        scene.callers.allEnd();
        assertThat(scene.callers.failures()).extracting(Failure::code).containsOnly(ErrorCode.UPSTREAM_REFUSED);
        assertThat(scene.callers.attempts()).isEqualTo(scene.callers.failures().size());
        assertThat(scene.pool.members()).allMatch(member -> member.health().isOpenToCalls());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatOneDialectCannotSayAnotherSays(long seed) {
        Scene scene = new Scene(seed, ResilienceConfig.USUAL, 1, 1);
        scene.server(0).is(Mood.LACKS_THE_WORDS);
        scene.callers.call(30 * SECOND, PER_SECOND, false);
        scene.server(1).is(Mood.REFUSES);
        assertThat(scene.callers.failures()).isEmpty();
        scene.callers.call(2 * SECOND, 1, false);
        scene.callers.allEnd();
        assertThat(scene.callers.failures()).extracting(Failure::code).containsOnly(ErrorCode.UPSTREAM_FAILED);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void repetitionsStayWithinTheirBudget(long seed) {
        ResilienceConfig settings = new ResilienceConfig(
                new RetriesConfig(3, 100, 5_000, 20),
                Optional.empty(),
                Optional.of(BreakerConfig.OFF),
                Optional.empty(),
                0);
        Scene scene = new Scene(seed, settings, 1);
        scene.server(0).is(Mood.FAILS);
        scene.callers.call(60 * SECOND, PER_SECOND, false);
        scene.callers.allEnd();
        int calls = scene.callers.failures().size();
        assertThat(scene.callers.attempts()).isBetween((int) (calls * 1.15), (int) (calls * 1.2) + 11);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aCallIsMadeAgainWhenItsOnlyServerSaysThatItMayBe(long seed) {
        ResilienceConfig settings = with(new RetriesConfig(1, 100, 5_000, 20), Optional.empty());
        Scene scene = new Scene(seed, settings, 1);
        scene.server(0).is(Mood.IS_FULL);
        scene.callers.call(false, OptionalLong.empty());
        scene.time.pass(1_990);
        scene.server(0).is(Mood.WELL);
        assertThat(scene.server(0).calls()).isEqualTo(1);
        scene.callers.allEnd();
        assertThat(scene.server(0).calls()).isEqualTo(2);
        assertThat(scene.callers.failures()).isEmpty();
        scene.server(0).is(Mood.IS_FULL);
        scene.callers.call(false, OptionalLong.empty());
        scene.callers.allEnd();
        assertThat(scene.callers.failures()).hasSize(1);
    }
}
