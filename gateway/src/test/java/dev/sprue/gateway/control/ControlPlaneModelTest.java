package dev.sprue.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.store.sql.Database;
import dev.sprue.gateway.testing.Tries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random calls, through two replicas and to two resources, end as a map says that they must; on both databases. */
class ControlPlaneModelTest {

    private static final List<String> RESOURCES = List.of("contoso", "CONTOSO", "fabrikam", "Fabrikam");
    private static final List<String> NAMES = List.of(
            "aa", "AA", "a-a", "A.a", "a_a", "aA1", "a1", "Zz", "zz", "declared", "DECLARED", "mM", "declared-2", "0a");

    /** What there is to be, under folded names; what is declared has status 409. */
    private static final class Model {

        private final Map<String, NavigableMap<String, ManagedDeployment>> resources = new TreeMap<>();
        private String stale = "0123456789abcdef";

        NavigableMap<String, ManagedDeployment> of(String resource) {
            return resources.computeIfAbsent(folded(resource), name -> new TreeMap<>());
        }

        Optional<ManagedDeployment> find(String resource, String name) {
            return Optional.ofNullable(of(resource).get(folded(name)));
        }

        /** The status that a change has, 200 where it is done. */
        int status(Optional<ManagedDeployment> there, Conditions conditions, boolean mustExist) {
            boolean matches = conditions
                    .ifMatch()
                    .map(tags -> there.isPresent()
                            && (tags.isEmpty() || tags.contains(there.get().etag())))
                    .orElse(true);
            boolean differs = conditions
                    .ifNoneMatch()
                    .map(tags -> there.isEmpty()
                            || (!tags.isEmpty() && !tags.contains(there.get().etag())))
                    .orElse(true);
            if (!matches || !differs) {
                return 412;
            } else if (there.isPresent() && there.get().owner() instanceof Owner.File) {
                return 409;
            }
            return there.isEmpty() && mustExist ? 404 : 200;
        }

        void put(String resource, ManagedDeployment deployment) {
            NavigableMap<String, ManagedDeployment> all = of(resource);
            ManagedDeployment before = all.put(folded(deployment.name()), deployment);
            if (before != null) {
                stale = before.etag();
            }
        }
    }

    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    @ParameterizedTest
    @EnumSource
    void whateverIsAskedInWhateverOrder(Database.Kind kind) {
        for (int seed = 0; seed < Tries.of(1, 10); seed++) {
            try (ControlRig rig = new ControlRig(kind)) {
                new Run(rig, new Random(seed)).calls(Tries.of(100, 1_000));
            }
        }
    }

    /** One history. */
    private static final class Run {

        private final List<ControlPlane> replicas;
        private final ControlRig rig;
        private final Random random;
        private final Model model = new Model();

        Run(ControlRig rig, Random random) {
            this.rig = rig;
            this.random = random;
            this.replicas = List.of(rig.plane(), rig.another());
            for (ManagedDeployment declared :
                    rig.plane().deployments("contoso", Optional.empty(), 10).items()) {
                model.put("contoso", declared);
            }
        }

        void calls(int count) {
            for (int i = 0; i < count; i++) {
                rig.tick();
                ControlPlane plane = replicas.get(random.nextInt(2));
                String resource = one(RESOURCES);
                String name = one(NAMES);
                switch (random.nextInt(6)) {
                    case 0, 1 -> put(plane, resource, name);
                    case 2 -> patch(plane, resource, name);
                    case 3 -> delete(plane, resource, name);
                    case 4 -> assertThat(plane.deployment(resource, name)).isEqualTo(model.find(resource, name));
                    default -> list(plane, resource);
                }
            }
        }

        private void put(ControlPlane plane, String resource, String name) {
            Optional<ManagedDeployment> there = model.find(resource, name);
            Conditions conditions = conditions(there);
            DeploymentSpec spec =
                    new DeploymentSpec(ControlRig.CHAT.model(), new Sku("Standard", 1 + random.nextInt(100)));
            Optional<Written<ManagedDeployment>> written = done(
                    model.status(there, conditions, false), () -> plane.put(resource, name, spec, conditions, "me"));
            written.ifPresent(done -> {
                assertThat(done.created()).isEqualTo(there.isEmpty());
                assertThat(done.object().name())
                        .isEqualTo(there.map(ManagedDeployment::name).orElse(name));
                assertThat(done.object().spec().sku()).isEqualTo(spec.sku());
                replaced(resource, there, done.object());
            });
        }

        private void patch(ControlPlane plane, String resource, String name) {
            Optional<ManagedDeployment> there = model.find(resource, name);
            Conditions conditions = conditions(there);
            int capacity = 1 + random.nextInt(100);
            Optional<Written<ManagedDeployment>> written = done(
                    model.status(there, conditions, true),
                    () -> plane.patch(
                            resource,
                            name,
                            spec -> new DeploymentSpec(
                                    spec.model(), new Sku(spec.sku().name(), capacity)),
                            conditions,
                            "me"));
            written.ifPresent(done -> {
                assertThat(done.object().spec().sku().capacity()).isEqualTo(capacity);
                assertThat(done.object().name()).isEqualTo(there.orElseThrow().name());
                replaced(resource, there, done.object());
            });
        }

        private void replaced(String resource, Optional<ManagedDeployment> before, ManagedDeployment after) {
            assertThat(Optional.of(after.etag())).isNotEqualTo(before.map(ManagedDeployment::etag));
            model.put(resource, after);
        }

        private void delete(ControlPlane plane, String resource, String name) {
            Optional<ManagedDeployment> there = model.find(resource, name);
            Conditions conditions = conditions(there);
            done(model.status(there, conditions, false), () -> plane.delete(resource, name, conditions, "me"))
                    .ifPresent(change -> {
                        assertThat(change.isPresent()).isEqualTo(there.isPresent());
                        model.of(resource).remove(folded(name));
                    });
        }

        private void list(ControlPlane plane, String resource) {
            int most = 1 + random.nextInt(6);
            List<ManagedDeployment> found = new ArrayList<>();
            Optional<String> next = Optional.empty();
            do {
                Page<ManagedDeployment> page = plane.deployments(resource, next, most);
                assertThat(page.items()).hasSizeLessThanOrEqualTo(most);
                found.addAll(page.items());
                next = page.next();
                assertThat(next).matches(more -> more.isEmpty() || page.items().size() == most);
            } while (next.isPresent());
            assertThat(found).containsExactlyElementsOf(model.of(resource).values());
        }

        /** What a call gives that must succeed; nothing where it must fail, and did with that status. */
        private static <T> Optional<T> done(int status, Supplier<T> call) {
            try {
                T result = call.get();
                assertThat(status).isEqualTo(200);
                return Optional.of(result);
            } catch (FailureException refused) {
                assertThat(refused.failure().status())
                        .as(refused.failure().message())
                        .isEqualTo(status);
                return Optional.empty();
            }
        }

        private Conditions conditions(Optional<ManagedDeployment> there) {
            String current = there.map(ManagedDeployment::etag).orElse(model.stale);
            Optional<List<String>> some =
                    Optional.of(one(List.of(List.of(), List.of(current), List.of(model.stale), List.of("x", current))));
            return switch (random.nextInt(6)) {
                case 0 -> new Conditions(some, Optional.empty());
                case 1 -> new Conditions(Optional.empty(), some);
                default -> Conditions.NONE;
            };
        }

        private <T> T one(List<T> values) {
            return values.get(random.nextInt(values.size()));
        }
    }
}
