package dev.sprue.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.config.ConfigReader;
import dev.sprue.gateway.config.SprueConfig;
import dev.sprue.gateway.control.ControlState;
import dev.sprue.gateway.deployments.Deployment;
import dev.sprue.gateway.deployments.ProviderModel;
import dev.sprue.gateway.http.BodyEditor;
import dev.sprue.gateway.http.HeavyWork;
import dev.sprue.gateway.http.egress.Egress;
import dev.sprue.gateway.http.egress.HostResolver;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.Flight;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.pipeline.Snapshot;
import dev.sprue.gateway.providers.Provider;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.adaptation.Adaptations;
import dev.sprue.gateway.providers.balancing.AttemptListener;
import dev.sprue.gateway.providers.balancing.Fleet;
import dev.sprue.gateway.providers.balancing.SoleBackend;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which providers the configuration gives a deployment. */
class SnapshotFactoryTest {

    private static final String RESOURCE = """
            resources:
              - name: rr
                keys: {key1: aaaaaaaaaaaaaaaa, key2: bbbbbbbbbbbbbbbb}
                deployments: [{name: dd, model: %s, sku: {name: Standard}}]
            """;

    private static final ControlState EMPTY = new ControlState(0, Map.of(), Map.of());

    private final Path folder;

    SnapshotFactoryTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** A provider that nobody calls here. */
    private record Silent(String name) implements Provider {

        @Override
        public Flight infer(ProviderCall call, AnswerSink sink) {
            throw new UnsupportedOperationException();
        }
    }

    private static ProviderSet open(SprueConfig config) {
        return ProviderSet.open(config.providers(), new Silent("builtin"), provider -> new Silent(provider.name()));
    }

    private Deployment deployment(Snapshot snapshot) {
        return snapshot.router().route("rr", Optional.of("dd"), Operation.CHAT_COMPLETION);
    }

    private Snapshot snapshot(String model, String providers) {
        SprueConfig config = ConfigReader.read(RESOURCE.formatted(model) + providers, Map.of())
                .config()
                .orElseThrow();
        try (HeavyWork heavy = new HeavyWork();
                Fleet fleet = new Fleet(AttemptListener.log())) {
            Adaptations adaptations = new Adaptations(
                    new BodyEditor(folder, heavy), heavy, new Egress(config.egress(), HostResolver.system()));
            return new SnapshotFactory(adaptations, fleet, Instant.EPOCH)
                    .make(config, EMPTY, open(config))
                    .snapshot();
        }
    }

    @Test
    void aBuiltInModelThatTheFileDescribesIsServedOnce() {
        Snapshot snapshot = snapshot("{format: Sprue, name: sprue-chat}", """
                providers:
                  - {name: builtin, type: builtin, models: [{format: Sprue, name: sprue-chat, capabilities: [chatCompletion]}]}
                """);
        assertThat(deployment(snapshot).candidates()).hasSize(1);
        assertThat(snapshot.backend(deployment(snapshot))).isInstanceOf(SoleBackend.class);
    }

    @Test
    void weightPriorityAndCapacityTypeAreThoseOfTheFile() {
        Snapshot snapshot = snapshot("{format: F, name: m}", """
                providers:
                  - {name: aa, type: openai, endpoint: 'http://a', models: [{format: F, name: m, capabilities: [chatCompletion], weight: 3}]}
                  - {name: bb, type: openai, endpoint: 'http://b', models: [{format: F, name: m, capabilities: [chatCompletion], priority: 7, id: other}]}
                  - {name: cc, type: openai, endpoint: 'http://c', models: [{format: F, name: m, capabilities: [chatCompletion], skus: [GlobalStandard]}]}
                """);
        List<ProviderModel> candidates = deployment(snapshot).candidates();
        assertThat(candidates).extracting(ProviderModel::provider).containsExactly("aa", "bb");
        assertThat(candidates).extracting(ProviderModel::modelId).containsExactly("m", "other");
        assertThat(candidates).extracting(ProviderModel::weight).containsExactly(3, 1);
        assertThat(candidates).extracting(ProviderModel::priority).containsExactly(1, 7);
    }

    @Test
    void theNewestVersionIsThatOfThoseWhoServeTheCapacityType() {
        Snapshot snapshot = snapshot("{format: F, name: m}", """
                providers:
                  - {name: aa, type: openai, endpoint: 'http://a', models: [{format: F, name: m, version: "2", capabilities: [chatCompletion]}]}
                  - {name: bb, type: openai, endpoint: 'http://b', models: [{format: F, name: m, version: "3", capabilities: [chatCompletion], skus: [GlobalStandard]}]}
                """);
        assertThat(deployment(snapshot).model().version()).isEqualTo("2");
        assertThat(deployment(snapshot).candidates())
                .extracting(ProviderModel::provider)
                .containsExactly("aa");
    }
}
