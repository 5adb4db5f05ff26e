package dev.sprue.bench.wire;

/** What came over a connection is not what this bench understands; the message says why. */
public final class WireException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Says what is wrong. */
    public WireException(String message) {
        super(message);
    }
}
