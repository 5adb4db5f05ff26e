package dev.sprue.gateway.control;

import dev.sprue.gateway.config.Secret;
import dev.sprue.gateway.store.seal.SealException;
import dev.sprue.gateway.store.seal.SecretBox;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** The rows of {@code resource_keys}: two a resource at most, each key sealed for its row. */
public final class KeyTable {

    private KeyTable() {}

    /**
     * The keys of all resources that have any, by their folded names.
     *
     * @param faults is told of each key that cannot be opened
     */
    public static Map<String, KeptKeys> all(Handle handle, SecretBox box, Consumer<String> faults) {
        return handle.createQuery("SELECT resource, slot, sealed FROM resource_keys")
                .reduceResultSet(new HashMap<String, KeptKeys>(), (keys, row, context) -> {
                    String resource = row.getString("resource");
                    KeptKeys known = keys.getOrDefault(resource, KeptKeys.NONE);
                    keys.put(resource, with(known, row, resource, box, faults));
                    return keys;
                });
    }

    /** The keys of one resource, by its folded name. */
    public static KeptKeys of(Handle handle, SecretBox box, String resource) {
        return handle.createQuery("SELECT slot, sealed FROM resource_keys WHERE resource = ?")
                .bind(0, resource)
                .reduceResultSet(KeptKeys.NONE, (keys, row, context) -> with(keys, row, resource, box, fault -> {}));
    }

    /** Puts a key into a slot, in the place of one that was there. */
    public static void put(Handle handle, SecretBox box, String resource, int slot, Secret key, Instant now) {
        byte[] sealed = box.seal(key.value().getBytes(StandardCharsets.UTF_8), identity(resource, slot));
        handle.createUpdate(
                        "INSERT INTO resource_keys (resource, slot, sealed, made_at) VALUES (?, ?, ?, ?)"
                                + " ON CONFLICT (resource, slot) DO UPDATE SET sealed = excluded.sealed, made_at = excluded.made_at")
                .bind(0, resource)
                .bind(1, slot)
                .bind(2, sealed)
                .bind(3, now.toEpochMilli())
                .execute();
    }

    private static KeptKeys with(KeptKeys keys, ResultSet row, String resource, SecretBox box, Consumer<String> faults)
            throws SQLException {
        int slot = row.getInt("slot");
        try {
            byte[] key = box.open(row.getBytes("sealed"), identity(resource, slot));
            return keys.with(slot, new Secret(new String(key, StandardCharsets.UTF_8)));
        } catch (SealException unreadable) {
            faults.accept("key" + slot + " of " + resource + " is not valid: " + unreadable.getMessage()
                    + ", or make that key anew: sprue keys regenerate key" + slot + " --resource " + resource);
            return keys.withUnreadable(slot);
        }
    }

    private static String identity(String resource, int slot) {
        return "resource_keys/" + resource + "/" + slot;
    }
}
