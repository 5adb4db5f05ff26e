package dev.sprue.gateway.providers.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.config.DeploymentConfig.Affinity;
import dev.sprue.gateway.config.ResilienceConfig;
import dev.sprue.gateway.inference.ExtraParameters;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.providers.balancing.SimulatedServer.Mood;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Calls that belong together go to one provider, as long as it works and has not far more than its share to do. */
class AffinityTest {

    private static final String SYSTEM = "{\"role\":\"system\",\"content\":\"Be brief.\"}";
    private static final String HELLO = "{\"role\":\"user\",\"content\":\"Hello\"}";

    private final VirtualTime time = new VirtualTime(7);
    private final List<SimulatedServer> servers = new ArrayList<>();

    private List<Member> members(int... weights) {
        List<Member> members = new ArrayList<>();
        for (int weight : weights) {
            SimulatedServer server = new SimulatedServer("s" + servers.size(), time);
            servers.add(server);
            members.add(server.member(ResilienceConfig.USUAL, weight, 1));
        }
        return members;
    }

    private String chosen(Pool pool, long key) {
        Pool.Choice choice =
                Objects.requireNonNull(pool.choose(List.of(), true, OptionalLong.of(key), time.nanos(), time.random()));
        return choice.member().model().provider();
    }

    private static OptionalLong key(Affinity affinity, String body) throws Exception {
        return AffinityKey.of(
                new InferenceCall(
                        "id",
                        Operation.CHAT_COMPLETION,
                        Optional.empty(),
                        JsonFields.scan(body.getBytes(StandardCharsets.UTF_8), 100),
                        true,
                        new ExtraParameters.PassThrough(),
                        1),
                affinity);
    }

    private static OptionalLong prefix(String... messages) throws Exception {
        return key(Affinity.prefix, "{\"messages\":[" + String.join(",", messages) + "]}");
    }

    @Test
    void aKeyAlwaysMeansTheSameProviderAndKeysAreSpreadByWeight() {
        Pool pool = new Pool(members(3, 1), Affinity.session);
        Map<String, Integer> counts = new HashMap<>();
        for (long key = 0; key < 4_000; key++) {
            String first = chosen(pool, key);
            assertThat(chosen(pool, key)).isEqualTo(first);
            counts.merge(first, 1, Integer::sum);
        }
        assertThat(counts.get("s0")).isBetween(2_850, 3_150);
    }

    @Test
    void whereAProviderGoesOnlyItsKeysMove() {
        List<Member> all = members(1, 1, 1);
        Pool three = new Pool(all, Affinity.session);
        Pool two = new Pool(all.subList(0, 2), Affinity.session);
        for (long key = 0; key < 2_000; key++) {
            String before = chosen(three, key);
            if (!before.equals("s2")) {
                assertThat(chosen(two, key)).isEqualTo(before);
            }
        }
    }

    @Test
    void aProviderWithFarMoreThanItsShareToDoIsSpared() {
        Pool pool = new Pool(members(1, 1), Affinity.session);
        Callers callers = new Callers(time, pool);
        for (int i = 0; i < 100; i++) {
            callers.call(true, OptionalLong.of(5));
        }
        callers.allEnd();
        assertThat(servers).allMatch(server -> server.mostUnderWay() <= 80 && server.calls() >= 20);
    }

    @Test
    void whereItFailsAnotherAnswers() {
        Pool pool = new Pool(members(1, 1), Affinity.session);
        String usual = chosen(pool, 5);
        servers.get(usual.equals("s0") ? 0 : 1).is(Mood.REFUSES);
        Callers callers = new Callers(time, pool);
        callers.call(true, OptionalLong.of(5));
        callers.allEnd();
        assertThat(callers.failures()).isEmpty();
    }

    @Test
    void theKeyIsWhatTheCallerSays() throws Exception {
        String named = "{\"prompt_cache_key\":\"a\",\"user\":\"b\",\"messages\":[" + HELLO + "]}";
        assertThat(key(Affinity.none, named)).isEmpty();
        assertThat(key(Affinity.session, named))
                .isPresent()
                .isEqualTo(key(Affinity.prefix, "{\"prompt_cache_key\":\"a\",\"messages\":[]}"))
                .isNotEqualTo(key(Affinity.session, "{\"prompt_cache_key\":\"c\",\"messages\":[]}"));
        assertThat(key(Affinity.session, "{\"user\":\"b\",\"messages\":[]}"))
                .isEqualTo(key(Affinity.session, "{\"prompt_cache_key\":\"b\",\"messages\":[]}"));
        assertThat(key(Affinity.session, "{\"user\":null,\"messages\":[" + HELLO + "]}"))
                .isEmpty();
    }

    @Test
    void theBeginningOfAConversationIsTheSameInAllItsTurns() throws Exception {
        OptionalLong first = prefix(SYSTEM, HELLO);
        assertThat(prefix(SYSTEM, HELLO, "{\"role\":\"assistant\",\"content\":\"Hi\"}", HELLO))
                .isEqualTo(first);
        assertThat(prefix(HELLO)).isNotEqualTo(first);
        assertThat(prefix(SYSTEM, "{\"content\":\"Other\",\"role\":\"user\"}")).isNotEqualTo(first);
        assertThat(prefix(SYSTEM)).isPresent();
    }

    @Test
    void ofALongBeginningTheFirstPartCounts() throws Exception {
        String longer = "{\"role\":\"system\",\"content\":\"" + "word ".repeat(10_000) + "\"}";
        assertThat(prefix(longer, HELLO))
                .isEqualTo(prefix(longer, "{\"role\":\"user\",\"content\":\"Bye\"}"))
                .isNotEqualTo(prefix(longer.replace("word", "Word"), HELLO));
    }
}
