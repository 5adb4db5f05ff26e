package dev.sprue.gateway.api.management;

import dev.sprue.gateway.config.RateLimit;
import dev.sprue.gateway.config.ServiceTier;
import dev.sprue.gateway.config.UpgradeOption;
import dev.sprue.gateway.control.DeploymentSpec;
import dev.sprue.gateway.control.DeploymentSpec.CapacitySettings;
import dev.sprue.gateway.control.ModelChoice;
import dev.sprue.gateway.control.Sku;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.error.ParameterFault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Reads deployments as callers send them. What answers have and callers do not decide is let through unread, since clients send
 * back what they got.
 */
final class DeploymentReader {

    private DeploymentReader() {}

    /** The body of a PUT: all that is decided, where what is left out is as if it never had been said. */
    static DeploymentSpec whole(ArmObject body) {
        ArmObject sku = body.object("sku").orElseThrow(() -> body.missing("sku"));
        ArmObject properties = body.object("properties").orElseThrow(() -> body.missing("properties"));
        ArmObject model = properties.object("model").orElseThrow(() -> properties.missing("model"));
        DeploymentSpec spec = new DeploymentSpec(
                new ModelChoice(
                        model.text("format").orElseThrow(() -> model.missing("format")),
                        model.text("name").orElseThrow(() -> model.missing("name")),
                        Optional.empty()),
                new Sku(sku.text("name").orElseThrow(() -> sku.missing("name")), 1));
        return part(body).apply(spec);
    }

    /** The body of a PATCH (RFC 7396): what is left out stays, and what is {@code null} goes. Tags are replaced as a whole. */
    static UnaryOperator<DeploymentSpec> part(ArmObject body) {
        requireKept(body, "sku", "properties");
        Optional<ArmObject> sku = body.object("sku");
        Optional<ArmObject> properties = body.object("properties");
        Optional<ArmObject> model = properties.flatMap(given -> given.object("model"));
        Changes changes = new Changes(
                sku.map(DeploymentReader::sku).orElse(UnaryOperator.identity()),
                model.map(DeploymentReader::model).orElse(UnaryOperator.identity()),
                properties.map(DeploymentReader::properties).orElse(UnaryOperator.identity()),
                tags(body));
        body.ignoring("id", "name", "type", "systemData", "etag").end();
        return changes;
    }

    private record Changes(
            UnaryOperator<Sku> sku,
            UnaryOperator<ModelChoice> model,
            UnaryOperator<DeploymentSpec> properties,
            Optional<Map<String, String>> tags)
            implements UnaryOperator<DeploymentSpec> {

        @Override
        public DeploymentSpec apply(DeploymentSpec before) {
            DeploymentSpec spec = properties.apply(before);
            return new DeploymentSpec(
                    model.apply(spec.model()),
                    sku.apply(spec.sku()),
                    spec.raiPolicyName(),
                    spec.versionUpgradeOption(),
                    spec.spilloverDeploymentName(),
                    spec.serviceTier(),
                    spec.dynamicThrottlingEnabled(),
                    spec.capacitySettings(),
                    spec.parentDeploymentName(),
                    spec.rateLimits(),
                    tags.orElse(spec.tags()));
        }
    }

    /** What one field does: a value where there is one, nothing where it is {@code null}, and no change where it is left out. */
    private record Field<T>(boolean named, Optional<T> value) {

        static <T> Field<T> of(ArmObject object, String name, Function<String, Optional<T>> read) {
            return new Field<>(object.names(name), read.apply(name));
        }

        Optional<T> over(Optional<T> before) {
            return named ? value : before;
        }
    }

    /** What a deployment cannot be without does not go. */
    private static void requireKept(ArmObject object, String... names) {
        for (String name : names) {
            if (object.names(name) && object.value(name).isEmpty()) {
                throw object.missing(name);
            }
        }
    }

    private static UnaryOperator<Sku> sku(ArmObject object) {
        requireKept(object, "name");
        Field<String> name = Field.of(object, "name", object::text);
        Field<String> tier = Field.of(object, "tier", object::text);
        Field<String> size = Field.of(object, "size", object::text);
        Field<String> family = Field.of(object, "family", object::text);
        Field<Integer> capacity =
                Field.of(object, "capacity", field -> object.whole(field, Integer.MIN_VALUE, Integer.MAX_VALUE));
        object.end();
        return before -> new Sku(
                name.value().orElse(before.name()),
                tier.over(before.tier()),
                size.over(before.size()),
                family.over(before.family()),
                capacity.over(Optional.of(before.capacity())).orElse(1));
    }

