package dev.sprue.gateway.control.keys;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.config.Names;
import dev.sprue.gateway.config.Secret;
import dev.sprue.gateway.control.KeptKeys;
import dev.sprue.gateway.control.KeyTable;
import dev.sprue.gateway.store.PrivateFiles;
import dev.sprue.gateway.store.seal.SecretBox;
import dev.sprue.gateway.store.sql.Database;
import dev.sprue.gateway.store.sql.Revision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** {@code keys.json} of earlier versions, whose keys callers have: they move to the database. */
final class KeyFile {

    private static final TypeReference<TreeMap<String, Kept>> SHAPE = new TypeReference<>() {};

    private record Kept(String key1, String key2) {}

    private final Path file;

    KeyFile(Path dataDir) {
        this.file = dataDir.resolve("keys.json");
    }

    /**
     * Puts the keys of resources that have a row into slots that are free, then takes them out of the file; it is removed when it holds
     * none any more. May be cut off anywhere and done again.
     */
    void moveTo(Database database, SecretBox box, InstantSource clock) {
        if (!Files.exists(file)) {
            return;
        }
        try {
            TreeMap<String, Kept> left = read();
            Set<String> moved = database.write(handle -> {
                Revision.raise(handle);
                Set<String> resources = handle.createQuery("SELECT folded FROM resources")
                        .mapTo(String.class)
                        .set();
                left.forEach((name, kept) -> {
                    if (resources.contains(Names.folded(name))) {
                        fill(handle, box, clock, Names.folded(name), kept);
                    }
                });
                return resources;
            });
            left.keySet().removeIf(name -> moved.contains(Names.folded(name)));
            if (left.isEmpty()) {
                Files.deleteIfExists(file);
                Files.deleteIfExists(file.resolveSibling("keys.lock"));
            } else {
                PrivateFiles.write(
                        file, mapper().writerWithDefaultPrettyPrinter().writeValueAsString(left));
            }
        } catch (IOException failed) {
            throw new IllegalStateException(
                    "the keys in " + file
                            + ", which an earlier version of Sprue wrote, cannot be moved to the database: "
                            + failed.getClass().getSimpleName()
                            + ". Restore the file, or remove it to have new keys made",
                    failed);
        }
    }

    private static void fill(Handle handle, SecretBox box, InstantSource clock, String resource, Kept kept) {
        KeptKeys there = KeyTable.of(handle, box, resource);
        if (there.isFree(1)) {
            KeyTable.put(handle, box, resource, 1, new Secret(kept.key1()), clock.instant());
        }
        if (there.isFree(2)) {
            KeyTable.put(handle, box, resource, 2, new Secret(kept.key2()), clock.instant());
        }
    }

    private TreeMap<String, Kept> read() throws IOException {
        TreeMap<String, Kept> all = mapper().readValue(file.toFile(), SHAPE);
        if (all == null || all.containsValue(null)) {
            throw new IOException("it does not hold key1 and key2 of each resource");
        }
        return all;
    }

    private static ObjectMapper mapper() {
        return new ObjectMapper()
                .enable(
                        DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);
    }
}
