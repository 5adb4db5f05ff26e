package dev.sprue.gateway.testing.databases;

import dev.sprue.gateway.config.DatabaseConfig;
import dev.sprue.gateway.config.Secret;
import dev.sprue.gateway.testing.GeneratedPage;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.Skipped;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * A PostgreSQL server on loopback: the one that all tests of this JVM share, or one of a test's own that can be frozen, killed
 * and started again. Where none can be started, the test that asks is skipped, and the skip is noted.
 */
public final class PostgresServer implements AutoCloseable {

    /** Its binaries are unpacked once a clone. */
    private static final Path BINARIES = GeneratedPage.repository().resolve("gateway/target/postgres");

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final Logger LOG = Logger.getLogger("io.zonky.test");

    private final Path data;
    private final int port;
    private EmbeddedPostgres server;
    private boolean closed;

    private PostgresServer(Path data, EmbeddedPostgres server) {
        this.data = data;
        this.server = server;
        this.port = server.getPort();
    }

    /** The server that tests share; it ends with the JVM. */
    public static PostgresServer shared() {
        return skippingTest(Shared.SERVER);
    }

    /** A server of a test's own. */
    public static PostgresServer start() {
        return skippingTest(attempt());
    }

    private static PostgresServer skippingTest(Object serverOrReason) {
        if (serverOrReason instanceof PostgresServer server) {
            return server;
        }
        throw Skipped.because("PostgreSQL", "its server cannot be started here: " + serverOrReason);
    }

    /** A server, or why there is none. */
    private static Object attempt() {
        LOG.setLevel(Level.OFF);
        Path data = null;
        try {
            Files.createDirectories(BINARIES);
            data = Files.createTempDirectory("sprue-postgres");
            PostgresServer server = new PostgresServer(data, run(data, 0));
            // Whatever becomes of the test, no server outlives the JVM.
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "postgres-stop"));
            return server;
        } catch (IOException | RuntimeException | UnsatisfiedLinkError failed) {
            if (data != null) {
                Rig.delete(data);
            }
            return String.valueOf(failed.getMessage());
        }
    }

    private static EmbeddedPostgres run(Path data, int port) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(BINARIES.toFile())
                .setDataDirectory(data.resolve("data"))
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setServerConfig("unix_socket_directories", "''");
        if (port != 0) {
            builder.setPort(port);
        }
        return builder.start();
    }

    /** Where it listens, on loopback. */
    public int port() {
        return port;
    }

    /** All that it has on its disk at the moment: databases, and the log of what was written. */
    public Set<Path> files() {
        execute("CHECKPOINT");
        Set<Path> files = new TreeSet<>();
        try {
            Files.walkFileTree(data.resolve("data"), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    files.add(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path gone, IOException failed) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return files;
    }

    /** How to reach its database {@code name}. */
    public DatabaseConfig config(String name) {
        return config(name, port);
    }

    /** The same through another port, where something stands between. */
    public static DatabaseConfig config(String name, int port) {
        Secret url = new Secret("jdbc:postgresql://127.0.0.1:" + port + "/" + name);
        return new DatabaseConfig(url, Optional.of("postgres"), Optional.empty(), 8, 5_000);
    }

    /** Makes a database without anything in it, and returns its name. */
    public String emptyDatabase() {
        return database("template0");
    }

    /** Makes one as {@code template} is, to which nobody may be connected, and returns its name. */
    String database(String template) {
        String name = "test" + DATABASES.incrementAndGet();
        execute("CREATE DATABASE " + name + " TEMPLATE " + template);
        return name;
    }

    /** Removes a database, whoever is connected to it. */
    public void drop(String name) {
        execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    /** Does something as the server's administrator, in its own database. */
    public void execute(String sql) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new AssertionError(sql, failed);
        }
    }

    /** Stops all of its processes where they are: connections stay, and nobody answers. */
    public void freeze() {
        signal("STOP");
    }

    /** Lets them go on. */
    public void thaw() {
        signal("CONT");
    }

    /** Ends all of its processes at once, as a power cut does. */
    public void kill() {
        signal("KILL");
        postmaster().ifPresent(process -> process.onExit().join());
    }

    /** Starts it again on the same port with what is on its disk. */
    public void restart() {
        try {
            server.close();
            server = run(data, port);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Starts it again as a standby that hears nothing from its primary, with what is on its disk. */
    public void restartAsStandby() {
        try {
            server.close();
            Files.createFile(data.resolve("data/standby.signal"));
            server = run(data, port);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Makes the standby a primary. */
    public void promote() {
        execute("SELECT pg_promote()");
    }

    private void signal(String name) {
        // The parent first: it makes more children, and would take the death of one for a crash.
        Optional<ProcessHandle> postmaster = postmaster();
        postmaster.ifPresent(process -> send(name, Stream.of(process)));
        postmaster.ifPresent(process -> send(name, process.descendants()));
    }

    private static void send(String signal, Stream<ProcessHandle> processes) {
        for (ProcessHandle process : processes.toList()) {
            try {
                new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
            } catch (IOException | InterruptedException failed) {
                throw new AssertionError("kill -" + signal, failed);
            }
        }
    }

    private Optional<ProcessHandle> postmaster() {
        try {
            String pid = Files.readAllLines(data.resolve("data/postmaster.pid")).getFirst();
            return ProcessHandle.of(Long.parseLong(pid.strip()));
        } catch (IOException notRunning) {
            return Optional.empty();
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        thaw();
        try {
            server.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } finally {
            Rig.delete(data);
        }
    }

    /** Started when somebody first asks. */
    private static final class Shared {

        private static final Object SERVER = attempt();

        private Shared() {}
    }
}