    /** Another model begins with its default version, unless one is named. */
    private static UnaryOperator<ModelChoice> model(ArmObject object) {
        requireKept(object, "format", "name");
        Field<String> format = Field.of(object, "format", object::text);
        Field<String> name = Field.of(object, "name", object::text);
        Field<String> version = Field.of(object, "version", object::text);
        Field<String> publisher = Field.of(object, "publisher", object::text);
        Field<String> source = Field.of(object, "source", object::text);
        Field<String> sourceAccount = Field.of(object, "sourceAccount", object::text);
        object.ignoring("callRateLimit").end();
        return before -> {
            boolean another = !name.value().orElse(before.name()).equals(before.name());
            return new ModelChoice(
                    format.value().orElse(before.format()),
                    name.value().orElse(before.name()),
                    version.over(another ? Optional.empty() : before.version()),
                    publisher.over(before.publisher()),
                    source.over(before.source()),
                    sourceAccount.over(before.sourceAccount()));
        };
    }

    private static UnaryOperator<DeploymentSpec> properties(ArmObject object) {
        requireKept(object, "model");
        Field<String> policy = Field.of(object, "raiPolicyName", object::text);
        Field<UpgradeOption> upgrade =
                Field.of(object, "versionUpgradeOption", name -> object.word(name, UpgradeOption.class));
        Field<String> spillover = Field.of(object, "spilloverDeploymentName", object::text);
        Field<ServiceTier> tier = Field.of(object, "serviceTier", name -> object.word(name, ServiceTier.class));
        Field<Boolean> throttling = Field.of(object, "dynamicThrottlingEnabled", object::bool);
        Field<CapacitySettings> settings =
                Field.of(object, "capacitySettings", name -> object.object(name).map(DeploymentReader::settings));
        Field<String> parent = Field.of(object, "parentDeploymentName", object::text);
        Field<List<RateLimit>> limits = Field.of(object, "rateLimits", name -> object.objects(name)
                .map(all -> all.stream().map(DeploymentReader::limit).toList()));
        requireRunning(object);
        // Read beside the others, by whom it is for.
        object.ignoring("model", "provisioningState", "capabilities", "callRateLimit", "currentCapacity")
                .end();
        return before -> new DeploymentSpec(
                before.model(),
                before.sku(),
                policy.over(before.raiPolicyName()),
                upgrade.over(before.versionUpgradeOption()),
                spillover.over(before.spilloverDeploymentName()),
                tier.over(before.serviceTier()),
                throttling.over(before.dynamicThrottlingEnabled()),
                settings.over(before.capacitySettings()),
                parent.over(before.parentDeploymentName()),
                limits.over(Optional.of(before.rateLimits())).orElse(List.of()),
                before.tags());
    }

    private static CapacitySettings settings(ArmObject object) {
        CapacitySettings settings = new CapacitySettings(
                object.whole("designatedCapacity", 0, Integer.MAX_VALUE),
                object.whole("priority", 0, Integer.MAX_VALUE));
        object.end();
        return settings;
    }

    private static RateLimit limit(ArmObject object) {
        RateLimit limit = new RateLimit(
                object.word("key", RateLimit.Counted.class).orElseThrow(() -> object.missing("key")),
                object.number("renewalPeriod").orElseThrow(() -> object.missing("renewalPeriod")),
                object.number("count").orElseThrow(() -> object.missing("count")));
        object.ignoring("minCount", "dynamicThrottlingEnabled", "matchPatterns").end();
        return limit;
    }

    private static Optional<Map<String, String>> tags(ArmObject body) {
        return body.names("tags") ? Optional.of(body.texts("tags").orElse(Map.of())) : Optional.empty();
    }

    /** Reads what callers may say and this service cannot do, unless they say what is so anyway. */
    private static void requireRunning(ArmObject properties) {
        if (properties.value("scaleSettings").isPresent()) {
            throw refused("scaleSettings", "they are deprecated since API version '2023-05-01', use 'sku' instead");
        }
        properties
                .text("deploymentState")
                .filter(state -> !state.equalsIgnoreCase("Running"))
                .ifPresent(other -> {
                    throw refused(
                            "deploymentState", "deployments cannot be paused; they are Running as long as they exist");
                });
    }

    private static FailureException refused(String property, String problem) {
        String place = "properties." + property;
        return Failure.of(ErrorCode.INVALID_RESOURCE_PROPERTIES, place, problem)
                .withDetails(List.of(new ParameterFault(List.of("body", place), "null", "invalid", problem)))
                .toException();
    }
}
