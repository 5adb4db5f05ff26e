package dev.sprue.gateway.providers.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.config.BreakerConfig;
import dev.sprue.gateway.config.DeploymentConfig.Affinity;
import dev.sprue.gateway.config.ResilienceConfig;
import dev.sprue.gateway.config.RetriesConfig;
import dev.sprue.gateway.deployments.ProviderModel;
import dev.sprue.gateway.deployments.ProviderTraits;
import dev.sprue.gateway.http.upstream.UpstreamEndpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is known of a provider outlives the configuration where provider, address and model stay the same. */
class FleetTest {

    private final List<String> heard = new ArrayList<>();
    private final Fleet fleet = new Fleet(new AttemptListener() {
        @Override
        public void breaker(String provider, String modelId, boolean open, String why) {
            heard.add(provider + (open ? " opens" : " closes"));
        }
    });
    private final VirtualTime time = new VirtualTime(1);

    private Candidate candidate(String provider, String modelId, int port, ResilienceConfig settings) {
        return new Candidate(
                new ProviderModel(provider, modelId, ProviderTraits.PLAIN),
                new SimulatedServer(provider, time),
                Optional.of(new UpstreamEndpoint("127.0.0.1", port, false, 1_000)),
                settings);
    }

    private Candidate candidate(String provider, String modelId, int port) {
        return candidate(provider, modelId, port, ResilienceConfig.USUAL);
    }

    private List<Health> configured(Candidate... candidates) {
        Fleet.Renewal renewal = fleet.renew();
        BalancedBackend backend = (BalancedBackend) renewal.backend(List.of(candidates), Affinity.none);
        renewal.done();
        return backend.pool().members().stream().map(Member::health).toList();
    }

    private static void breakIt(Health health) {
        for (int i = 0; i < BreakerConfig.USUAL.consecutiveFailures(); i++) {
            health.begins(true);
            health.failed(null, "it broke", System.nanoTime());
        }
        assertThat(health.isOpenToCalls()).isFalse();
    }

    @Test
    void aBreakerStaysOpenOverANewConfiguration() {
        breakIt(configured(candidate("a", "m", 1), candidate("b", "m", 2)).getFirst());
        ResilienceConfig other = new ResilienceConfig(
                new RetriesConfig(2, 1, 1, 1), Optional.empty(), Optional.empty(), Optional.empty(), 5);
        List<Health> later = configured(candidate("c", "m", 3), candidate("a", "m", 1, other));
        assertThat(later).extracting(Health::isOpenToCalls).containsExactly(true, false);
        assertThat(later.get(1).settings()).isEqualTo(other);
        assertThat(heard).containsExactly("a opens");
    }

    @Test
    void anotherModelOrAddressIsAnotherPlace() {
        breakIt(configured(candidate("a", "m", 1), candidate("b", "m", 2)).getFirst());
        assertThat(configured(candidate("a", "n", 1), candidate("b", "m", 2))).allMatch(Health::isOpenToCalls);
        assertThat(configured(candidate("a", "m", 9), candidate("b", "m", 2))).allMatch(Health::isOpenToCalls);
    }

    @Test
    void twoDeploymentsShareWhatIsKnown() {
        Fleet.Renewal renewal = fleet.renew();
        BalancedBackend one = (BalancedBackend)
                renewal.backend(List.of(candidate("a", "m", 1), candidate("b", "m", 2)), Affinity.none);
        BalancedBackend two = (BalancedBackend)
                renewal.backend(List.of(candidate("a", "m", 1), candidate("c", "m", 3)), Affinity.none);
        renewal.done();
        breakIt(one.pool().members().getFirst().health());
        assertThat(two.pool().members().getFirst().health().isOpenToCalls()).isFalse();
    }

    @Test
    void callsThatBeganUnderTheOldConfigurationKeepWhatItHad() {
        List<Health> before = configured(candidate("a", "m", 1), candidate("b", "m", 2));
        before.getFirst().begins(true);
        List<Health> after = configured(candidate("b", "m", 2), candidate("c", "m", 3));
        assertThat(before).as("they may even be made again").allMatch(Health::isOpenToCalls);
        assertThat(after.getFirst()).as("what both have is one").isSameAs(before.get(1));
        before.getFirst().succeeded(null, System.nanoTime());
        assertThat(configured(candidate("a", "m", 1), candidate("b", "m", 2)).getFirst())
                .as("what was gone begins anew")
                .isNotSameAs(before.getFirst());
    }

    @Test
    void aConfigurationThatIsOnlyReadChangesNothing() {
        Health broken =
                configured(candidate("a", "m", 1), candidate("b", "m", 2)).getFirst();
        breakIt(broken);
        fleet.renew().backend(List.of(candidate("b", "m", 2), candidate("c", "m", 3)), Affinity.none);
        assertThat(configured(candidate("a", "m", 1), candidate("b", "m", 2)).getFirst())
                .isSameAs(broken);
    }

    @Test
    void whereThereIsNothingToDecideNothingIsCounted() {
        Fleet.Renewal renewal = fleet.renew();
        assertThat(renewal.backend(List.of(candidate("a", "m", 1)), Affinity.prefix))
                .isInstanceOf(SoleBackend.class);
        ResilienceConfig again = new ResilienceConfig(
                new RetriesConfig(2, 1, 1, 1), Optional.empty(), Optional.empty(), Optional.empty(), 5);
        assertThat(renewal.backend(List.of(candidate("a", "m", 1, again)), Affinity.none))
                .isInstanceOf(BalancedBackend.class);
    }
}
