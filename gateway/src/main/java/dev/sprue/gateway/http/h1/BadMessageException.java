package dev.sprue.gateway.http.h1;

/** Says that what came is not an HTTP/1.1 message, or not one whose end could be told for sure. */
public final class BadMessageException extends Exception {

    private final boolean tooLarge;

    /** Says what is wrong with it. */
    public BadMessageException(String what) {
        this(what, false);
    }

    private BadMessageException(String what, boolean tooLarge) {
        super(what, null, false, false);
        this.tooLarge = tooLarge;
    }

    /** Says that a part of it is larger than allowed. */
    public static BadMessageException tooLarge(String what) {
        return new BadMessageException(what, true);
    }

    /** Whether there is too much of it, but nothing wrong otherwise. */
    public boolean isTooLarge() {
        return tooLarge;
    }
}
