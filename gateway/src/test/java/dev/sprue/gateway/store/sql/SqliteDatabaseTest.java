package dev.sprue.gateway.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.FailureException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can befall a file. */
@SuppressWarnings("NullAway.Init")
class SqliteDatabaseTest {

    private static final int LOCK_WAIT_MS = 50;

    @TempDir
    Path folder;

    @Test
    void onlyThisUserMayReadIt() throws IOException {
        try (Database database = open()) {
            raise(database);
            try (var files = Files.list(folder)) {
                assertThat(files.filter(file -> file.getFileName().toString().startsWith("sprue.db")))
                        .hasSize(3)
                        .allSatisfy(
                                file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                                        .isEqualTo("rw-------"));
            }
        }
    }

    /** Of 2, which is FULL, no test that kills a process can tell a smaller one: the operating system has what was written. */
    @Test
    void whatIsAcknowledgedHasReachedTheDisk() {
        try (Database database = open()) {
            assertThat(pragma(database, "synchronous")).isEqualTo("2");
            assertThat(pragma(database, "journal_mode")).isEqualTo("wal");
        }
    }

    private static String pragma(Database database, String name) {
        return database.write(handle ->
                handle.createQuery("PRAGMA " + name).mapTo(String.class).one());
    }

    @Test
    void aStopLeavesOneFile() {
        try (Database database = open()) {
            raise(database);
        }
        assertThat(folder.resolve("sprue.db")).exists();
        assertThat(folder.resolve("sprue.db-wal")).doesNotExist();
        assertThat(folder.resolve("sprue.db-shm")).doesNotExist();
    }

    @Test
    void aFullDiskIsSaidAndPasses() {
        try (Database database = open()) {
            long pages = database.write(handle ->
                    handle.createQuery("PRAGMA page_count").mapTo(Long.class).one());
            limit(database, pages);
            refused(() -> fill(database), ErrorCode.DATABASE_FULL);
            refused(() -> fill(database), ErrorCode.DATABASE_FULL);
            assertThat(database.read(Revision::current).number()).isZero();
            raise(database);
            assertThat(database.read(Revision::current).number()).isEqualTo(1);
            limit(database, 1_000_000);
            fill(database);
            assertThat(database.read(Revision::current).number()).isEqualTo(2);
        }
    }

    /** Such as a file system that has been mounted anew to be read only. */
    @Test
    void aFileThatCannotBeWrittenIsSaidAndPasses() {
        try (Database database = open()) {
            long before = database.read(Revision::current).number();
            database.write(handle -> handle.execute("PRAGMA query_only = 1"));
            refused(() -> raise(database), ErrorCode.DATABASE_FULL);
            assertThat(database.read(Revision::current).number()).isEqualTo(before);
            raise(database);
            assertThat(database.read(Revision::current).number()).isEqualTo(before + 1);
        }
    }

    @Test
    void anotherProcessThatWritesIsWaitedFor() throws SQLException {
        try (Database database = open();
                Connection other = other()) {
            execute(other, "BEGIN IMMEDIATE");
            refused(() -> raise(database), ErrorCode.DATABASE_BUSY);
            assertThat(database.read(Revision::current).number()).isZero();
            execute(other, "COMMIT");
            raise(database);
            assertThat(database.read(Revision::current).number()).isEqualTo(1);
        }
    }

    @Test
    void aFileThatAnotherProcessKeepsForItselfIsNoPlaceToStart() throws SQLException {
        open().close();
        try (Connection other = other()) {
            execute(other, "PRAGMA locking_mode = EXCLUSIVE");
            execute(other, "UPDATE revision SET number = 7");
            doesNotStart().hasMessageContaining("is locked by another process");
        }
        try (Database database = open()) {
            assertThat(database.read(Revision::current).number()).isEqualTo(7);
        }
    }

    @Test
    void somethingElseIsNotTakenForADatabase() throws IOException {
        byte[] noise = new byte[20_000];
        new Random(5).nextBytes(noise);
        Files.write(folder.resolve("sprue.db"), noise);
        doesNotStart().hasMessageContaining("is damaged").hasMessageContaining("restore a backup");
        assertThat(folder.resolve("sprue.db")).hasBinaryContent(noise);
    }

