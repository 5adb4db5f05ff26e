package dev.sprue.gateway.control;

import dev.sprue.gateway.config.DeploymentForm;
import dev.sprue.gateway.config.Form;
import dev.sprue.gateway.config.ModelOffer;
import dev.sprue.gateway.config.ModelOffers;
import dev.sprue.gateway.config.ModelRef;
import dev.sprue.gateway.config.RateLimit;
import dev.sprue.gateway.config.Resolution;
import dev.sprue.gateway.config.SkuConfig;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.error.ParameterFault;
import dev.sprue.gateway.error.Shown;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What is wrong with a deployment that somebody wants.
 *
 * @param offers what can be deployed
 * @param sibling what the resource's deployment of a name is, where there is one
 */
record DeploymentChecks(ModelOffers offers, Function<String, Optional<DeploymentSpec>> sibling) {

    private static final int MAX_CHARS = 1_024;
    private static final int MAX_SHOWN_CHARS = 200;

    /**
     * The deployment as it can be kept: its model has a version. Limits that only follow from a capacity, since a caller sends back
     * what it was told, are not decided by that: they go on following from it.
     *
     * @param name its name
     * @param before what it was before; its model may stay even where nobody serves it any more, and the deployment that takes over
     *     even where it is gone
     * @throws FailureException 400 for the first thing that is wrong
     */
    DeploymentSpec checked(String name, DeploymentSpec wanted, Optional<DeploymentSpec> before) {
        DeploymentSpec spec =
                RateLimit.followFromACapacity(wanted.rateLimits()) ? wanted.withRateLimits(List.of()) : wanted;
        texts(spec);
        if (spec.sku().capacity() < 1 || spec.sku().capacity() > SkuConfig.MAX_CAPACITY) {
            throw invalid(
                    "sku.capacity",
                    "it must be 1 to " + SkuConfig.MAX_CAPACITY + ", not "
                            + spec.sku().capacity());
        }
        DeploymentForm.faults(name, spec.spilloverDeploymentName(), spec.rateLimits(), spec.tags()).stream()
                .findFirst()
                .ifPresent(fault -> {
                    String top = fault.property().equals("tags") ? "" : "properties.";
                    throw invalid(top + fault.property(), fault.problem());
                });
        spec.spilloverDeploymentName()
                .filter(spillover -> before.flatMap(DeploymentSpec::spilloverDeploymentName)
                        .filter(spillover::equalsIgnoreCase)
                        .isEmpty())
                .ifPresent(spillover -> spillover(name, spillover));
        return before.filter(earlier -> sameModel(earlier, spec)).isPresent() ? spec : resolved(spec);
    }

    private void spillover(String name, String spillover) {
        String place = "properties.spilloverDeploymentName";
        if (sibling.apply(spillover).isEmpty()) {
            throw invalid(place, "the resource has no deployment '" + shown(spillover) + "'");
        }
        if (DeploymentForm.comesBack(
                name, spillover, other -> sibling.apply(other).flatMap(DeploymentSpec::spilloverDeploymentName))) {
            throw invalid(place, DeploymentForm.COMES_BACK);
        }
    }

    private static boolean sameModel(DeploymentSpec one, DeploymentSpec other) {
        return one.model().format().equals(other.model().format())
                && one.model().name().equals(other.model().name())
                && one.model().version().equals(other.model().version())
                && one.sku().name().equals(other.sku().name());
    }

    private static void texts(DeploymentSpec spec) {
        ModelChoice model = spec.model();
        text("properties.model.format", Optional.of(model.format()));
        text("properties.model.name", Optional.of(model.name()));
        text("properties.model.version", model.version());
        text("properties.model.publisher", model.publisher());
        text("properties.model.source", model.source());
        text("properties.model.sourceAccount", model.sourceAccount());
        text("properties.raiPolicyName", spec.raiPolicyName());
        text("properties.parentDeploymentName", spec.parentDeploymentName());
        text("sku.name", Optional.of(spec.sku().name()));
        text("sku.tier", spec.sku().tier());
        text("sku.size", spec.sku().size());
        text("sku.family", spec.sku().family());
    }

    private static void text(String property, Optional<String> text) {
        if (text.isPresent()
                && (text.get().isBlank() || text.get().length() > MAX_CHARS || !DeploymentForm.isPlain(text.get()))) {
            throw invalid(
                    property, "it must be a text of 1 to " + MAX_CHARS + " characters without control characters");
        }
    }

    private DeploymentSpec resolved(DeploymentSpec spec) {
        ModelChoice model = spec.model();
        String sku = spec.sku().name();
        ModelRef ref = new ModelRef(model.format(), model.name(), model.version());
        return switch (offers.resolve(ref, sku)) {
            case Resolution.Found found when !Form.SKU.accepts(sku) -> throw unservedSku(ref, sku, found.offers());
            case Resolution.Found found -> spec.withModel(model.withVersion(found.version()));
            case Resolution.UnknownModel unknown ->
                throw unsupported(ref, unknown.sameName().isEmpty() ? "name" : "format", hint(ref, unknown.sameName()));
            case Resolution.UnknownVersion unknown ->
                throw unsupported(
                        ref,
                        "version",
                        "It has: "
                                + joined(unknown.others().stream()
                                        .map(offer -> offer.model().version())));
            case Resolution.SkuNotServed unserved -> throw unservedSku(ref, sku, unserved.others());
        };
    }

    private String hint(ModelRef ref, List<ModelOffer> sameName) {
        if (!sameName.isEmpty()) {
            return "A model of that name has the format "
                    + joined(sameName.stream().map(offer -> offer.model().format()));
        }
        return offers.nearest(ref.name())
                        .map(near -> "Did you mean '" + near + "'? ")
                        .orElse("")
                + "The account's models are those that can be deployed; providers in sprue.yaml add to them";
    }

    private static String joined(Stream<String> words) {
        return String.join(", ", words.distinct().toList());
    }

    private static FailureException unsupported(ModelRef ref, String field, String remedy) {
        return Failure.of(
                        ErrorCode.DEPLOYMENT_MODEL_NOT_SUPPORTED,
                        shown(ref.format()),
                        shown(ref.name()),
                        shown(ref.version().orElse("")))
                .remedied(remedy)
                .withDetails(List.of(fault("properties.model." + field, "no such model can be deployed")))
                .toException();
    }

    private static FailureException unservedSku(ModelRef ref, String sku, List<ModelOffer> offers) {
        return Failure.of(
                        ErrorCode.DEPLOYMENT_SKU_NOT_SUPPORTED,
                        shown(sku),
                        shown(ref.format()),
                        shown(ref.name()),
                        shown(ref.version().orElse("")))
                .remedied(String.join(", ", ModelOffers.skus(offers)))
                .withDetails(List.of(fault("sku.name", "the model is not served to that capacity type")))
                .toException();
    }

    /**
     * The failure of a property that is not as it has to be.
     *
     * @param property its place in the body
     */
    static FailureException invalid(String property, String problem) {
        return Failure.of(ErrorCode.INVALID_RESOURCE_PROPERTIES, property, problem)
                .withDetails(List.of(fault(property, problem)))
                .toException();
    }

    private static ParameterFault fault(String place, String problem) {
        return new ParameterFault(List.of("body", place), "null", "invalid", problem);
    }

    private static String shown(String text) {
        return Shown.text(text, MAX_SHOWN_CHARS);
    }
}
