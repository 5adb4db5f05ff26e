package dev.sprue.gateway.control;

import dev.sprue.gateway.config.Names;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The rows of the resources that were ever declared, in one transaction: what others refer to, and since when they are known. */
public final class ResourceTable {

    private final Handle handle;

    ResourceTable(Handle handle) {
        this.handle = handle;
    }

    /** What is known of the times of all of them, by their folded names. */
    Map<String, SystemData> systemData() {
        Map<String, SystemData> known = new HashMap<>();
        handle.select("SELECT folded, created_by, created_at, changed_by, changed_at FROM resources")
                .map((row, context) -> Map.entry(row.getString("folded"), DeploymentTable.systemData(row)))
                .forEach(entry -> known.put(entry.getKey(), entry.getValue()));
        return known;
    }

    /** What is known of the times of one of them, by its folded name. */
    Optional<SystemData> systemData(String folded) {
        return handle.select(
                        "SELECT created_by, created_at, changed_by, changed_at FROM resources WHERE folded = ?", folded)
                .map((row, context) -> DeploymentTable.systemData(row))
                .findOne();
    }

    /** Those whose rows are missing, or tell of an earlier declaration. */
    List<DeclaredResource> behind(Collection<DeclaredResource> declared) {
        Map<String, String> etags = new HashMap<>();
        handle.select("SELECT folded, etag FROM resources")
                .map((row, context) -> Map.entry(row.getString("folded"), row.getString("etag")))
                .forEach(entry -> etags.put(entry.getKey(), entry.getValue()));
        return declared.stream()
                .filter(resource -> !resource.etag().equals(etags.get(resource.folded())))
                .toList();
    }

    /**
     * Gives a declared resource its row where it has none yet, as while a reload comes before the database: what is to be written now
     * refers to it.
     *
     * @param name the resource's name, in any case
     */
    public static void require(Handle handle, Declared declared, String name, Instant now) {
        ResourceTable table = new ResourceTable(handle);
        if (table.systemData(Names.folded(name)).isEmpty()) {
            table.put(new Declarations(declared).resource(name), now);
        }
    }

    /** The same for one that is at hand. */
    void require(DeclaredResource resource, Instant now) {
        if (systemData(resource.folded()).isEmpty()) {
            put(resource, now);
        }
    }

    /** Writes what is declared now; since when it is known stays. */
    void put(DeclaredResource resource, Instant now) {
        String who = resource.owner().file();
        handle.execute(
                "INSERT INTO resources (folded, name, owner, subscription, resource_group, location, properties, tags,"
                        + " etag, created_by, created_at, changed_by, changed_at)"
                        + " VALUES (?, ?, 'file', ?, ?, ?, '{}', '{}', ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (folded) DO UPDATE SET name = excluded.name, subscription = excluded.subscription,"
                        + " resource_group = excluded.resource_group, location = excluded.location,"
                        + " etag = excluded.etag, changed_by = excluded.changed_by, changed_at = excluded.changed_at",
                resource.folded(),
                resource.config().name(),
                resource.config().subscription(),
                resource.config().resourceGroup(),
                resource.config().location(),
                resource.etag(),
                who,
                now.toEpochMilli(),
                who,
                now.toEpochMilli());
    }
}
