package dev.sprue.gateway.control.keys;

import dev.sprue.gateway.config.KeysConfig;
import dev.sprue.gateway.config.Names;
import dev.sprue.gateway.config.ResourceConfig;
import dev.sprue.gateway.config.Secret;
import dev.sprue.gateway.control.Change;
import dev.sprue.gateway.control.Declared;
import dev.sprue.gateway.control.KeptKeys;
import dev.sprue.gateway.control.KeyTable;
import dev.sprue.gateway.control.Operations;
import dev.sprue.gateway.control.Owner;
import dev.sprue.gateway.control.ResourceTable;
import dev.sprue.gateway.control.Written;
import dev.sprue.gateway.store.seal.SecretBox;
import dev.sprue.gateway.store.sql.Database;
import dev.sprue.gateway.store.sql.Revision;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/**
 * The two keys of each resource. The configuration's win slot by slot; the others are made here, once for all replicas, and kept
 * sealed in the database.
 */
public final class KeyService {

    private static final System.Logger LOG = System.getLogger(KeyService.class.getName());
    private static final int KEY_BYTES = 32;
    private static final List<Integer> SLOTS = List.of(1, 2);

    private final Database database;
    private final SecretBox box;
    private final Supplier<Declared> declared;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    private record Missing(Declared declared, ResourceConfig resource, int slot) {

        String folded() {
            return Names.folded(resource.name());
        }
    }

    /** @param declared what the configuration declares at the moment */
    public KeyService(Database database, SecretBox box, Supplier<Declared> declared, InstantSource clock) {
        this.database = database;
        this.box = box;
        this.declared = declared;
        this.clock = clock;
    }

    /**
     * Makes the keys that are neither declared nor kept, at start and after each reload; resources without rows get them.
     * Keys that an earlier version kept in {@code keys.json} in the data folder go to the database first, and leave the file.
     */
    public void ensure(Path dataDir) {
        new KeyFile(dataDir).moveTo(database, box, clock);
        Declared now = declared.get();
        List<ResourceConfig> resources = now.config().resources();
        if (!missing(now, resources, database.read(this::all)).isEmpty()) {
            database.write(handle -> {
                Revision.raise(handle);
                // Another replica may have made them.
                missing(now, resources, all(handle)).forEach(one -> make(handle, one));
                return true;
            });
        }
    }

    /**
     * Both keys of a declared resource, as they are valid; made now where they were not yet. One that cannot be opened stays out.
     *
     * @throws dev.sprue.gateway.error.FailureException 404 if no such resource is declared
     */
    public KeyPair keys(String resource) {
        Declared now = declared.get();
        ResourceConfig config = now.resource(resource);
        KeptKeys kept = database.read(handle -> kept(handle, config));
        if (missing(now, config, kept).isEmpty()) {
            return pair(config, kept);
        }
        return database.write(handle -> {
            Revision.raise(handle);
            missing(now, config, kept(handle, config)).forEach(one -> make(handle, one));
            return pair(config, kept(handle, config));
        });
    }

    /**
     * Replaces one key, also one that cannot be opened; the other goes on being valid, so that callers can change over without a gap.
     *
     * @param slot 1 or 2
     * @param actor who asked for it
     * @return both keys as they are now, and which change that was
     * @throws dev.sprue.gateway.error.FailureException 409 if the configuration declares that key; 404 if no such resource is declared
     */
    public Written<KeyPair> regenerate(String resource, int slot, String actor) {
        Declared current = declared.get();
        ResourceConfig config = current.resource(resource);
        if (slot(config.keys(), slot).isPresent()) {
            throw owner(current, config, slot).refusal("key" + slot).toException();
        }
        Instant when = clock.instant();
        Written<KeyPair> now = database.write(handle -> {
            Revision.raise(handle);
            Missing one = new Missing(current, config, slot);
            make(handle, one);
            missing(current, config, kept(handle, config)).forEach(other -> make(handle, other));
            KeyPair pair = pair(config, kept(handle, config));
            String operation = Operations.record(
                    handle, one.folded(), "key" + slot, "regenerateKey", actor, when, clock.instant());
            return new Written<>(pair, false, new Change(Revision.current(handle), operation));
        });
        LOG.log(System.Logger.Level.INFO, "key{0} of {1} was made anew, asked for by {2}", slot, config.name(), actor);
        return now;
    }

    private static Owner.File owner(Declared now, ResourceConfig resource, int slot) {
        return now.owner(now.path(resource) + ".keys.key" + slot);
    }

    private Map<String, KeptKeys> all(Handle handle) {
        // Who reads the state of the whole service tells of keys that cannot be opened.
        return KeyTable.all(handle, box, fault -> {});
    }

    private KeptKeys kept(Handle handle, ResourceConfig resource) {
        return KeyTable.of(handle, box, Names.folded(resource.name()));
    }

    private static List<Missing> missing(Declared now, ResourceConfig resource, KeptKeys kept) {
        return missing(now, List.of(resource), Map.of(Names.folded(resource.name()), kept));
    }

    /** The slots that have no key. One that holds a key which is declared elsewhere counts: a key belongs to one place. */
    private static List<Missing> missing(Declared now, List<ResourceConfig> resources, Map<String, KeptKeys> kept) {
        Set<Secret> taken = new HashSet<>();
        for (ResourceConfig resource : now.config().resources()) {
            SLOTS.forEach(slot -> slot(resource.keys(), slot).ifPresent(taken::add));
        }
        List<Missing> missing = new ArrayList<>();
        for (ResourceConfig resource : resources) {
            KeptKeys keys = kept.getOrDefault(Names.folded(resource.name()), KeptKeys.NONE);
            for (int slot : SLOTS) {
                boolean none = keys.isFree(slot)
                        || keys.slot(slot).filter(taken::contains).isPresent();
                if (slot(resource.keys(), slot).isEmpty() && none) {
                    missing.add(new Missing(now, resource, slot));
                }
            }
        }
        return missing;
    }

    private void make(Handle handle, Missing one) {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        Secret key = new Secret(HexFormat.of().formatHex(bytes));
        ResourceTable.require(handle, one.declared(), one.folded(), clock.instant());
        KeyTable.put(handle, box, one.folded(), one.slot(), key, clock.instant());
    }

    private static KeyPair pair(ResourceConfig resource, KeptKeys kept) {
        KeptKeys valid = kept.under(resource.keys());
        return new KeyPair(valid.key1(), valid.key2());
    }

    private static Optional<Secret> slot(KeysConfig keys, int slot) {
        return slot == 1 ? keys.key1() : keys.key2();
    }
}
