package dev.sprue.gateway;

import dev.sprue.gateway.config.ConfigReader;
import dev.sprue.gateway.config.ProviderConfig;
import dev.sprue.gateway.config.SprueConfig;
import dev.sprue.gateway.control.ControlState;
import dev.sprue.gateway.control.DeploymentSpec;
import dev.sprue.gateway.control.ManagedDeployment;
import dev.sprue.gateway.control.ModelChoice;
import dev.sprue.gateway.control.Owner;
import dev.sprue.gateway.control.Sku;
import dev.sprue.gateway.control.SystemData;
import dev.sprue.gateway.http.BodyEditor;
import dev.sprue.gateway.http.HeavyWork;
import dev.sprue.gateway.http.egress.Egress;
import dev.sprue.gateway.http.egress.HostResolver;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.Flight;
import dev.sprue.gateway.pipeline.Snapshot;
import dev.sprue.gateway.providers.Provider;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.adaptation.Adaptations;
import dev.sprue.gateway.providers.balancing.AttemptListener;
import dev.sprue.gateway.providers.balancing.Fleet;
import dev.sprue.gateway.store.sql.Revision;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Makes snapshots of configurations whose providers nobody calls. */
final class SnapshotKit implements AutoCloseable {

    /** A database that holds nothing. */
    static final ControlState EMPTY = new ControlState(new Revision(0, 0), Map.of(), Map.of());

    private final HeavyWork heavy = new HeavyWork();
    private final Fleet fleet = new Fleet(AttemptListener.log());
    private final SnapshotFactory factory;

    SnapshotKit(Path folder) {
        SprueConfig any = config("");
        factory = new SnapshotFactory(
                new Adaptations(new BodyEditor(folder, heavy), heavy, new Egress(any.egress(), HostResolver.system())),
                fleet,
                Instant.EPOCH);
    }

    /** A provider that nobody calls here. */
    static final class Silent implements Provider {

        private final String name;
        private volatile boolean closed;

        Silent(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Flight infer(ProviderCall call, AnswerSink sink) {
            throw new UnsupportedOperationException();
        }

        boolean isClosed() {
            return closed;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    SnapshotFactory factory() {
        return factory;
    }

    Snapshot snapshot(SprueConfig config, ControlState state) {
        return factory.make(config, state, providers(config)).snapshot();
    }

    static SprueConfig config(String yaml) {
        return ConfigReader.read(yaml, Map.of()).config().orElseThrow();
    }

    static ProviderSet providers(SprueConfig config) {
        return ProviderSet.open(config.providers(), new Silent("builtin"), SnapshotKit::silent);
    }

    static Silent silent(ProviderConfig config) {
        return new Silent(config.name());
    }

    /** What the management API made in resource {@code rr}. */
    static ControlState state(long revision, ManagedDeployment... deployments) {
        return state(new Revision(revision, 0), deployments);
    }

    /** The same after that change. */
    static ControlState state(Revision revision, ManagedDeployment... deployments) {
        return new ControlState(revision, Map.of("rr", List.of(deployments)), Map.of());
    }

    /** The same with so many, {@code d0} and so on. */
    static ControlState many(long revision, int count, String format, String model) {
        return state(
                revision,
                IntStream.range(0, count)
                        .mapToObj(i -> made("d" + i, format, model))
                        .toArray(ManagedDeployment[]::new));
    }

    /** A deployment of version 1 of a model, which the management API made. */
    static ManagedDeployment made(String name, String format, String model) {
        return new ManagedDeployment(
                "rr",
                name,
                new DeploymentSpec(new ModelChoice(format, model, Optional.of("1")), new Sku("Standard", 1)),
                Owner.API,
                "e1",
                new SystemData("tester", Instant.EPOCH, "tester", Instant.EPOCH));
    }

    @Override
    public void close() {
        fleet.close();
        heavy.close();
    }
}
