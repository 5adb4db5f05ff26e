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
            if (!problems.clean(at + ".model")) {
                continue;
            }
            List<Catalog.Entry> models = resolve(deployment.model(), at + ".model");
            if (problems.clean(at + ".sku")) {
                served(deployment, models, at);
            }
            if (deployment.isDefault() && problems.clean(at + ".default")) {
                claim(models, at + ".default", i, defaults);
            }
        }
    }

    private List<Catalog.Entry> resolve(ModelRef ref, String at) {
        List<Catalog.Entry> named = catalog.named(ref);
        List<Catalog.Entry> found = named.stream()
                .filter(entry -> ref.version()
                        .map(version -> version.equals(entry.model().version()))
                        .orElse(true))
                .toList();
        if (found.isEmpty() && catalog.complete()) {
            if (named.isEmpty()) {
                unknownModel(ref, at);
            } else {
                problems.error(
                        at + ".version",
                        "the model '" + problems.shown(at + ".name", ref.name()) + "' has no version '"
                                + problems.shown(at + ".version", ref.version().orElse("")) + "'; it has: "
                                + named.stream()
                                        .map(Catalog.Entry::version)
                                        .distinct()
                                        .collect(Collectors.joining(", ")));
            }
        }
        return found;
    }

    /** Providers may be for some capacity types only. */
    private void served(DeploymentConfig deployment, List<Catalog.Entry> models, String at) {
        String sku = deployment.sku().name();
        if (!models.isEmpty()
                && models.stream().noneMatch(entry -> entry.model().serves(sku))) {
            problems.error(
                    at + ".model",
                    "no provider serves this model to deployments of the SKU '" + sku + "'; there are some for: "
                            + models.stream()
                                    .flatMap(entry -> entry.model().skus().stream())
                                    .distinct()
                                    .collect(Collectors.joining(", ")));
        }
    }

    private void unknownModel(ModelRef ref, String at) {
        List<String> known =
                catalog.all().stream().map(Catalog.Entry::name).distinct().toList();
        String name = problems.shown(at + ".name", ref.name());
        String format = problems.shown(at + ".format", ref.format());
        List<String> formats = catalog.all().stream()
                .filter(entry -> entry.name().equals(name))
                .map(Catalog.Entry::format)
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
    private void claim(
            List<Catalog.Entry> models, String at, int index, Map<ModelConfig.Capability, Integer> defaults) {
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
