package dev.sprue.gateway.store.seal;

/** Something sealed cannot be opened: it was changed, is not where it was put, or was sealed under another key. */
public final class SealException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SealException(String message) {
        super(message);
    }
}
