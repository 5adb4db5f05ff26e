package dev.sprue.engine.grammar;

/** Says that a grammar would take more states or edges than are allowed. */
public final class GrammarTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception; the message says what was exceeded. */
    public GrammarTooLargeException(String message) {
        super(message, null, false, false);
    }
}
