package dev.sprue.gateway.control.keys;

import dev.sprue.gateway.control.KeptKeys;
import dev.sprue.gateway.control.KeyTable;
import dev.sprue.gateway.store.seal.SecretBox;
import dev.sprue.gateway.store.sql.Database;
import java.util.LinkedHashMap;
import java.util.Map;

/** The resources that a database knows, for whoever has no configuration at hand. Changes nothing. */
public final class KeptResources {

    private KeptResources() {}

    /** The names of all that were ever declared, by their folded names, the oldest first. */
    public static Map<String, String> names(Database database) {
        return database.read(
                handle -> handle.createQuery("SELECT folded, name FROM resources ORDER BY created_at, folded")
                        .reduceResultSet(new LinkedHashMap<String, String>(), (names, row, context) -> {
                            names.put(row.getString("folded"), row.getString("name"));
                            return names;
                        }));
    }

    /** Whether a configuration file has declared any of them. */
    public static boolean areOfFile(Database database, String defaults) {
        return database.read(handle -> handle.select("SELECT 1 FROM resources WHERE changed_by <> ? LIMIT 1", defaults)
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
    }

    /** The keys that the database holds, by the names of the resources that have any; a declared key is not among them. */
    public static Map<String, KeptKeys> keys(Database database, SecretBox box) {
        Map<String, String> names = names(database);
        return database.read(handle -> {
            Map<String, KeptKeys> keys = new LinkedHashMap<>();
            names.forEach((folded, name) -> keys.put(name, KeyTable.of(handle, box, folded)));
            return keys;
        });
    }
}
