package dev.sprue.gateway.providers.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.config.BreakerConfig;
import dev.sprue.gateway.config.DeploymentConfig.Affinity;
import dev.sprue.gateway.config.HedgingConfig;
import dev.sprue.gateway.config.ResilienceConfig;
import dev.sprue.gateway.config.RetriesConfig;
import dev.sprue.gateway.inference.Flight;
import dev.sprue.gateway.providers.balancing.SimulatedServer.Mood;
import dev.sprue.gateway.testing.Tries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Servers of any number and settings, whose moods change all the time, and callers who leave: every call ends exactly once
 * and in the right order, nothing is counted as under way for ever, and once all work again all get calls.
 */
class BalancingChaosTest {

    private static final Mood[] MOODS = Mood.values();

    static LongStream seeds() {
        return LongStream.range(0, Tries.of(60, 3_000));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyCallEndsOnce(long seed) {
        VirtualTime time = new VirtualTime(seed);
        RandomGenerator random = time.random();
        List<SimulatedServer> servers = new ArrayList<>();
        List<Member> members = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(5); i++) {
            servers.add(new SimulatedServer("s" + i, time));
            members.add(servers.get(i).member(settings(random), 1 + random.nextInt(5), random.nextInt(2)));
        }
        Affinity affinity = random.nextBoolean() ? Affinity.none : Affinity.session;
        Pool pool = new Pool(members, affinity);
        Callers callers = new Callers(time, pool);
        int most = members.stream()
                .mapToInt(member -> 1 + member.health().settings().retries().max())
                .sum();
        for (int i = 0; i < 600; i++) {
            if (random.nextInt(10) == 0) {
                servers.get(random.nextInt(servers.size()))
                        .is(MOODS[random.nextInt(MOODS.length)])
                        .takes(1 + random.nextInt(1_000));
            }
            if (random.nextInt(20) == 0) {
                members.get(random.nextInt(members.size())).health().probed(random.nextBoolean(), time.nanos());
            }
            int before = callers.attempts();
            OptionalLong key = affinity == Affinity.none ? OptionalLong.empty() : OptionalLong.of(random.nextInt(10));
            Flight flight = callers.call(random.nextBoolean(), key);
            assertThat(callers.attempts() - before).isLessThanOrEqualTo(most);
            if (random.nextInt(10) == 0) {
                time.after(random.nextInt(1_000), flight::cancel);
            }
            time.pass(random.nextInt(60));
        }
        callers.allEnd();
        assertThat(callers.attempts()).isLessThanOrEqualTo(600 * most);
        allAreWellAgain(time, servers, members);
    }

    private static void allAreWellAgain(VirtualTime time, List<SimulatedServer> servers, List<Member> members) {
        for (SimulatedServer server : servers) {
            server.is(Mood.WELL).takes(50);
        }
        members.forEach(member -> member.health().probed(true, time.nanos()));
        // Each alone, since among several one may be passed over for good reasons.
        for (int i = 0; i < servers.size(); i++) {
            Callers callers = new Callers(time, new Pool(List.of(members.get(i)), Affinity.none));
            time.pass(61_000);
            servers.get(i).forget();
            callers.call(2_000, 10, true);
            callers.allEnd();
            assertThat(callers.failures()).isEmpty();
            assertThat(servers.get(i).calls()).isEqualTo(callers.well()).isPositive();
        }
    }

    private static ResilienceConfig settings(RandomGenerator random) {
        int openMs = 1 + random.nextInt(2_000);
        return new ResilienceConfig(
                new RetriesConfig(random.nextInt(3), 1 + random.nextInt(200), 1 + random.nextInt(5_000), 20),
                random.nextBoolean() ? Optional.empty() : Optional.of(new HedgingConfig(1 + random.nextInt(500))),
                random.nextBoolean()
                        ? Optional.empty()
                        : Optional.of(new BreakerConfig(
                                random.nextInt(4) > 0,
                                1 + random.nextInt(5),
                                1 + random.nextInt(100),
                                1 + random.nextInt(30),
                                100 + random.nextInt(10_000),
                                openMs,
                                openMs + random.nextInt(30_000))),
                Optional.empty(),
                random.nextInt(20_000));
    }
}
