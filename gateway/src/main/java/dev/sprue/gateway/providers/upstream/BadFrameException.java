package dev.sprue.gateway.providers.upstream;

/** Says why a stream's bytes cannot be cut into events. */
public final class BadFrameException extends Exception {

    /** @param what what the upstream sent, to stand behind "it sent" */
    public BadFrameException(String what) {
        super(what, null, false, false);
    }

    /** An event that is larger than allowed. */
    public static BadFrameException tooLarge(int maxBytes) {
        return new BadFrameException("an event of more than " + maxBytes + " bytes");
    }

    /** What the upstream sent, to stand behind "it sent". */
    public String what() {
        return String.valueOf(getMessage());
    }
}
