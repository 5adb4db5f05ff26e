package dev.sprue.gateway.control.policies;

import dev.sprue.gateway.config.Names;
import dev.sprue.gateway.config.RaiBlocklistUse;
import dev.sprue.gateway.config.RaiForm;
import dev.sprue.gateway.config.RaiPolicyConfig;
import dev.sprue.gateway.config.RaiPolicyProperties;
import dev.sprue.gateway.control.ControlPlane;
import dev.sprue.gateway.control.Declared;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.store.sql.Database;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** The content-filter policies of resources. */
public final class RaiPolicies extends RaiCollection<RaiPolicyProperties> {

    /** Takes what they are found in. */
    public RaiPolicies(ControlPlane plane, Database database, Supplier<Declared> declared, InstantSource clock) {
        super(RaiKind.POLICY, plane, database, declared, clock);
    }

    @Override
    NavigableMap<String, RaiObject<RaiPolicyProperties>> fixed(Home home, RaiScope scope) {
        NavigableMap<String, RaiObject<RaiPolicyProperties>> fixed = new TreeMap<>();
        BuiltInPolicies.ALL.forEach((name, properties) ->
                fixed.put(Names.folded(name), BuiltInPolicies.object(name, properties, home.since())));
        List<RaiPolicyConfig> policies = home.config().raiPolicies();
        for (int i = 0; i < policies.size(); i++) {
            RaiPolicyConfig policy = policies.get(i);
            fixed.put(
                    Names.folded(policy.name()),
                    home.fixed(
                            policy.name(),
                            policy.properties(),
                            RaiText.of(policy.properties()),
                            policy.tags(),
                            "raiPolicies[" + i + "]"));
        }
        return fixed;
    }

    @Override
    void requireMakeable(
            Handle handle,
            Home home,
            RaiScope scope,
            String name,
            RaiPolicyProperties properties,
            Optional<RaiPolicyProperties> before) {
        if (RaiForm.isReserved(name)) {
            throw badName(
                    name, "one that does not begin with '" + RaiForm.RESERVED + "', as those that are built in do");
        }
        Set<String> named = before.map(RaiPolicyProperties::customBlocklists).orElse(List.of()).stream()
                .map(use -> Names.folded(use.blocklistName()))
                .collect(Collectors.toSet());
        List<RaiBlocklistUse> uses = properties.customBlocklists();
        for (int i = 0; i < uses.size(); i++) {
            String list = uses.get(i).blocklistName();
            if (!named.contains(Names.folded(list)) && !RaiBlocklists.exists(handle, home, scope, list)) {
                throw invalid(
                        "properties.customBlocklists[" + i + "].blocklistName",
                        "the resource has no blocklist '" + shown(list) + "'");
            }
        }
    }

    @Override
    void requireRemovable(Handle handle, Home home, RaiScope scope, String name) {
        // Names are compared here: what a database takes for lower case depends on its locale.
        handle
                .select(
                        "SELECT name, rai_policy FROM deployments WHERE resource = ? AND rai_policy IS NOT NULL"
                                + " ORDER BY folded",
                        Names.folded(scope.resource()))
                .map((row, context) -> Map.entry(row.getString("name"), row.getString("rai_policy")))
                .list()
                .stream()
                .filter(use -> Names.folded(use.getValue()).equals(Names.folded(name)))
                .findFirst()
                .ifPresent(use -> {
                    throw Failure.of(ErrorCode.STILL_IN_USE, name, "the deployment '" + use.getKey() + "'")
                            .toException();
                });
    }
}
