package dev.sprue.bench.run;

/** A measurement in which an answer was not right; its figures are worth nothing. */
final class WrongResult extends Exception {

    private static final long serialVersionUID = 1L;

    /** Says what was wrong. */
    WrongResult(String message) {
        super(message);
    }
}