    @Test
    void aDamagedPageIsFoundAtTheStart() throws IOException {
        open().close();
        byte[] noise = new byte[4096];
        new Random(6).nextBytes(noise);
        int pages = (int) (Files.size(folder.resolve("sprue.db")) / noise.length);
        try (FileChannel file = FileChannel.open(folder.resolve("sprue.db"), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(noise), (long) noise.length * (pages / 2));
        }
        doesNotStart().hasMessageContaining("is damaged").hasMessageContaining("restore a backup");
    }

    @Test
    void halfAFileIsFoundAtTheStart() throws IOException {
        open().close();
        try (FileChannel file = FileChannel.open(folder.resolve("sprue.db"), StandardOpenOption.WRITE)) {
            file.truncate(file.size() / 2);
        }
        doesNotStart().hasMessageContaining("is damaged");
    }

    @Test
    void aFolderOfThatNameIsNoDatabase() throws IOException {
        Files.createDirectory(folder.resolve("sprue.db"));
        doesNotStart().hasMessageContaining("cannot be opened for writing");
    }

    @Test
    void aDataFolderThatIsAFileIsSaid() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> Databases.open(Optional.empty(), file))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("cannot be made");
    }

    @Test
    void aDatabaseOfANewerReleaseIsLeftAlone() throws SQLException, IOException {
        open().close();
        try (Connection other = other()) {
            execute(
                    other,
                    "INSERT INTO flyway_schema_history SELECT 99, '99', 'later', 'SQL', 'V99__later.sql', 0, '', installed_on, 1,"
                            + " success FROM flyway_schema_history WHERE version = '1'");
        }
        byte[] before = Files.readAllBytes(folder.resolve("sprue.db"));
        doesNotStart()
                .hasMessageContaining("was written by a newer release of Sprue")
                .hasMessageContaining("version 99");
        assertThat(folder.resolve("sprue.db")).hasBinaryContent(before);
    }

    @Test
    void theLatestSchemaIsTheLatestScript() throws Exception {
        Path scripts = Path.of(
                        Migrations.class.getResource("V1__control_plane.sql").toURI())
                .getParent();
        try (var files = Files.list(scripts)) {
            assertThat(files.filter(file -> file.toString().endsWith(".sql"))).hasSize(Migrations.LATEST);
        }
    }

    /** As docs/operate.md says it is done. */
    @Test
    void aBackupTakenWhileItRunsCanBeRestored() throws SQLException, IOException {
        Path backup = folder.resolve("backup.db");
        try (Database database = open()) {
            raise(database);
            try (Connection other = other()) {
                execute(other, "VACUUM INTO '" + backup + "'");
            }
            raise(database);
        }
        Files.move(backup, folder.resolve("sprue.db"), StandardCopyOption.REPLACE_EXISTING);
        try (Database restored = open()) {
            assertThat(restored.read(Revision::current).number()).isEqualTo(1);
            raise(restored);
            assertThat(restored.read(Revision::current).number()).isEqualTo(2);
        }
    }

    @Test
    void aClosedDatabaseSaysSo() {
        Database database = open();
        database.close();
        refused(() -> raise(database), ErrorCode.DATABASE_AWAY);
        refused(() -> database.read(Revision::current).number(), ErrorCode.DATABASE_AWAY);
        database.close();
    }

    private Database open() {
        return SqliteDatabase.open(folder, LOCK_WAIT_MS);
    }

    private AbstractThrowableAssert<?, ? extends Throwable> doesNotStart() {
        return assertThatThrownBy(this::open)
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining(folder.resolve("sprue.db").toString());
    }

    private Connection other() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("sprue.db"));
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void refused(Runnable what, ErrorCode code) {
        assertThatThrownBy(what::run).isInstanceOfSatisfying(FailureException.class, thrown -> {
            assertThat(thrown.failure().code()).isEqualTo(code);
            assertThat(thrown.failure().retryAfterMs()).isPresent();
        });
    }

    /** Allows the file that many pages: a disk without room for more. */
    private static void limit(Database database, long pages) {
        database.write(handle -> handle.createQuery("PRAGMA max_page_count = " + pages)
                .mapTo(Long.class)
                .one());
    }

    private static void fill(Database database) {
        database.write(handle -> {
            Revision.raise(handle);
            return handle.execute(
                    "INSERT INTO operations VALUES (?, '', ?, '', '', '', '', 0, 0)",
                    "large " + Revision.current(handle).number(),
                    "x".repeat(1 << 20));
        });
    }

    private static void raise(Database database) {
        database.write(handle -> {
            Revision.raise(handle);
            return true;
        });
    }
}
