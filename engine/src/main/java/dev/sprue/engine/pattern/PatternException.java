package dev.sprue.engine.pattern;

/** Says what of a regular expression is not understood, not supported or too large. */
public final class PatternException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception; the message completes "the pattern ...". */
    public PatternException(String message) {
        super(message, null, false, false);
    }

    /** Returns what is wrong, as the end of a sentence about the pattern. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
