package dev.sprue.conformance;

/** A program that a suite needs is not installed. */
public final class ToolMissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ToolMissingException(String program, Throwable cause) {
        super("there is no " + program + " on the PATH", cause);
    }
}
