package dev.sprue.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.store.sql.Database;
import dev.sprue.gateway.store.sql.Revision;
import dev.sprue.gateway.testing.Tries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several who change one deployment at once, through two replicas: nobody's change is lost without being told. */
class ConcurrentUpdatesTest {

    private static final int THREADS = 4;

    /** What one thread does in a round; it is given its number and its replica. */
    private interface Part<T> {

        T run(int thread, ControlPlane plane) throws Exception;
    }

    private static <T> List<T> atOnce(List<ControlPlane> replicas, Part<T> part) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<T>> parts = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int thread = i;
                parts.add(() -> {
                    start.await();
                    return part.run(thread, replicas.get(thread % replicas.size()));
                });
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(parts)) {
                results.add(future.get());
            }
            return results;
        }
    }

    /** Empty where the condition did not hold. */
    private static Optional<ManagedDeployment> put(
            ControlPlane plane, String name, int capacity, Conditions conditions) {
        try {
            DeploymentSpec spec = new DeploymentSpec(ControlRig.CHAT.model(), new Sku("Standard", capacity));
            return Optional.of(
                    plane.put("fabrikam", name, spec, conditions, "me").object());
        } catch (FailureException refused) {
            assertThat(refused.failure().status()).isEqualTo(412);
            return Optional.empty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void exactlyOneOfThoseWithOneEtagWins(Database.Kind kind) throws Exception {
        try (ControlRig rig = new ControlRig(kind)) {
            List<ControlPlane> replicas = List.of(rig.plane(), rig.another());
            String etag =
                    put(rig.plane(), "chat", 100, Conditions.NONE).orElseThrow().etag();
            for (int round = 0; round < Tries.of(10, 500); round++) {
                Conditions conditions = new Conditions(Optional.of(List.of(etag)), Optional.empty());
                List<ManagedDeployment> winners =
                        atOnce(replicas, (thread, plane) -> put(plane, "Chat", 1 + thread, conditions)).stream()
                                .flatMap(Optional::stream)
                                .toList();
                assertThat(winners).hasSize(1);
                assertThat(rig.plane().deployment("fabrikam", "chat")).contains(winners.getFirst());
                etag = winners.getFirst().etag();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void exactlyOneMakesWhatIsToBeNew(Database.Kind kind) throws Exception {
        try (ControlRig rig = new ControlRig(kind)) {
            List<ControlPlane> replicas = List.of(rig.plane(), rig.another());
            Conditions fresh = new Conditions(Optional.empty(), Optional.of(List.of()));
            for (int round = 0; round < Tries.of(10, 500); round++) {
                String name = "chat-" + round;
                List<ManagedDeployment> winners =
                        atOnce(replicas, (thread, plane) -> put(plane, name, 1 + thread, fresh)).stream()
                                .flatMap(Optional::stream)
                                .toList();
                assertThat(winners).hasSize(1);
                assertThat(replicas.getLast().deployment("fabrikam", name)).contains(winners.getFirst());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void changesOfDifferentFieldsNeverLoseEachOther(Database.Kind kind) throws Exception {
        try (ControlRig rig = new ControlRig(kind)) {
            List<ControlPlane> replicas = List.of(rig.plane(), rig.another());
            put(rig.plane(), "chat", 100, Conditions.NONE);
            long before = rig.database().read(Revision::current).number();
            int changes = Tries.of(20, 500);
            List<List<Long>> revisions = atOnce(replicas, (thread, plane) -> {
                List<Long> own = new ArrayList<>();
                for (int i = 1; i <= changes; i++) {
                    Map.Entry<String, String> tag = Map.entry("t" + thread, Integer.toString(i));
                    own.add(plane.patch("fabrikam", "chat", spec -> tagged(spec, tag), Conditions.NONE, "me")
                            .change()
                            .revision()
                            .number());
                }
                return own;
            });
            Map<String, String> wanted = new HashMap<>();
            for (int thread = 0; thread < THREADS; thread++) {
                wanted.put("t" + thread, Integer.toString(changes));
            }
            assertThat(rig.plane()
                            .deployment("fabrikam", "chat")
                            .orElseThrow()
                            .spec()
                            .tags())
                    .isEqualTo(wanted);
            assertThat(revisions.stream().flatMap(List::stream).sorted())
                    .hasSize(THREADS * changes)
                    .doesNotHaveDuplicates()
                    .startsWith(before + 1)
                    .endsWith(before + (long) THREADS * changes);
            revisions.forEach(own -> assertThat(own).isSorted());
        }
    }

    private static DeploymentSpec tagged(DeploymentSpec spec, Map.Entry<String, String> tag) {
        Map<String, String> tags = new HashMap<>(spec.tags());
        tags.put(tag.getKey(), tag.getValue());
        return new DeploymentSpec(
                spec.model(),
                spec.sku(),
                spec.raiPolicyName(),
                spec.versionUpgradeOption(),
                spec.spilloverDeploymentName(),
                spec.serviceTier(),
                spec.dynamicThrottlingEnabled(),
                spec.capacitySettings(),
                spec.parentDeploymentName(),
                spec.rateLimits(),
                tags);
    }
}
