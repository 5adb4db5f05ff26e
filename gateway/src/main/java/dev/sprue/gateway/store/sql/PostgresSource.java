package dev.sprue.gateway.store.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.sprue.gateway.config.DatabaseConfig;
import dev.sprue.gateway.config.Secret;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** Makes connections to PostgreSQL that no silence of the network or of the server can hold for long. */
final class PostgresSource {

    /** Held, because loggers that nobody holds are forgotten with their level. What they have to say is in what they throw. */
    private static final Logger POOL_LOG = Logger.getLogger("com.zaxxer.hikari");

    private static final Logger DRIVER_LOG = Logger.getLogger("org.postgresql");

    static {
        POOL_LOG.setLevel(Level.OFF);
        DRIVER_LOG.setLevel(Level.OFF);
    }

    /** A replica that freezes in the middle of a transaction must not keep the others from writing for longer than this. */
    private static final int IDLE_IN_TRANSACTION_MS = 10_000;

    private static final int LEAST_MS = 250;

    /** A script may have much to do. */
    private static final int MIGRATION_SECONDS = 600;

    /** The driver finds it among several servers, and refuses one that follows another, also where the address names no other. */
    private static final String PRIMARY = "primary";

    private final PGSimpleDataSource direct;
    private final PGSimpleDataSource patient;
    private final String place;
    private final DatabaseConfig config;

    /** @throws DatabaseException if the address is none */
    PostgresSource(DatabaseConfig config) {
        this.config = config;
        Properties said = Driver.parseURL(config.url().value(), null);
        if (said == null) {
            throw new DatabaseException(
                    "database.url is no address that PostgreSQL's driver understands. It looks like this:"
                            + " jdbc:postgresql://host:5432/name");
        }
        requirePrimary(said);
        place = servers(said) + "/" + said.getProperty("PGDBNAME", "");
        int seconds = Math.ceilDiv(config.connectMs(), 1_000);
        direct = connections(said, seconds, seconds);
        patient = connections(said, seconds, MIGRATION_SECONDS);
    }

    /** The driver has the hosts in one list and their ports in another. */
    private static String servers(Properties said) {
        String[] hosts = said.getProperty("PGHOST", "localhost").split(",", -1);
        String[] ports = said.getProperty("PGPORT", "5432").split(",", -1);
        return IntStream.range(0, hosts.length)
                .mapToObj(i -> hosts[i] + ":" + ports[Math.min(i, ports.length - 1)])
                .collect(Collectors.joining(","));
    }

    /** What a standby has not heard of yet would be undone: changes, and keys that were replaced. */
    private static void requirePrimary(Properties said) {
        String type = said.getProperty(PGProperty.TARGET_SERVER_TYPE.getName(), PRIMARY);
        if (!type.equals(PRIMARY)) {
            throw new DatabaseException("database.url has targetServerType=" + type
                    + ", but a standby may lag behind, so that only a primary will do. Take the parameter out of it.");
        }
    }

    /** Connections as the address wants them, with time-outs where it has none. */
    private PGSimpleDataSource connections(Properties said, int connectSeconds, int answerSeconds) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        // What is set before the address goes before what the address says.
        config.user().ifPresent(source::setUser);
        config.password().map(Secret::value).ifPresent(source::setPassword);
        Map<PGProperty, String> defaults = Map.of(
                PGProperty.CONNECT_TIMEOUT,
                Integer.toString(connectSeconds),
                PGProperty.SOCKET_TIMEOUT,
                Integer.toString(answerSeconds),
                PGProperty.TARGET_SERVER_TYPE,
                PRIMARY,
                PGProperty.TCP_KEEP_ALIVE,
                "true",
                PGProperty.APPLICATION_NAME,
                "sprue");
        defaults.forEach((property, value) -> {
            if (!said.containsKey(property.getName())) {
                source.setProperty(property, value);
            }
        });
        source.setUrl(config.url().value());
        return source;
    }

    /** Which database it is: {@code host:port/name}, or {@code host:port,host:port/name}. */
    String place() {
        return place;
    }

    /** Connections beside the pool. */
    PGSimpleDataSource direct() {
        return direct;
    }

    /** Connections on which statements may take long. */
    PGSimpleDataSource patient() {
        return patient;
    }

    /** Milliseconds that the pool lets somebody wait for a connection: half of what a call may take, the rest is for its work. */
    private int acquireMs() {
        return Math.max(LEAST_MS, config.connectMs() / 2);
    }

    /** The connections that calls share. It opens them when they are wanted, and none now. */
    HikariDataSource pool() {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("sprue");
        pool.setDataSource(direct);
        // One is left for listening.
        pool.setMaximumPoolSize(config.maxConnections() - 1);
        pool.setMinimumIdle(1);
        pool.setIdleTimeout(60_000);
        pool.setKeepaliveTime(60_000);
        pool.setConnectionTimeout(acquireMs());
        pool.setValidationTimeout(Math.clamp(config.connectMs() / 4, LEAST_MS, 1_000));
        pool.setInitializationFailTimeout(-1);
        pool.setConnectionInitSql(sessionSettings());
        return new HikariDataSource(pool);
    }

    /**
     * Reads see one moment (a write says otherwise for itself); no statement, wait for a lock or pause in a transaction is
     * endless; and a commit that has returned is on the disk, whatever the server's default.
     */
    private String sessionSettings() {
        return """
                SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL REPEATABLE READ;
                SET statement_timeout = %d;
                SET lock_timeout = %d;
                SET idle_in_transaction_session_timeout = %d;
                SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'
                """.formatted(config.connectMs(), acquireMs(), IDLE_IN_TRANSACTION_MS);
    }
}
