package dev.sprue.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sprue.gateway.config.RateLimit;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.store.sql.Database;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, with which code, and what the caller is told to do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeploymentChecksTest {

    private static final DeploymentSpec CHAT = ControlRig.CHAT;

    record Case(DeploymentSpec spec, String code, String message, String remedy) {}

    private static DeploymentSpec model(String format, String name, String version, String sku) {
        return new DeploymentSpec(
                new ModelChoice(format, name, Optional.of(version).filter(v -> !v.isEmpty())), new Sku(sku, 1));
    }

    private static DeploymentSpec with(UnaryOperator<Parts> change) {
        Parts parts = change.apply(new Parts(Optional.empty(), Map.of(), CHAT.sku()));
        return new DeploymentSpec(
                CHAT.model(),
                parts.sku(),
                Optional.empty(),
                Optional.empty(),
                parts.spillover(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                parts.tags());
    }

    private record Parts(Optional<String> spillover, Map<String, String> tags, Sku sku) {}

    static final List<Case> CASES = List.of(
            new Case(
                    model("Acme", "lrage", "", "GlobalStandard"),
                    "DeploymentModelNotSupported",
                    "The model 'Format: Acme, Name: lrage, Version: ' of account deployment is not supported.",
                    "Did you mean 'large'?"),
            new Case(
                    model("Other", "large", "9", "GlobalStandard"),
                    "DeploymentModelNotSupported",
                    "The model 'Format: Other, Name: large, Version: 9' of account deployment is not supported.",
                    "A model of that name has the format Acme."),
            new Case(
                    model("Acme", "large", "11", "GlobalStandard"),
                    "DeploymentModelNotSupported",
                    "The model 'Format: Acme, Name: large, Version: 11' of account deployment is not supported.",
                    "It has: 9, 10."),
            new Case(
                    model("Acme", "batch", "1", "Standard"),
                    "InvalidResourceProperties",
                    "The specified SKU 'Standard' of account deployment is not supported by the model 'Format: Acme, Name:"
                            + " batch, Version: 1'.",
                    "Use one of: GlobalBatch."),
            new Case(
                    model("Sprue", "sprue-chat", "", "S0"),
                    "InvalidResourceProperties",
                    "The specified SKU 'S0' of account deployment is not supported by the model",
                    "Use one of: GlobalStandard,"),
            new Case(
                    with(parts -> new Parts(parts.spillover(), parts.tags(), new Sku("Standard", 0))),
                    "InvalidResourceProperties",
                    "The property 'sku.capacity' is not valid: it must be 1 to 1000000, not 0.",
                    "Correct it"),
            new Case(
                    CHAT.withRateLimits(List.of(new RateLimit(RateLimit.Counted.token, 60, 0.5))),
                    "InvalidResourceProperties",
                    "The property 'properties.rateLimits[0].count' is not valid: it must be 1 to 999999999.",
                    "Correct it"),
            new Case(
                    CHAT.withRateLimits(List.of(new RateLimit(RateLimit.Counted.token, Double.NaN, 1))),
                    "InvalidResourceProperties",
                    "The property 'properties.rateLimits[0].renewalPeriod' is not valid: it must be 1 to 86400.",
                    "Correct it"),
            new Case(
                    with(parts -> new Parts(Optional.of("NEW"), parts.tags(), parts.sku())),
                    "InvalidResourceProperties",
                    "The property 'properties.spilloverDeploymentName' is not valid: a deployment cannot take",
                    "Correct it"),
            new Case(
                    with(parts -> new Parts(Optional.of("no\0body"), parts.tags(), parts.sku())),
                    "InvalidResourceProperties",
                    "The property 'properties.spilloverDeploymentName' is not valid: the resource has no deployment",
                    "Correct it"),
            new Case(
                    with(parts -> new Parts(parts.spillover(), Map.of("a\0", "b"), parts.sku())),
                    "InvalidResourceProperties",
                    "The property 'tags' is not valid",
                    "Correct it"),
            new Case(
                    with(parts -> new Parts(parts.spillover(), Map.of("a", "\ud800"), parts.sku())),
                    "InvalidResourceProperties",
                    "The property 'tags' is not valid",
                    "Correct it"),
            new Case(
                    model("Sprue\0", "sprue-chat", "", "Standard"),
                    "InvalidResourceProperties",
                    "The property 'properties.model.format' is not valid",
                    "Correct it"));

    private ControlRig rig;

    @BeforeAll
    void open() {
        rig = new ControlRig(Database.Kind.SQLITE);
    }

    @AfterAll
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @FieldSource("CASES")
    void isRefused(Case wrong) {
        Failure failure = failure("new", wrong.spec());
        assertThat(failure.status()).isEqualTo(400);
        assertThat(failure.code().code()).isEqualTo(wrong.code());
        assertThat(failure.message()).startsWith(wrong.message());
        assertThat(failure.remedy()).startsWith(wrong.remedy());
        assertThat(rig.plane().deployment("contoso", "new")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "-a", "a b", "a/b", "a\0b", "\u00e4b", "a\ud800"})
    void isRefusedByThatName(String name) {
        Failure failure = failure(name, CHAT);
        assertThat(failure.status()).isEqualTo(400);
        assertThat(failure.code().code()).isEqualTo("InvalidResourceName");
        assertThat(rig.plane().deployment("contoso", name)).isEmpty();
        assertThat(rig.plane().delete("contoso", name, Conditions.NONE, "me")).isEmpty();
    }

    private Failure failure(String name, DeploymentSpec spec) {
        FailureException thrown = catchThrowableOfType(
                FailureException.class, () -> rig.plane().put("contoso", name, spec, Conditions.NONE, "me"));
        assertThat(thrown).isNotNull();
        return thrown.failure();
    }
}
