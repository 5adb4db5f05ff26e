package dev.sprue.gateway.control.policies;

import dev.sprue.gateway.config.RaiContentFilter;
import dev.sprue.gateway.config.RaiPolicyProperties;
import dev.sprue.gateway.config.RaiSource;
import dev.sprue.gateway.control.Etags;
import dev.sprue.gateway.control.SystemData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The content-filter policies that every resource has, as Azure documents its default safety policies. */
final class BuiltInPolicies {

    /** By their names. */
    static final Map<String, RaiPolicyProperties> ALL = all();

    private BuiltInPolicies() {}

    private static Map<String, RaiPolicyProperties> all() {
        List<RaiContentFilter> harms = new ArrayList<>();
        for (String harm : List.of("hate", "sexual", "selfharm", "violence")) {
            for (RaiSource source : RaiSource.values()) {
                harms.add(
                        new RaiContentFilter(harm, source, true, true, Optional.of(RaiContentFilter.Severity.Medium)));
            }
        }
        List<RaiContentFilter> more = new ArrayList<>(harms);
        more.add(new RaiContentFilter("jailbreak", RaiSource.Prompt, true, true, Optional.empty()));
        for (String material : List.of("protected_material_text", "protected_material_code")) {
            more.add(new RaiContentFilter(material, RaiSource.Completion, true, true, Optional.empty()));
        }
        Map<String, RaiPolicyProperties> all = new LinkedHashMap<>();
        all.put("Microsoft.Default", policy(harms));
        all.put("Microsoft.DefaultV2", policy(more));
        all.put("Microsoft.Nil", policy(List.of()));
        return all;
    }

    private static RaiPolicyProperties policy(List<RaiContentFilter> filters) {
        return new RaiPolicyProperties(RaiPolicyProperties.Mode.Default, Optional.empty(), filters, List.of());
    }

    /** One of them as an object of a resource. */
    static RaiObject<RaiPolicyProperties> object(String name, RaiPolicyProperties properties, SystemData since) {
        return new RaiObject<>(
                name, properties, Map.of(), Optional.empty(), Etags.of(name + RaiText.of(properties)), since);
    }
}
