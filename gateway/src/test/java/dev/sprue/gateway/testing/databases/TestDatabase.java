package dev.sprue.gateway.testing.databases;

import dev.sprue.gateway.config.DatabaseConfig;
import dev.sprue.gateway.store.sql.Database;
import dev.sprue.gateway.store.sql.Databases;
import dev.sprue.gateway.testing.Rig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A database of one test's, which goes with it: SQLite in a folder of its own, or one of the server that all tests share. For tests
 * of both, {@code @EnumSource} of {@link Database.Kind}.
 */
public final class TestDatabase implements AutoCloseable {

    private final Path folder;
    private final Optional<String> name;
    private final List<Database> opened = new ArrayList<>();

    private TestDatabase(Path folder, Optional<String> name) {
        this.folder = folder;
        this.name = name;
    }

    /** One with the schema and nothing else. */
    public static TestDatabase of(Database.Kind kind) {
        return switch (kind) {
            case SQLITE -> {
                TestDatabase copy = new TestDatabase(newFolder(), Optional.empty());
                copyOf(Template.SQLITE, copy.folder);
                yield copy;
            }
            case POSTGRESQL ->
                new TestDatabase(
                        newFolder(), Optional.of(PostgresServer.shared().database(Template.postgres())));
        };
    }

    /** One that has not even the schema. */
    public static TestDatabase empty(Database.Kind kind) {
        return switch (kind) {
            case SQLITE -> new TestDatabase(newFolder(), Optional.empty());
            case POSTGRESQL ->
                new TestDatabase(
                        newFolder(), Optional.of(PostgresServer.shared().emptyDatabase()));
        };
    }

    /** The data folder, where SQLite's file is. */
    public Path folder() {
        return folder;
    }

    /** What the configuration says of it; empty for SQLite. */
    public Optional<DatabaseConfig> config() {
        return name.map(database -> PostgresServer.shared().config(database));
    }

    /** The same as a line of {@code sprue.yaml}; an empty text for SQLite. */
    public String yaml() {
        return config().map(config -> "database: {url: \"%s\", user: postgres}\n"
                        .formatted(config.url().value()))
                .orElse("");
    }

    /** Opened once and for all who ask. */
    public synchronized Database database() {
        return opened.isEmpty() ? another() : opened.getFirst();
    }

    /** Opened once more, as another process does it. */
    public synchronized Database another() {
        Database database = Databases.open(config(), folder);
        opened.add(database);
        return database;
    }

    /** Closes what is open; what is asked for afterwards is opened anew. */
    public synchronized void closeAll() {
        opened.forEach(Database::close);
        opened.clear();
    }

    @Override
    public void close() {
        closeAll();
        name.ifPresent(database -> PostgresServer.shared().drop(database));
        Rig.delete(folder);
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("sprue-database");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void copyOf(byte[] file, Path folder) {
        try {
            Files.write(folder.resolve("sprue.db"), file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The schema, made once a JVM: making it takes longer than most tests. */
    private static final class Template {

        private static final byte[] SQLITE = sqlite();
        private static @Nullable String postgres;

        private Template() {}

        private static byte[] sqlite() {
            Path folder = newFolder();
            try {
                Databases.open(Optional.empty(), folder).close();
                return Files.readAllBytes(folder.resolve("sprue.db"));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            } finally {
                Rig.delete(folder);
            }
        }

        private static synchronized String postgres() {
            String made = postgres;
            if (made == null) {
                PostgresServer server = PostgresServer.shared();
                made = server.emptyDatabase();
                Databases.open(Optional.of(server.config(made)), Path.of("")).close();
                postgres = made;
            }
            return made;
        }
    }
}
