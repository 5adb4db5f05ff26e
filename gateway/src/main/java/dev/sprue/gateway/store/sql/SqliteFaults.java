package dev.sprue.gateway.store.sql;

import dev.sprue.gateway.error.ErrorCode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;

/** What SQLite's errors mean for a caller, and for somebody who starts the service. */
final class SqliteFaults {

    private SqliteFaults() {}

    /** What to answer with where the database is the reason for {@code thrown}; empty where it is not. */
    static Optional<ErrorCode> code(Throwable thrown) {
        return primaryCode(thrown).flatMap(SqliteFaults::code);
    }

    private static Optional<ErrorCode> code(SQLiteErrorCode code) {
        return switch (code) {
            case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_NOMEM -> Optional.of(ErrorCode.DATABASE_BUSY);
            case SQLITE_FULL, SQLITE_IOERR, SQLITE_READONLY -> Optional.of(ErrorCode.DATABASE_FULL);
            case SQLITE_CANTOPEN,
                    SQLITE_CORRUPT,
                    SQLITE_NOTADB,
                    SQLITE_PERM,
                    SQLITE_AUTH,
                    SQLITE_PROTOCOL,
                    SQLITE_NOLFS -> Optional.of(ErrorCode.DATABASE_AWAY);
            default -> Optional.empty();
        };
    }

    /** Whether a connection that said so may be used again. */
    static boolean sparesConnection(Throwable thrown) {
        return primaryCode(thrown)
                .map(code -> switch (code) {
                    case SQLITE_FULL, SQLITE_BUSY, SQLITE_LOCKED, SQLITE_CONSTRAINT, SQLITE_ERROR -> true;
                    default -> false;
                })
                .orElse(true);
    }

    /** Why the service cannot start on {@code file}, and what to do. */
    static DatabaseException atOpening(Path file, SQLException failed) {
        Optional<SQLiteErrorCode> code = primaryCode(failed);
        if (code.isPresent()
                && (code.get() == SQLiteErrorCode.SQLITE_NOTADB || code.get() == SQLiteErrorCode.SQLITE_CORRUPT)) {
            return damaged(file, String.valueOf(failed.getMessage()));
        }
        String why = code.map(known -> switch (known) {
                    case SQLITE_BUSY, SQLITE_LOCKED -> " is locked by another process. Stop that one, or wait for it.";
                    case SQLITE_FULL -> " cannot be written: its disk is full. Make room, then start again.";
                    case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH, SQLITE_CANTOPEN ->
                        " cannot be opened for writing. See that the file and its folder belong to this user and are not"
                                + " read-only.";
                    case SQLITE_IOERR -> " cannot be read or written: its disk fails, or is full.";
                    default -> " cannot be used.";
                })
                .orElse(" cannot be used.");
        return new DatabaseException("The database " + file + why + " (" + failed.getMessage() + ")", failed);
    }

    /** Why the service does not start on a file that is not as SQLite left it; {@code how} says what is wrong. */
    static DatabaseException damaged(Path file, String how) {
        return new DatabaseException("The database " + file
                + " is damaged. Put it aside together with the files beside it whose names begin the"
                + " same, and restore a backup. (" + how + ")");
    }

    /** SQLite's code, without the details that its extended codes add; empty where it is not SQLite that failed. */
    private static Optional<SQLiteErrorCode> primaryCode(Throwable thrown) {
        int depth = 0;
        for (Throwable cause = thrown; cause != null && depth < 16; cause = cause.getCause(), depth++) {
            if (cause instanceof SQLException sql && sql.getErrorCode() > 0) {
                return Optional.of(SQLiteErrorCode.getErrorCode(sql.getErrorCode() & 0xff));
            }
        }
        return Optional.empty();
    }
}
