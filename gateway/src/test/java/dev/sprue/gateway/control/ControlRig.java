package dev.sprue.gateway.control;

import dev.sprue.gateway.config.ConfigReader;
import dev.sprue.gateway.config.ReadResult;
import dev.sprue.gateway.store.sql.Database;
import dev.sprue.gateway.testing.databases.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A control plane on a database of its own, under a configuration that can be replaced. */
final class ControlRig implements AutoCloseable {

    /** Two resources; the first declares two deployments. */
    static final String YAML = """
            resources:
              - name: Contoso
                location: westeurope
                deployments:
                  - {name: Declared, model: {format: Sprue, name: sprue-chat}, tags: {team: blue}}
                  - name: mm
                    model: {format: Sprue, name: sprue-embed}
              - name: fabrikam
                resourceGroup: other
            providers:
              - name: acme
                type: openai
                endpoint: http://127.0.0.1:1/v1
                models:
                  - {format: Acme, name: large, version: "9", capabilities: [chatCompletion]}
                  - {format: Acme, name: large, version: "10", capabilities: [chatCompletion]}
                  - {format: Acme, name: batch, capabilities: [chatCompletion], skus: [GlobalBatch]}
            """;

    /** A model that is always there. */
    static final DeploymentSpec CHAT =
            new DeploymentSpec(new ModelChoice("Sprue", "sprue-chat", Optional.empty()), new Sku("GlobalStandard", 3));

    private final TestDatabase database;
    private final AtomicReference<Declared> declared = new AtomicReference<>();
    private final ControlPlane plane;
    private Instant now = Instant.parse("2026-03-01T12:00:00.123Z");

    ControlRig(Database.Kind kind) {
        database = TestDatabase.of(kind);
        declare(YAML);
        plane = new ControlPlane(database.database(), declared::get, () -> now);
        plane.register();
    }

    /** Replaces the configuration, as a reload does. */
    void declare(String yaml) {
        ReadResult read = ConfigReader.read(yaml, Map.of());
        declared.set(new Declared(read.config().orElseThrow(), "sprue.yaml", read.lines()));
    }

    ControlPlane plane() {
        return plane;
    }

    /** Another one on the same database, as another replica has it. */
    ControlPlane another() {
        return new ControlPlane(database.another(), declared::get, () -> now);
    }

    Database database() {
        return database.database();
    }

    /** Lets a second go by. */
    Instant tick() {
        return pass(Duration.ofSeconds(1));
    }

    /** Lets time go by. */
    Instant pass(Duration time) {
        now = now.plus(time);
        return now;
    }

    @Override
    public void close() {
        database.close();
    }
}
