package dev.sprue.gateway.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What the content-filter policies and blocklists of one resource must keep to, and the deployments that name policies. */
final class RaiRules {

    private final Problems problems;
    private final String path;

    RaiRules(Problems problems, String path) {
        this.problems = problems;
        this.path = path;
    }

    /** Reports what breaks a rule. */
    void check(ResourceConfig resource) {
        List<RaiPolicyConfig> policies = resource.raiPolicies();
        List<RaiBlocklistConfig> lists = resource.raiBlocklists();
        for (int i = 0; i < policies.size(); i++) {
            policy(policies.get(i), lists, path + ".raiPolicies[" + i + "]");
        }
        for (int i = 0; i < lists.size(); i++) {
            list(lists.get(i), path + ".raiBlocklists[" + i + "]");
        }
        List<String> known = Stream.concat(
                        RaiForm.BUILT_IN.stream(), policies.stream().map(RaiPolicyConfig::name))
                .toList();
        for (int i = 0; i < resource.deployments().size(); i++) {
            Optional<String> named = resource.deployments().get(i).raiPolicyName();
            String at = path + ".deployments[" + i + "].raiPolicyName";
            named.ifPresent(name -> exists("content-filter policy", "raiPolicies", name, at, known));
        }
    }

    private void policy(RaiPolicyConfig policy, List<RaiBlocklistConfig> lists, String at) {
        if (RaiForm.isReserved(policy.name())) {
            problems.error(
                    at + ".name",
                    "names that begin with '" + RaiForm.RESERVED + "' are for policies that are built in");
        }
        report(RaiForm.faults(policy.properties()), at + ".properties");
        tags(policy.tags(), at);
        List<String> known = lists.stream().map(RaiBlocklistConfig::name).toList();
        List<RaiBlocklistUse> uses = policy.properties().customBlocklists();
        for (int i = 0; i < uses.size(); i++) {
            String place = at + ".properties.customBlocklists[" + i + "].blocklistName";
            exists("blocklist", "raiBlocklists", uses.get(i).blocklistName(), place, known);
        }
    }

    private void list(RaiBlocklistConfig list, String at) {
        report(RaiForm.faults(list.properties()), at + ".properties");
        tags(list.tags(), at);
        for (int i = 0; i < list.items().size(); i++) {
            RaiBlocklistItemConfig item = list.items().get(i);
            String place = at + ".items[" + i + "]";
            report(RaiForm.faults(item.properties()), place + ".properties");
            tags(item.tags(), place);
        }
    }

    private void exists(String what, String where, String name, String at, List<String> known) {
        if (!name.isEmpty() && problems.clean(at) && known.stream().noneMatch(name::equalsIgnoreCase)) {
            String shown = problems.shown(at, name);
            problems.error(
                    at,
                    "there is no " + what + " '" + shown + "' under " + where + " of this resource"
                            + Nearest.hint(shown, known));
        }
    }

    private void tags(Map<String, String> tags, String at) {
        report(DeploymentForm.tagFaults(tags), at);
    }

    private void report(List<DeploymentForm.Fault> faults, String at) {
        for (DeploymentForm.Fault fault : faults) {
            String place = at + "." + fault.property();
            if (problems.clean(place)) {
                problems.error(place, fault.problem());
            }
        }
    }
}
