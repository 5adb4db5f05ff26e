package dev.sprue.gateway;

import dev.sprue.gateway.cli.KeyLister;
import dev.sprue.gateway.config.ServeOptions;
import dev.sprue.gateway.config.SprueConfig;
import dev.sprue.gateway.control.KeptKeys;
import dev.sprue.gateway.control.keys.KeptResources;
import dev.sprue.gateway.store.seal.KeyCheck;
import dev.sprue.gateway.store.seal.MasterKey;
import dev.sprue.gateway.store.seal.SecretBox;
import dev.sprue.gateway.store.sql.Database;
import dev.sprue.gateway.store.sql.Databases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Shows the keys of a service whether it runs or not. Without its configuration it shows those in its database, and makes none: they
 * would be of a resource that the service does not have.
 */
public final class KeyListing {

    private KeyListing() {}

    /**
     * The keys, by the names of their resources.
     *
     * @param env the environment
     * @throws RuntimeException if the database or the master key cannot be used
     */
    public static KeyLister.Listed list(ServeOptions options, Map<String, String> env) {
        Optional<KeyLister.Listed> kept = options.configFile().isPresent() ? Optional.empty() : kept(options, env);
        return kept.orElseGet(() -> {
            Map<String, KeptKeys> valid = new LinkedHashMap<>();
            Sprue.keys(options, env).forEach((name, keys) -> {
                Set<Integer> unreadable = IntStream.of(1, 2)
                        .filter(slot -> (slot == 1 ? keys.key1() : keys.key2()).isEmpty())
                        .boxed()
                        .collect(Collectors.toSet());
                valid.put(name, new KeptKeys(keys.key1(), keys.key2(), unreadable));
            });
            return new KeyLister.Listed(valid, false);
        });
    }

    /** What the database in the data folder holds; empty where no service has used it. */
    private static Optional<KeyLister.Listed> kept(ServeOptions options, Map<String, String> env) {
        SprueConfig config = options.config();
        Path dataDir = options.dataDir();
        boolean hasDatabase = Files.exists(dataDir.resolve("sprue.db"));
        boolean hasKey = Files.exists(dataDir.resolve("master.key"));
        if (!hasDatabase) {
            if (hasKey) {
                throw elsewhere("the database", dataDir);
            }
            return Optional.empty();
        }
        try (Database database = Databases.open(config.database(), dataDir)) {
            if (KeptResources.names(database).isEmpty()) {
                return Optional.empty();
            }
            if (!hasKey) {
                throw elsewhere("the master key", dataDir);
            }
            SecretBox box = new SecretBox(MasterKey.obtain(config.security(), options.baseDir(), dataDir, env));
            KeyCheck.verify(database, box);
            String defaults = ControlParts.declared(options).file();
            return Optional.of(new KeyLister.Listed(
                    KeptResources.keys(database, box), KeptResources.areOfFile(database, defaults)));
        }
    }

    private static IllegalStateException elsewhere(String what, Path dataDir) {
        return new IllegalStateException(
                what + " of the service on " + dataDir
                        + " is not there but elsewhere, or lost. Name the service's configuration with --config, which says where");
    }
}
