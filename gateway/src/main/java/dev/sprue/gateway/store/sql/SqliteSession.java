package dev.sprue.gateway.store.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteDataSource;

/**
 * One connection to the file, used by one thread at a time.
 *
 * <p>It leaves the driver in auto-commit mode and begins and ends transactions in SQL: SQLite alone knows whether it is still in one
 * after an error, and the driver's own idea of that would go astray.
 */
final class SqliteSession implements AutoCloseable {

    private final Connection connection;
    private final Jdbi jdbi;

    private SqliteSession(Connection connection) {
        this.connection = connection;
        this.jdbi = Jdbi.create(connection);
    }

    /** Connects. */
    static SqliteSession open(SQLiteDataSource source) throws SQLException {
        return new SqliteSession(source.getConnection());
    }

    /** Does one statement that takes no parameters and gives nothing back. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What one query says in one row and column. */
    String text(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    /** Runs {@code work} in the transaction that has begun. */
    <T> T run(Work<T> work) {
        try (Handle handle = jdbi.open()) {
            return work.run(handle);
        }
    }

    /** Ends a transaction without a trace, where SQLite has not done so already; whether it could. */
    boolean undo() {
        try {
            execute("ROLLBACK");
            return true;
        } catch (SQLException nothingToUndo) {
            return String.valueOf(nothingToUndo.getMessage()).contains("no transaction is active");
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException alreadyGone) {
            // Nothing is lost: what was committed is on disk.
        }
    }
}
