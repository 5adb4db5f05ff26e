package dev.sprue.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprue.gateway.control.ControlState;
import dev.sprue.gateway.deployments.Deployment;
import dev.sprue.gateway.deployments.ProviderModel;
import dev.sprue.gateway.deployments.UnservedDeployment;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.pipeline.Snapshot;
import dev.sprue.gateway.providers.balancing.SoleBackend;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What configuration and database make of a resource's deployments. */
class SnapshotFactoryTest {

    private static final String RESOURCE = """
            resources:
              - name: rr
                keys: {key1: aaaaaaaaaaaaaaaa, key2: bbbbbbbbbbbbbbbb}
                deployments: [{name: dd, model: %s, sku: {name: Standard}}]
            """;

    private static final String ONE_PROVIDER = """
            providers:
              - {name: aa, type: openai, endpoint: 'http://a', models: [{format: F, name: m, capabilities: [chatCompletion]}]}
            """;

    private final SnapshotKit kit;

    SnapshotFactoryTest(@TempDir Path folder) {
        kit = new SnapshotKit(folder);
    }

    @AfterEach
    void close() {
        kit.close();
    }

    private static Deployment deployment(Snapshot snapshot, String name) {
        return snapshot.router().route("rr", Optional.of(name), Operation.CHAT_COMPLETION);
    }

    private static Deployment deployment(Snapshot snapshot) {
        return deployment(snapshot, "dd");
    }

    private Snapshot snapshot(String model, String providers) {
        return snapshot(model, providers, SnapshotKit.EMPTY);
    }

    private Snapshot snapshot(String model, String providers, ControlState state) {
        return kit.snapshot(SnapshotKit.config(RESOURCE.formatted(model) + providers), state);
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

    @Test
    void deploymentsOfTheDatabaseAreServedBesideThoseOfTheFile() {
        Snapshot snapshot = snapshot(
                "{format: F, name: m}", ONE_PROVIDER, SnapshotKit.state(1, SnapshotKit.made("Made-Later", "F", "m")));
        assertThat(deployment(snapshot, "made-LATER").name()).isEqualTo("Made-Later");
        assertThat(deployment(snapshot, "dd").name()).isEqualTo("dd");
        assertThat(snapshot.backend(deployment(snapshot, "made-later")))
                .as("one model, one backend")
                .isSameAs(snapshot.backend(deployment(snapshot, "dd")));
    }

    @Test
    void aNameThatTheFileDeclaresIsTheFiles() {
        Snapshot snapshot = snapshot(
                "{format: F, name: m}",
                ONE_PROVIDER,
                SnapshotKit.state(1, SnapshotKit.made("DD", "Sprue", "sprue-chat")));
        assertThat(deployment(snapshot).name()).isEqualTo("dd");
        assertThat(deployment(snapshot).model().name()).isEqualTo("m");
    }

    @Test
    void aDeploymentWhoseModelNobodyServesIsKeptAndSaysWhy() {
        SnapshotFactory.Made made = kit.factory()
                .make(
                        SnapshotKit.config(RESOURCE.formatted("{format: Sprue, name: sprue-chat}")),
                        SnapshotKit.state(1, SnapshotKit.made("Orphan", "F", "gone")),
                        SnapshotKit.providers(SnapshotKit.config("")));
        assertThat(made.unserved()).containsExactly(new UnservedDeployment("rr", "Orphan", "gone of F, version 1"));
        assertThatThrownBy(() -> deployment(made.snapshot(), "ORPHAN"))
                .hasMessageContaining("The deployment 'Orphan' cannot be called")
                .hasMessageContaining("gone of F, version 1");
        assertThat(made.usesBuiltIn()).isTrue();
    }

    @Test
    void resourcesThatTheFileDoesNotDeclareAreNotServed() {
        Snapshot snapshot = kit.snapshot(
                SnapshotKit.config(
                        RESOURCE.formatted("{format: Sprue, name: sprue-chat}").replace("name: rr", "name: ss")),
                SnapshotKit.state(1, SnapshotKit.made("later", "Sprue", "sprue-chat")));
        assertThat(snapshot.resources()).containsOnlyKeys("ss");
        assertThatThrownBy(() -> deployment(snapshot, "later")).hasMessageContaining("Unknown model");
    }
}
