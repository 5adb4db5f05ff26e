package dev.sprue.gateway.providers.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.config.BreakerConfig;
import dev.sprue.gateway.config.DeploymentConfig.Affinity;
import dev.sprue.gateway.config.HedgingConfig;
import dev.sprue.gateway.config.ProbeConfig;
import dev.sprue.gateway.config.ResilienceConfig;
import dev.sprue.gateway.config.RetriesConfig;
import dev.sprue.gateway.testing.Await;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.RigProviders;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.SpecifiedUpstream;
import dev.sprue.gateway.testing.coverage.Proves;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What each part of a provider's {@code resilience} does, between real sockets. */
class SettingsTest {

    private static final SpecifiedUpstream WELL = new SpecifiedUpstream();
    private static final RetriesConfig ONCE = new RetriesConfig(1, 20, 1_000, 20);

    private static ResilienceConfig settings(
            RetriesConfig retries, Optional<HedgingConfig> hedging, Optional<ProbeConfig> probe) {
        return new ResilienceConfig(retries, hedging, Optional.empty(), probe, 0);
    }

    private static void with(ResilienceConfig settings, List<ScriptedUpstream> upstreams, Consumer<Rig> test) {
        List<RigProviders.Each> each = new ArrayList<>();
        for (ScriptedUpstream upstream : upstreams) {
            each.add(RigProviders.Each.at("up" + each.size(), upstream.port(), settings, each.size(), Rig.Bounds.WIDE));
        }
        try (Rig rig = new Rig(new RigProviders(each, Affinity.none), Rig.Bounds.WIDE)) {
            test.accept(rig);
            rig.idle();
            assertThat(rig.records()).hasSize(rig.admitted());
        } finally {
            upstreams.forEach(ScriptedUpstream::close);
        }
    }

    private static String attempts(RawHttp.Answer answer) {
        return answer.header("x-sprue-attempts").orElseThrow();
    }

    @Test
    void aFailedCallIsMadeAgainAtTheOnlyProvider() {
        AtomicInteger calls = new AtomicInteger();
        ScriptedUpstream up = new ScriptedUpstream().script((request, connection) -> {
            if (calls.getAndIncrement() == 0) {
                connection.close();
            } else {
                WELL.answer(request, connection);
            }
        });
        with(settings(ONCE, Optional.empty(), Optional.empty()), List.of(up), rig -> {
            RawHttp.Answer answer = rig.chat(true);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(attempts(answer)).matches("up;error=upstream_failed;ms=\\d+, up;ms=\\d+");
            assertThat(calls).hasValue(2);
        });
    }

    @Test
    void aWaitThatTheProviderAsksForIsKeptOrPassedOn() {
        AtomicInteger calls = new AtomicInteger();
        String[] asked = {"retry-after-ms: 30", "retry-after: 60"};
        ScriptedUpstream up = new ScriptedUpstream().script((request, connection) -> {
            int call = calls.getAndIncrement();
            if (call % 2 == 0) {
                connection.answer(429, "application/json", "{\"error\":{\"message\":\"slow down\"}}", asked[call / 2]);
            } else {
                WELL.answer(request, connection);
            }
        });
        with(settings(ONCE, Optional.empty(), Optional.empty()), List.of(up), rig -> {
            assertThat(rig.chat(false).status()).isEqualTo(200);
            RawHttp.Answer refused = rig.chat(false);
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.header("retry-after")).contains("60");
            assertThat(attempts(refused)).matches("up;error=upstream_rate_limited;ms=\\d+");
            assertThat(calls).hasValue(3);
        });
    }

    @Test
    void aSecondProviderIsAskedWhileTheFirstIsSlow() {
        ScriptedUpstream slow = new ScriptedUpstream().script((request, connection) -> connection.otherCloses());
        ScriptedUpstream fast = new ScriptedUpstream().script(WELL);
        HedgingConfig soon = new HedgingConfig(100);
        with(settings(RetriesConfig.NONE, Optional.of(soon), Optional.empty()), List.of(slow, fast), rig -> {
            RawHttp.Answer answer = rig.chat(true);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(attempts(answer)).matches("up0;error=cancelled;ms=\\d+, up1;ms=\\d+");
            Await.until("the slow one is let go", () -> slow.open() == 0);
        });
    }

    @Test
    void whoeverAnswersFirstOfTwoIsHeardAndTheOtherLetGo() {
        AtomicBoolean answered = new AtomicBoolean();
        ScriptedUpstream first = new ScriptedUpstream();
        ScriptedUpstream second = new ScriptedUpstream().script((request, connection) -> {
            answered.set(true);
            connection.otherCloses();
        });
        first.script((request, connection) -> {
            Await.until("the second is asked, too", answered::get);
            WELL.answer(request, connection);
        });
        HedgingConfig soon = new HedgingConfig(50);
        with(settings(RetriesConfig.NONE, Optional.of(soon), Optional.empty()), List.of(first, second), rig -> {
            RawHttp.Answer answer = rig.chat(true);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(attempts(answer)).matches("up0;ms=\\d+, up1;error=cancelled;ms=\\d+");
            Await.until("the second is let go", () -> second.open() == 0);
        });
    }

    @Test
    void aProbeThatFailsKeepsCallsAwayUntilItSucceeds() {
        AtomicInteger health = new AtomicInteger(503);
        ScriptedUpstream.Script script = (request, connection) -> {
            if (request.line().startsWith("GET /health")) {
                connection.answer(health.get(), "text/plain", "so");
            } else {
                WELL.answer(request, connection);
            }
        };
        ScriptedUpstream ill = new ScriptedUpstream().script(script);
        ScriptedUpstream well = new ScriptedUpstream().script((request, connection) -> {
            if (request.line().startsWith("GET ")) {
                connection.answer(401, "text/plain", "who are you?");
            } else {
                WELL.answer(request, connection);
            }
        });
        ProbeConfig often = new ProbeConfig("/health", 20, 2_000, 2);
        with(settings(RetriesConfig.NONE, Optional.empty(), Optional.of(often)), List.of(ill, well), rig -> {
            assertThat(rig.logLine("cannot be reached")).contains("provider up0");
            assertThat(attempts(rig.chat(false))).matches("up1;ms=\\d+");
            health.set(200);
            rig.logLine("can be reached again");
            assertThat(attempts(rig.chat(false))).matches("up0;ms=\\d+");
            assertThat(rig.log()).doesNotContain("provider up1 cannot");
        });
    }

    @Test
    @Proves(errors = "503 no_provider_available")
    void whereNoneIsLeftTheCallerLearnsWhenToComeAgain() {
        ResilienceConfig settings = new ResilienceConfig(
                RetriesConfig.NONE,
                Optional.empty(),
                Optional.of(new BreakerConfig(true, 2, 50, 100, 10_000, 60_000, 60_000)),
                Optional.empty(),
                0);
        List<ScriptedUpstream> dead = List.of(new ScriptedUpstream(), new ScriptedUpstream());
        with(settings, dead, rig -> {
            for (int i = 0; i < 2; i++) {
                assertThat(rig.chat(false).status()).isEqualTo(502);
            }
            RawHttp.Answer answer = rig.chat(false);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).contains("no_provider_available");
            assertThat(Integer.parseInt(answer.header("retry-after").orElseThrow()))
                    .isBetween(50, 60);
            assertThat(answer.header("x-sprue-attempts")).isEmpty();
        });
    }
}
