package dev.sprue.gateway.store.sql;

/** The database cannot be used at all, and no second attempt will change that; the message says why and what to do. */
public final class DatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says it in {@code message}. */
    public DatabaseException(String message) {
        super(message);
    }

    /** Says it in {@code message}; {@code cause} is what the driver said. */
    public DatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
