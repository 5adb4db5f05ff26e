package dev.sprue.gateway.control;

import dev.sprue.gateway.config.Secret;
import dev.sprue.gateway.store.seal.SecretBox;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** The rows of {@code resource_keys}: two a resource at most, each key sealed for its row. */
public final class KeyTable {

    private KeyTable() {}

    /** The keys of all resources that have any, by their folded names. */
    public static Map<String, KeptKeys> all(Handle handle, SecretBox box) {
        return handle.createQuery("SELECT resource, slot, sealed FROM resource_keys")
                .reduceResultSet(new HashMap<String, KeptKeys>(), (keys, row, context) -> {
                    String resource = row.getString("resource");
                    int slot = row.getInt("slot");
                    KeptKeys known = keys.getOrDefault(resource, KeptKeys.NONE);
                    keys.put(resource, known.with(slot, opened(box, row.getBytes("sealed"), resource, slot)));
                    return keys;
                });
    }

    /** The keys of one resource, by its folded name. */
    public static KeptKeys of(Handle handle, SecretBox box, String resource) {
        return handle.createQuery("SELECT slot, sealed FROM resource_keys WHERE resource = ?")
                .bind(0, resource)
                .reduceResultSet(
                        KeptKeys.NONE,
                        (keys, row, context) -> keys.with(
                                row.getInt("slot"), opened(box, row.getBytes("sealed"), resource, row.getInt("slot"))));
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

    private static Secret opened(SecretBox box, byte[] sealed, String resource, int slot) {
        return new Secret(new String(box.open(sealed, identity(resource, slot)), StandardCharsets.UTF_8));
    }

    private static String identity(String resource, int slot) {
        return "resource_keys/" + resource + "/" + slot;
    }
}
