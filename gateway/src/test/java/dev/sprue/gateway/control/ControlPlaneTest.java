package dev.sprue.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sprue.gateway.config.RateLimit;
import dev.sprue.gateway.config.ServiceTier;
import dev.sprue.gateway.config.UpgradeOption;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.store.sql.Database;
import dev.sprue.gateway.store.sql.Revision;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Deployments as they are made, changed, listed and removed, on both databases. */
class ControlPlaneTest {

    private static final DeploymentSpec FULL = new DeploymentSpec(
            new ModelChoice(
                    "Acme",
                    "large",
                    Optional.of("9"),
                    Optional.of("Acme Inc."),
                    Optional.of("a source"),
                    Optional.of("/subscriptions/x")),
            new Sku("GlobalStandard", Optional.of("Standard"), Optional.of("s"), Optional.of("f"), 7),
            Optional.of("Microsoft.DefaultV2"),
            Optional.of(UpgradeOption.NoAutoUpgrade),
            Optional.of("MM"),
            Optional.of(ServiceTier.Priority),
            Optional.of(true),
            Optional.of(new DeploymentSpec.CapacitySettings(Optional.of(0), Optional.empty())),
            Optional.of("parent"),
            List.of(new RateLimit(RateLimit.Counted.token, 60, 1_234.5)),
            Map.of("team", "bl\u00fc\"e", "empty", ""));

    private static Failure failure(ThrowingCallable call) {
        FailureException thrown = catchThrowableOfType(FailureException.class, call);
        assertThat(thrown).isNotNull();
        return thrown.failure();
    }

    private static Conditions ifMatch(String... etags) {
        return new Conditions(Optional.of(List.of(etags)), Optional.empty());
    }

    private static Conditions ifNoneMatch(String... etags) {
        return new Conditions(Optional.empty(), Optional.of(List.of(etags)));
    }

