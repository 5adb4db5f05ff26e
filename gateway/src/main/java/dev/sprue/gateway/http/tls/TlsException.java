package dev.sprue.gateway.http.tls;

/** Says why there is no certificate to serve with, and what to do about it. */
public final class TlsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message cause and remedy */
    public TlsException(String message) {
        super(message);
    }

    /** @param message cause and remedy */
    public TlsException(String message, Throwable cause) {
        super(message, cause);
    }
}
