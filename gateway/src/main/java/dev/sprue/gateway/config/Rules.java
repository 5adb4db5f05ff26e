package dev.sprue.gateway.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The rules that concern more than one key. */
final class Rules {

    private final Problems problems;

    Rules(Problems problems) {
        this.problems = problems;
    }

    /** Reports what breaks a rule. Parts that could not be read are left alone: they have their problem already. */
    void check(SprueConfig config) {
        Listen listen = config.listen();
        if (problems.clean("listen") && !listen.portsDiffer()) {
            problems.error("listen.httpPort", "httpPort and httpsPort must differ");
        }
        List<String> origins = listen.corsOrigins().orElse(List.of());
        if (origins.size() > 1 && origins.contains("*")) {
            problems.error("listen.corsOrigins", "'*' in corsOrigins allows all origins; give it alone, or the others");
        }
        unique("provider", "providers", config.providers(), ProviderConfig::name);
        unique("resource", "resources", config.resources(), ResourceConfig::name);
        for (int i = 0; i < config.providers().size(); i++) {
            new ProviderRules(problems, "providers[" + i + "]")
                    .check(config.providers().get(i));
        }
        Catalog catalog = new Catalog(config.providers(), problems);
        for (int i = 0; i < config.resources().size(); i++) {
            ResourceConfig resource = config.resources().get(i);
            String at = "resources[" + i + "].deployments";
            unique("deployment", at, resource.deployments(), DeploymentConfig::name);
            new DeploymentRules(problems, at, catalog).check(resource.deployments());
            rai(resource, "resources[" + i + "]");
        }
        new KeyRules(problems).check(config.resources());
    }

    private void rai(ResourceConfig resource, String at) {
        unique("content-filter policy", at + ".raiPolicies", resource.raiPolicies(), RaiPolicyConfig::name);
        unique("blocklist", at + ".raiBlocklists", resource.raiBlocklists(), RaiBlocklistConfig::name);
        for (int i = 0; i < resource.raiBlocklists().size(); i++) {
            List<RaiBlocklistItemConfig> items = resource.raiBlocklists().get(i).items();
            unique("item", at + ".raiBlocklists[" + i + "].items", items, RaiBlocklistItemConfig::name);
        }
        new RaiRules(problems, at).check(resource);
    }

    private <T> void unique(String what, String path, List<T> items, Function<T, String> name) {
        Map<String, String> first = new HashMap<>();
        for (int i = 0; i < items.size(); i++) {
            String at = path + "[" + i + "].name";
            String value = name.apply(items.get(i));
            if (value.isEmpty()) {
                continue;
            }
            String earlier = first.putIfAbsent(Names.folded(value), at);
            if (earlier != null) {
                problems.error(
                        at,
                        "another " + what + " is named '" + problems.shown(at, value) + "', on line "
                                + problems.lineOf(earlier) + "; names are compared without case");
            }
        }
    }
}