    @ParameterizedTest
    @EnumSource
    void keepsAllThatADeploymentCaptures(Database.Kind kind) {
        try (ControlRig rig = new ControlRig(kind)) {
            Written<ManagedDeployment> written = rig.plane().put("contoso", "Chat-1", FULL, Conditions.NONE, "me");
            assertThat(written.created()).isTrue();
            ManagedDeployment kept = rig.plane().deployment("CONTOSO", "chat-1").orElseThrow();
            assertThat(kept).isEqualTo(written.object());
            assertThat(kept.spec()).isEqualTo(FULL);
            assertThat(kept.resource()).isEqualTo("Contoso");
            assertThat(kept.name()).isEqualTo("Chat-1");
            assertThat(kept.owner()).isEqualTo(Owner.API);
            assertThat(kept.etag()).matches("[0-9a-f]{16}");
            assertThat(kept.systemData().createdBy()).isEqualTo("me");
            assertThat(written.change().revision()).isEqualTo(rig.database().read(Revision::current));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSecondPutChangesTheFirstAndKeepsItsNameAndMaker(Database.Kind kind) {
        try (ControlRig rig = new ControlRig(kind)) {
            ManagedDeployment first = rig.plane()
                    .put("contoso", "Chat", ControlRig.CHAT, Conditions.NONE, "one")
                    .object();
            Instant later = rig.tick();
            Written<ManagedDeployment> second = rig.plane().put("Contoso", "CHAT", FULL, Conditions.NONE, "two");
            assertThat(second.created()).isFalse();
            assertThat(second.object().name()).isEqualTo("Chat");
            assertThat(second.object().etag()).isNotEqualTo(first.etag());
            assertThat(second.object().systemData())
                    .isEqualTo(new SystemData("one", first.systemData().createdAt(), "two", later));
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutAVersionItIsTheDefaultOne(Database.Kind kind) {
        try (ControlRig rig = new ControlRig(kind)) {
            DeploymentSpec spec = new DeploymentSpec(
                    new ModelChoice("Acme", "large", Optional.empty()), new Sku("GlobalStandard", 80));
            DeploymentSpec kept = rig.plane()
                    .put("contoso", "chat", spec, Conditions.NONE, "me")
                    .object()
                    .spec();
            assertThat(kept.model().version()).contains("10");
            assertThat(kept.rateLimits()).isEmpty();
            assertThat(kept.effectiveRateLimits())
                    .containsExactly(
                            new RateLimit(RateLimit.Counted.request, 10, 80),
                            new RateLimit(RateLimit.Counted.token, 60, 80_000));
        }
    }

    @ParameterizedTest
    @EnumSource
    void limitsThatACallerSendsBackGoOnFollowingFromTheCapacity(Database.Kind kind) {
        try (ControlRig rig = new ControlRig(kind)) {
            DeploymentSpec made = rig.plane()
                    .put("contoso", "chat", ControlRig.CHAT, Conditions.NONE, "me")
                    .object()
                    .spec();
            DeploymentSpec echo = made.withRateLimits(made.effectiveRateLimits());
            DeploymentSpec larger =
                    new DeploymentSpec(echo.model(), new Sku("Standard", 50)).withRateLimits(echo.rateLimits());
            DeploymentSpec kept = rig.plane()
                    .put("contoso", "chat", larger, Conditions.NONE, "me")
                    .object()
                    .spec();
            assertThat(kept.rateLimits()).isEmpty();
            assertThat(kept.effectiveRateLimits()).isEqualTo(RateLimit.ofCapacity(50));
            List<RateLimit> own = List.of(new RateLimit(RateLimit.Counted.request, 10, 1));
            assertThat(rig.plane()
                            .put("contoso", "chat", larger.withRateLimits(own), Conditions.NONE, "me")
                            .object()
                            .spec()
                            .effectiveRateLimits())
                    .isEqualTo(own);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatTheFileDeclaresIsChangedThere(Database.Kind kind) {
        try (ControlRig rig = new ControlRig(kind)) {
            ManagedDeployment declared =
                    rig.plane().deployment("contoso", "DECLARED").orElseThrow();
            assertThat(declared.owner()).isEqualTo(new Owner.File("sprue.yaml", 5));
            assertThat(declared.spec().model().version()).contains("1");
            for (ThrowingCallable change : List.<ThrowingCallable>of(
                    () -> rig.plane().put("contoso", "declared", FULL, Conditions.NONE, "me"),
                    () -> rig.plane().patch("contoso", "declared", spec -> spec, Conditions.NONE, "me"),
                    () -> rig.plane().delete("contoso", "declared", Conditions.NONE, "me"))) {
                Failure refused = failure(change);
                assertThat(refused.status()).isEqualTo(409);
                assertThat(refused.message())
                        .isEqualTo("'Declared' is declared in sprue.yaml, line 5, and is changed there only.");
            }
            assertThat(rig.plane().deployment("contoso", "declared")).contains(declared);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDeclaredNameHidesAnotherUntilTheFileLetsGo(Database.Kind kind) {
        try (ControlRig rig = new ControlRig(kind)) {
            ManagedDeployment made = rig.plane()
                    .put("fabrikam", "Mine", ControlRig.CHAT, Conditions.NONE, "me")
                    .object();
            String both = ControlRig.YAML.replace(
                    "resourceGroup: other", "deployments: [{name: mine, model: {format: Sprue, name: sprue-embed}}]");
            rig.declare(both);
            rig.plane().register();
            assertThat(rig.plane().deployments("fabrikam", Optional.empty(), 10).items())
                    .singleElement()
                    .satisfies(one -> assertThat(one.owner()).isInstanceOf(Owner.File.class));
            assertThat(failure(() -> rig.plane().delete("fabrikam", "mine", Conditions.NONE, "me"))
                            .status())
                    .isEqualTo(409);
            rig.declare(ControlRig.YAML);
            rig.plane().register();
            assertThat(rig.plane().deployment("fabrikam", "mine")).contains(made);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aResourceThatTheFileDropsComesBackWithWhatItHad(Database.Kind kind) {
        try (ControlRig rig = new ControlRig(kind)) {
            ManagedResource before = rig.plane().resource("fabrikam").orElseThrow();
            ManagedDeployment made = rig.plane()
                    .put("fabrikam", "mine", ControlRig.CHAT, Conditions.NONE, "me")
                    .object();
            rig.declare("resources: [{name: contoso}]");
            rig.tick();
            rig.plane().register();
            assertThat(rig.plane().resource("fabrikam")).isEmpty();
            assertThat(failure(() -> rig.plane().deployment("fabrikam", "mine")).status())
                    .isEqualTo(404);
            rig.declare(ControlRig.YAML);
            rig.plane().register();
            assertThat(rig.plane().resource("fabrikam")).contains(before);
            assertThat(rig.plane().deployment("fabrikam", "mine")).contains(made);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChangedResourceSaysSinceWhen(Database.Kind kind) {
        try (ControlRig rig = new ControlRig(kind)) {
            ManagedResource before = rig.plane().resource("contoso").orElseThrow();
            assertThat(before.systemData().createdBy()).isEqualTo("sprue.yaml");
            Instant later = rig.tick();
            rig.declare(ControlRig.YAML.replace("westeurope", "northeurope"));
            rig.plane().register();
            ManagedResource after = rig.plane().resource("contoso").orElseThrow();
            assertThat(after.etag()).isNotEqualTo(before.etag());
            assertThat(after.systemData().createdAt())
                    .isEqualTo(before.systemData().createdAt());
            assertThat(after.systemData().lastModifiedAt()).isEqualTo(later);
            assertThat(rig.plane().resources())
                    .extracting(ManagedResource::name)
                    .containsExactly("Contoso", "fabrikam");
            assertThat(rig.plane()
                            .resource("fabrikam")
                            .orElseThrow()
                            .systemData()
                            .lastModifiedAt())
                    .isBefore(later);
        }
    }

    @ParameterizedTest
    @EnumSource
    void conditionsAreKept(Database.Kind kind) {
        try (ControlRig rig = new ControlRig(kind)) {
            ControlPlane plane = rig.plane();
            assertThat(failure(() -> plane.put("contoso", "chat", FULL, ifMatch(), "me"))
                            .status())
                    .isEqualTo(412);
            String etag = plane.put("contoso", "chat", FULL, ifNoneMatch(), "me")
                    .object()
                    .etag();
            for (Conditions unmet : List.of(
                    ifNoneMatch(),
                    ifNoneMatch("x", etag),
                    ifNoneMatch("W/\"" + etag + "\""),
                    ifMatch("x"),
                    ifMatch("W/\"" + etag + "\""))) {
                assertThat(failure(() -> plane.put("contoso", "chat", FULL, unmet, "me"))
                                .status())
                        .isEqualTo(412);
                assertThat(failure(() -> plane.patch("contoso", "chat", spec -> spec, unmet, "me"))
                                .status())
                        .isEqualTo(412);
                assertThat(failure(() -> plane.delete("contoso", "chat", unmet, "me"))
                                .status())
                        .isEqualTo(412);
            }
            assertThat(plane.deployment("contoso", "chat").orElseThrow().etag()).isEqualTo(etag);
            String next = plane.patch("contoso", "chat", spec -> spec, ifMatch("x", '"' + etag + '"'), "me")
                    .object()
                    .etag();
            assertThat(plane.delete("contoso", "chat", ifMatch(next), "me")).isPresent();
            assertThat(plane.delete("contoso", "chat", Conditions.NONE, "me")).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWasDoneCanBeAskedForLater(Database.Kind kind) {
        try (ControlRig rig = new ControlRig(kind)) {
            Operations operations = new Operations(rig.database());
            rig.plane().put("contoso", "Chat", FULL, Conditions.NONE, "one");
            Change gone = rig.plane()
                    .delete("contoso", "CHAT", Conditions.NONE, "two")
                    .orElseThrow();
            assertThat(operations.find(gone.operation())).hasValueSatisfying(operation -> {
                assertThat(operation.kind()).isEqualTo("deleteDeployment");
                assertThat(operation.resource() + "/" + operation.target()).isEqualTo("contoso/Chat");
                assertThat(operation.actor()).isEqualTo("two");
            });
            assertThat(operations.find(UUID.randomUUID().toString())).isEmpty();
            assertThat(operations.find("' OR 1=1 --\0")).isEmpty();
            rig.pass(Operations.KEPT);
            rig.plane().put("contoso", "other", FULL, Conditions.NONE, "me");
            assertThat(operations.find(gone.operation())).isPresent();
            rig.tick();
            rig.plane().put("contoso", "other", FULL, Conditions.NONE, "me");
            assertThat(operations.find(gone.operation())).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aModelThatNobodyServesAnyMoreMayStay(Database.Kind kind) {
        try (ControlRig rig = new ControlRig(kind)) {
            rig.plane().put("contoso", "chat", FULL, Conditions.NONE, "me");
            rig.declare(ControlRig.YAML.substring(0, ControlRig.YAML.indexOf("providers:")));
            assertThat(rig.plane()
                            .patch(
                                    "contoso",
                                    "chat",
                                    spec -> spec.withModel(spec.model().withVersion("9")),
                                    Conditions.NONE,
                                    "me")
                            .object()
                            .spec())
                    .isEqualTo(FULL);
            assertThat(failure(() -> rig.plane()
                                    .patch(
                                            "contoso",
                                            "chat",
                                            spec -> spec.withModel(spec.model().withVersion("10")),
                                            Conditions.NONE,
                                            "me"))
                            .code()
                            .code())
                    .isEqualTo("DeploymentModelNotSupported");
        }
    }
}
