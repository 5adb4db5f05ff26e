package dev.sprue.bench.routing;

import dev.sprue.gateway.deployments.Deployment;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.pipeline.Snapshot;
import dev.sprue.gateway.providers.balancing.Backend;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From the bytes of a deployment's name, as a request brings them, to what answers the call. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class RoutingBenchmark {

    private static final int ASKED = 1 << 14;

    /** How many deployments the resource has. */
    @Param({"10", "10000"})
    public int deployments;

    @SuppressWarnings("NullAway.Init")
    private Snapshot snapshot;

    private final List<byte[]> asked = new ArrayList<>();
    private int next;

    /** Made by JMH. */
    public RoutingBenchmark() {}

    /** Names deployments, and asks for them in an order that nothing can foresee. */
    @Setup
    public void prepare() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < deployments; i++) {
            names.add("team-%05d-chat".formatted(i));
        }
        snapshot = Deployments.snapshot(names);
        for (int i = 0; i < ASKED; i++) {
            asked.add(names.get(i % deployments).getBytes(StandardCharsets.UTF_8));
        }
        Collections.shuffle(asked, new Random(1));
    }

    private Backend routed(byte[] name) {
        Deployment deployment = snapshot.router()
                .route(
                        Deployments.RESOURCE,
                        Optional.of(new String(name, StandardCharsets.UTF_8)),
                        Operation.CHAT_COMPLETION);
        return snapshot.backend(deployment);
    }

    /** All callers want the same one, so that it stays in the processor's cache. */
    @Benchmark
    public Backend oneDeployment() {
        return routed(asked.getFirst());
    }

    /** Every call wants another one. */
    @Benchmark
    public Backend anyDeployment() {
        next = (next + 1) & (ASKED - 1);
        return routed(asked.get(next));
    }
}
