package dev.sprue.gateway.cli.management;

/** No answer came; the message says why, from the place on that was called. */
public final class UnreachableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean listening;

    /** @param listening whether something was there that did not answer as it should */
    UnreachableException(String message, boolean listening, Throwable cause) {
        super(message, cause);
        this.listening = listening;
    }

    /** Whether something is there, that does not answer as it should. */
    public boolean isListening() {
        return listening;
    }
}
