package dev.sprue.gateway.config;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the deployments of one resource must keep to. */
final class DeploymentRules {

    private final Problems problems;
    private final String path;
    private final Catalog catalog;

    DeploymentRules(Problems problems, String path, Catalog catalog) {
        this.problems = problems;
        this.path = path;
        this.catalog = catalog;
    }

    /** Reports what breaks a rule. */
    void check(List<DeploymentConfig> deployments) {
        Map<ModelConfig.Capability, Integer> defaults = new EnumMap<>(ModelConfig.Capability.class);
        for (int i = 0; i < deployments.size(); i++) {
            DeploymentConfig deployment = deployments.get(i);
            String at = path + "[" + i + "]";
            form(deployment, at);
            deployment
                    .spilloverDeploymentName()
                    .ifPresent(spillover ->
                            spillover(deployment.name(), spillover, deployments, at + ".spilloverDeploymentName"));
            if (!problems.clean(at + ".model")) {
                continue;
            }
            List<ModelOffer> found = resolve(deployment, at);
            if (deployment.isDefault() && problems.clean(at + ".default")) {
                claim(found, at + ".default", i, defaults);
            }
        }
    }

    private void form(DeploymentConfig deployment, String at) {
        DeploymentForm.faults(
                        deployment.name(),
                        deployment.spilloverDeploymentName(),
                        deployment.rateLimits(),
                        deployment.tags())
                .forEach(fault -> {
                    String place = at + "." + fault.property();
                    if (problems.clean(place)) {
                        problems.error(place, fault.problem());
                    }
                });
    }

    /** One that is not declared may be made over the management API. */
    private void spillover(String name, String spillover, List<DeploymentConfig> all, String at) {
        if (!problems.clean(at)) {
            return;
        }
        List<String> known = all.stream().map(DeploymentConfig::name).toList();
        String shown = problems.shown(at, spillover);
        if (known.stream().noneMatch(spillover::equalsIgnoreCase)) {
            problems.warning(
                    at,
                    "this resource declares no deployment '" + shown
                            + "'; until one is made over the management API, nothing takes over"
                            + Nearest.hint(shown, known));
        } else if (DeploymentForm.comesBack(name, spillover, other -> all.stream()
                .filter(one -> one.name().equalsIgnoreCase(other))
                .findFirst()
                .flatMap(DeploymentConfig::spilloverDeploymentName))) {
            problems.error(at, DeploymentForm.COMES_BACK);
        }
    }

    private List<ModelOffer> resolve(DeploymentConfig deployment, String at) {
        ModelRef ref = deployment.model();
        return switch (catalog.offers().resolve(ref, deployment.sku().name())) {
            case Resolution.Found found -> found.offers();
            case Resolution.UnknownModel unknown -> {
                if (catalog.complete()) {
                    unknownModel(ref, at + ".model");
                }
                yield List.of();
            }
            case Resolution.UnknownVersion unknown -> {
                if (catalog.complete()) {
                    unknownVersion(ref, unknown.others(), at + ".model");
                }
                yield List.of();
            }
            case Resolution.SkuNotServed unserved -> {
                if (problems.clean(at + ".sku")) {
                    problems.error(
                            at + ".model",
                            "no provider serves this model to deployments of the SKU '"
                                    + deployment.sku().name() + "'; there are some for: "
                                    + String.join(", ", ModelOffers.skus(unserved.others())));
                }
                yield unserved.others();
            }
        };
    }

    private void unknownVersion(ModelRef ref, List<ModelOffer> others, String at) {
        problems.error(
                at + ".version",
                "the model '" + problems.shown(at + ".name", ref.name()) + "' has no version '"
                        + problems.shown(at + ".version", ref.version().orElse("")) + "'; it has: "
                        + catalog.shown(others).stream()
                                .map(Catalog.Shown::version)
                                .distinct()
                                .collect(Collectors.joining(", ")));
    }

    private void unknownModel(ModelRef ref, String at) {
        List<String> known =
                catalog.all().stream().map(Catalog.Shown::name).distinct().toList();
        String name = problems.shown(at + ".name", ref.name());
        String format = problems.shown(at + ".format", ref.format());
        List<String> formats = catalog.all().stream()
                .filter(entry -> entry.name().equals(name))
                .map(Catalog.Shown::format)
                .distinct()
                .toList();
        if (formats.isEmpty()) {
            problems.error(
                    at + ".name",
                    "no provider declares a model '" + name + "' of format '" + format + "'"
                            + Nearest.hint(name, known)
                            + " Declare it under providers[].models, or name a built-in model: format "
                            + BuiltinModels.FORMAT + ", "
                            + BuiltinModels.ALL.stream().map(ModelConfig::name).collect(Collectors.joining(" or ")));
        } else {
            problems.error(
                    at + ".format",
                    "the model '" + name + "' is declared with another format than '" + format + "'"
                            + Nearest.hint(format, formats));
        }
    }

    /** Two defaults for one operation would leave it open which of them answers. */
    private void claim(List<ModelOffer> models, String at, int index, Map<ModelConfig.Capability, Integer> defaults) {
        List<ModelConfig.Capability> mine = new ArrayList<>(models.stream()
                .flatMap(entry -> entry.model().capabilities().stream())
                .distinct()
                .toList());
        for (ModelConfig.Capability capability : mine) {
            Integer earlier = defaults.putIfAbsent(capability, index);
            if (earlier != null) {
                problems.error(
                        at,
                        "another deployment is the default for " + capability + " already, on line "
                                + problems.lineOf(path + "[" + earlier + "].default")
                                + "; a resource has one for each operation");
                return;
            }
        }
    }
}
