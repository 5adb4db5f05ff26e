package dev.sprue.gateway.control.policies;

import dev.sprue.gateway.config.Form;
import dev.sprue.gateway.config.Names;
import dev.sprue.gateway.config.RaiBlocklistConfig;
import dev.sprue.gateway.config.RaiBlocklistProperties;
import dev.sprue.gateway.control.ControlPlane;
import dev.sprue.gateway.control.Declared;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.store.sql.Database;
import java.time.InstantSource;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/** The blocklists of resources. One that is removed takes its entries with it. */
public final class RaiBlocklists extends RaiCollection<RaiBlocklistProperties> {

    /** Takes what they are found in. */
    public RaiBlocklists(ControlPlane plane, Database database, Supplier<Declared> declared, InstantSource clock) {
        super(RaiKind.BLOCKLIST, plane, database, declared, clock);
    }

    /** Whether a resource has a blocklist of that name. */
    static boolean exists(Handle handle, Home home, RaiScope scope, String name) {
        return declared(home).containsKey(Names.folded(name))
                || (Form.NAME.accepts(name)
                        && new RaiTable<>(handle, RaiKind.BLOCKLIST)
                                .find(RaiScope.of(scope.resource()), Names.folded(name))
                                .isPresent());
    }

    /** Those that are declared, by their folded names. */
    static NavigableMap<String, RaiObject<RaiBlocklistProperties>> declared(Home home) {
        NavigableMap<String, RaiObject<RaiBlocklistProperties>> fixed = new TreeMap<>();
        List<RaiBlocklistConfig> lists = home.config().raiBlocklists();
        for (int i = 0; i < lists.size(); i++) {
            RaiBlocklistConfig list = lists.get(i);
            fixed.put(
                    Names.folded(list.name()),
                    home.fixed(
                            list.name(),
                            list.properties(),
                            RaiText.of(list.properties()),
                            list.tags(),
                            "raiBlocklists[" + i + "]"));
        }
        return fixed;
    }

    @Override
    NavigableMap<String, RaiObject<RaiBlocklistProperties>> fixed(Home home, RaiScope scope) {
        return declared(home);
    }

    @Override
    void requireRemovable(Handle handle, Home home, RaiScope scope, String name) {
        new RaiTable<>(handle, RaiKind.POLICY)
                .page(RaiScope.of(scope.resource()), "", Integer.MAX_VALUE).stream()
                        .filter(policy -> policy.properties().customBlocklists().stream()
                                .anyMatch(use -> use.blocklistName().equalsIgnoreCase(name)))
                        .findFirst()
                        .ifPresent(user -> {
                            throw Failure.of(
                                            ErrorCode.STILL_IN_USE,
                                            name,
                                            "the content-filter policy '" + user.name() + "'")
                                    .toException();
                        });
    }
}
