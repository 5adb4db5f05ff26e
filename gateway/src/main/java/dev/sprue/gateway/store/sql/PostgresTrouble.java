package dev.sprue.gateway.store.sql;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;

/** What an error of PostgreSQL means for whoever asked, told by its SQLSTATE (PostgreSQL manual, appendix A). */
enum PostgresTrouble {
    /** The server cannot be reached, or the connection to it is gone. */
    AWAY,
    /** It, or the pool of connections to it, has too much to do. */
    BUSY,
    /** It has no room, or its disk is broken. */
    FULL,
    /** It, or this transaction, only reads. */
    READ_ONLY,
    /** Two transactions were in each other's way: the same again may well succeed. */
    CONFLICT,
    /** It refuses this user, or has no such database: waiting helps nobody. */
    REFUSED;

    /** What {@code thrown} means; empty where the database is not to blame. */
    static Optional<PostgresTrouble> of(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException said) {
                return of(said);
            }
        }
        return Optional.empty();
    }

    private static Optional<PostgresTrouble> of(SQLException said) {
        String state = said.getSQLState();
        if (state == null || state.length() != 5) {
            // The pool has no state of its own: it waited for a connection, and nobody said why there was none.
            return said instanceof SQLTransientConnectionException ? Optional.of(AWAY) : Optional.empty();
        }
        return switch (state) {
            case "40001", "40P01" -> Optional.of(CONFLICT);
            case "55P03", "57014" -> Optional.of(BUSY);
            case "53100", "58030" -> Optional.of(FULL);
            case "25006" -> Optional.of(READ_ONLY);
            case "25P03", "57P01", "57P02", "57P03", "57P05" -> Optional.of(AWAY);
            default ->
                switch (state.substring(0, 2)) {
                    case "08" -> Optional.of(AWAY);
                    case "53" -> Optional.of(BUSY);
                    case "28", "3D" -> Optional.of(REFUSED);
                    default -> Optional.empty();
                };
        };
    }
}
