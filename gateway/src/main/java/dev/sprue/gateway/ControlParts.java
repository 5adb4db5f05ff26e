package dev.sprue.gateway;

import dev.sprue.gateway.api.management.Accounts;
import dev.sprue.gateway.api.management.RaiRoutes;
import dev.sprue.gateway.config.AdminConfig;
import dev.sprue.gateway.config.ServeOptions;
import dev.sprue.gateway.config.SprueConfig;
import dev.sprue.gateway.control.AdminToken;
import dev.sprue.gateway.control.Change;
import dev.sprue.gateway.control.ControlPlane;
import dev.sprue.gateway.control.ControlState;
import dev.sprue.gateway.control.Declared;
import dev.sprue.gateway.control.Operations;
import dev.sprue.gateway.control.StateReader;
import dev.sprue.gateway.control.keys.KeyService;
import dev.sprue.gateway.control.policies.RaiBlocklistItems;
import dev.sprue.gateway.control.policies.RaiBlocklists;
import dev.sprue.gateway.control.policies.RaiPolicies;
import dev.sprue.gateway.store.seal.KeyCheck;
import dev.sprue.gateway.store.seal.MasterKey;
import dev.sprue.gateway.store.seal.SecretBox;
import dev.sprue.gateway.store.sql.Database;
import dev.sprue.gateway.store.sql.Databases;
import dev.sprue.gateway.store.sql.Revision;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The database, opened and found to belong to this service's master key, and the parts of the control plane that work on it. */
final class ControlParts implements StateSource, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ControlParts.class.getName());

    private final Database database;
    private final SecretBox box;
    private final Supplier<Declared> declared;
    private final Path dataDir;
    private final ControlPlane plane;
    private final KeyService keys;
    private final Object adminChange = new Object();
    private volatile AdminToken admin;
    private AdminConfig adminConfig;

    private ControlParts(Database database, SecretBox box, Supplier<Declared> declared, Path dataDir) {
        this.database = database;
        this.box = box;
        this.declared = declared;
        this.dataDir = dataDir;
        this.plane = new ControlPlane(database, declared, InstantSource.system());
        this.keys = new KeyService(database, box, declared, InstantSource.system());
        this.adminConfig = declared.get().config().admin();
        this.admin = AdminToken.obtain(adminConfig, dataDir);
    }

    /** What a service declares that starts with those options. */
    static Declared declared(ServeOptions options) {
        String name = options.configFile().map(Path::toString).orElse("defaults");
        return new Declared(options.config(), name, options.read().lines());
    }

    /**
     * Opens the database as it is configured and tells it what is declared.
     *
     * @param declared what is declared at the moment
     * @param baseDir the folder from which relative paths in the configuration start
     * @param dataDir the data folder
     * @param env the environment
     * @throws RuntimeException where the database or the master key cannot be used; the message says which and what to do
     */
    static ControlParts open(Supplier<Declared> declared, Path baseDir, Path dataDir, Map<String, String> env) {
        SprueConfig config = declared.get().config();
        Database database = Databases.open(config.database(), dataDir);
        try {
            SecretBox box = new SecretBox(MasterKey.obtain(config.security(), baseDir, dataDir, env));
            KeyCheck.verify(database, box);
            ControlParts parts = new ControlParts(database, box, declared, dataDir);
            parts.register();
            return parts;
        } catch (RuntimeException unusable) {
            database.close();
            throw unusable;
        }
    }

    /** Tells the database what is declared, and makes the keys that are neither declared nor there. */
    void register() {
        plane.register();
        keys.ensure(dataDir);
    }

    /** Resources and deployments. */
    ControlPlane plane() {
        return plane;
    }

    /** The resources' keys. */
    KeyService keys() {
        return keys;
    }

    /** What the management API did. */
    Operations operations() {
        return new Operations(database);
    }

    /** The routes of content-filter policies and blocklists. */
    RaiRoutes rai(Accounts accounts, Consumer<Change> settle) {
        InstantSource clock = InstantSource.system();
        return new RaiRoutes(
                accounts,
                new RaiPolicies(plane, database, declared, clock),
                new RaiBlocklists(plane, database, declared, clock),
                new RaiBlocklistItems(plane, database, declared, clock),
                settle);
    }

    /** Whether somebody who presents that token administers this service. Does not block. */
    boolean admits(String token) {
        return admin.matches(token);
    }

    /**
     * Gets ready to go over to the admin token of another configuration.
     *
     * @return goes over to it; cannot fail
     * @throws IllegalStateException where there is no such token
     */
    Runnable nextAdmin(SprueConfig next) {
        AdminToken token = AdminToken.obtain(next.admin(), dataDir);
        return () -> {
            synchronized (adminChange) {
                adminConfig = next.admin();
                admin = token;
            }
        };
    }

    /** Goes over to the admin token that its file now holds, where none is declared; one that cannot be used changes nothing. */
    void readAdminAgain() {
        synchronized (adminChange) {
            try {
                AdminToken token = AdminToken.obtain(adminConfig, dataDir);
                if (!token.equals(admin)) {
                    admin = token;
                    LOG.log(System.Logger.Level.INFO, "the admin token has changed and is in use");
                }
            } catch (IllegalStateException unusable) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        unusable.getMessage() + ". The admin token that was in use stays in use");
            }
        }
    }

    /** Has {@code listener} called when somebody has perhaps written. */
    void onChange(Runnable listener) {
        database.onChange(listener);
    }

    @Override
    public Revision revision() {
        return database.read(Revision::current);
    }

    @Override
    public ControlState read(ControlState before) {
        return database.read(handle -> StateReader.read(handle, box, before));
    }

    @Override
    public void close() {
        database.close();
    }
}
