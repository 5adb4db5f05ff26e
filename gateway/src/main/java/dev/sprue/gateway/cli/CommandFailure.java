package dev.sprue.gateway.cli;

/** Ends a command with exit code 1 and a message for the user. */
final class CommandFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CommandFailure(String message) {
        super(message);
    }
}
