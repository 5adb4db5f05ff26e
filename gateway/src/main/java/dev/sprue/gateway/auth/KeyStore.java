package dev.sprue.gateway.auth;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.config.KeysConfig;
import dev.sprue.gateway.config.Secret;
import dev.sprue.gateway.store.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.TreeMap;

/**
 * The keys that Sprue made: {@code keys.json} in the data folder, readable by its owner only.
 *
 * <p>A key that the configuration declares is never written here.
 */
public final class KeyStore {

    private static final TypeReference<TreeMap<String, Kept>> SHAPE = new TypeReference<>() {};
    private static final int KEY_BYTES = 32;

    private record Kept(String key1, String key2) {}

    private final Path file;
    private final ObjectMapper mapper = new ObjectMapper()
            .enable(
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

    /** Keeps its file in {@code dataDir}, which is made where it is not there. */
    public KeyStore(Path dataDir) {
        this.file = dataDir.resolve("keys.json");
    }

    /** The keys of a resource: declared ones as they are, the others as kept here, made now where they are not. */
    public ResourceKeys keys(String resource, KeysConfig declared) {
        if (declared.key1().isPresent() && declared.key2().isPresent()) {
            return new ResourceKeys(declared.key1().get(), declared.key2().get());
        }
        Kept kept = keptOrMade(resource);
        return new ResourceKeys(
                declared.key1().orElseGet(() -> new Secret(kept.key1())),
                declared.key2().orElseGet(() -> new Secret(kept.key2())));
    }

    private Kept keptOrMade(String resource) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            // Two services that start on one folder must not each make keys and lose the other's.
            return PrivateFiles.alone(file.resolveSibling("keys.lock"), () -> keptOrMadeAlone(resource));
        } catch (IOException failed) {
            throw new UncheckedIOException("the keys in " + file + " cannot be read or written", failed);
        }
    }

    private Kept keptOrMadeAlone(String resource) throws IOException {
        TreeMap<String, Kept> all = read();
        Kept kept = all.get(resource);
        if (kept == null) {
            kept = new Kept(newKey(), newKey());
            all.put(resource, kept);
            PrivateFiles.write(file, mapper.writerWithDefaultPrettyPrinter().writeValueAsString(all));
        }
        return kept;
    }

    private TreeMap<String, Kept> read() throws IOException {
        if (!Files.exists(file)) {
            return new TreeMap<>();
        }
        TreeMap<String, Kept> all = mapper.readValue(file.toFile(), SHAPE);
        if (all == null || all.containsValue(null)) {
            throw new IOException("it does not hold key1 and key2 of each resource");
        }
        return all;
    }

    private static String newKey() {
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
