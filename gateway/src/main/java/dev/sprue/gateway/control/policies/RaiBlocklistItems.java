package dev.sprue.gateway.control.policies;

import dev.sprue.gateway.config.Names;
import dev.sprue.gateway.config.RaiBlocklistConfig;
import dev.sprue.gateway.config.RaiBlocklistItemConfig;
import dev.sprue.gateway.config.RaiBlocklistItemProperties;
import dev.sprue.gateway.config.RaiBlocklistProperties;
import dev.sprue.gateway.control.ControlPlane;
import dev.sprue.gateway.control.Declared;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.store.sql.Database;
import java.time.InstantSource;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/** The entries of blocklists. Those of a blocklist that is declared are declared with it, all of them. */
public final class RaiBlocklistItems extends RaiCollection<RaiBlocklistItemProperties> {

    /** Takes what they are found in. */
    public RaiBlocklistItems(ControlPlane plane, Database database, Supplier<Declared> declared, InstantSource clock) {
        super(RaiKind.ITEM, plane, database, declared, clock);
    }

    @Override
    NavigableMap<String, RaiObject<RaiBlocklistItemProperties>> fixed(Home home, RaiScope scope) {
        NavigableMap<String, RaiObject<RaiBlocklistItemProperties>> fixed = new TreeMap<>();
        List<RaiBlocklistConfig> lists = home.config().raiBlocklists();
        for (int i = 0; i < lists.size(); i++) {
            if (lists.get(i).name().equalsIgnoreCase(scope.blocklist().orElseThrow())) {
                List<RaiBlocklistItemConfig> items = lists.get(i).items();
                for (int j = 0; j < items.size(); j++) {
                    RaiBlocklistItemConfig item = items.get(j);
                    String path = "raiBlocklists[" + i + "].items[" + j + "]";
                    fixed.put(
                            Names.folded(item.name()),
                            home.fixed(
                                    item.name(), item.properties(), RaiText.of(item.properties()), item.tags(), path));
                }
            }
        }
        return fixed;
    }

    @Override
    void requireScope(Handle handle, Home home, RaiScope scope) {
        String list = scope.blocklist().orElseThrow();
        if (!RaiBlocklists.exists(handle, home, scope, list)) {
            throw Failure.of(
                            ErrorCode.ARM_RESOURCE_NOT_FOUND,
                            "Microsoft.CognitiveServices/accounts/"
                                    + home.config().name() + "/raiBlocklists/" + shown(list),
                            home.config().resourceGroup())
                    .toException();
        }
    }

    @Override
    void requireOpen(Home home, RaiScope scope) {
        declared(home, scope).ifPresent(list -> {
            throw owned(list);
        });
    }

    /** Entries that were made for a blocklist of this name are hidden with it while the file declares one. */
    @Override
    boolean isOpen(Home home, RaiScope scope) {
        return declared(home, scope).isEmpty();
    }

    private static Optional<RaiObject<RaiBlocklistProperties>> declared(Home home, RaiScope scope) {
        return Optional.ofNullable(
                RaiBlocklists.declared(home).get(Names.folded(scope.blocklist().orElseThrow())));
    }
}
