package dev.sprue.gateway.store.seal;

import dev.sprue.gateway.store.sql.Database;
import dev.sprue.gateway.store.sql.Revision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Notices at start that the master key is not the one under which the database is sealed, before anything is sealed under two keys. */
public final class KeyCheck {

    private static final String IDENTITY = "master_key/1";
    private static final byte[] KNOWN = "sealed by Sprue".getBytes(StandardCharsets.UTF_8);

    private KeyCheck() {}

    /**
     * Compares the key with the one that the database was first used with; a database without any takes this one.
     *
     * @throws IllegalStateException if it is another one; the message says which was used and what to do. A key file that was made
     *     a moment ago for lack of any is removed again
     */
    public static void verify(Database database, SecretBox box) {
        byte[] sealed = database.read(KeyCheck::find)
                .orElseGet(() -> database.write(handle -> {
                    Revision.raise(handle);
                    // Another replica may have been first.
                    return find(handle).orElseGet(() -> insert(handle, box.seal(KNOWN, IDENTITY)));
                }));
        try {
            box.open(sealed, IDENTITY);
        } catch (SealException another) {
            throw new IllegalStateException(refusal(box.key()) + " (" + another.getMessage() + ")", another);
        }
    }

    private static Optional<byte[]> find(Handle handle) {
        return handle.createQuery("SELECT sealed FROM master_key WHERE id = 1")
                .mapTo(byte[].class)
                .findOne();
    }

    private static byte[] insert(Handle handle, byte[] sealed) {
        handle.execute("INSERT INTO master_key (id, sealed) VALUES (1, ?)", sealed);
        return sealed;
    }

    private static String refusal(MasterKey key) {
        return key.made()
                .map(file -> {
                    try {
                        Files.deleteIfExists(file);
                    } catch (IOException kept) {
                        throw new UncheckedIOException("the new master key " + file + " cannot be removed", kept);
                    }
                    return "this database is sealed under a master key that is missing here: there was none in " + file
                            + ". Copy the key there, from a backup or from another replica (replicas share one), or say with"
                            + " security.masterKey where it is";
                })
                .orElseGet(() ->
                        "the master key in " + key.place() + " is not the one under which this database is sealed."
                                + " Put the right key there, from a backup or from another replica (replicas share one), or say with"
                                + " security.masterKey where it is");
    }
}
