package dev.sprue.engine.worker;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;

/** The secret that requests must carry. */
final class BearerToken {
    private static final String SCHEME = "bearer ";

    private final byte[] secret;

    /** Creates the token; {@code secret} is not blank. */
    BearerToken(String secret) {
        if (secret.isBlank()) {
            throw new IllegalArgumentException("the token is blank");
        }
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    /** Compares an Authorization header with the secret, in a time that does not depend on where they differ. */
    boolean matches(String authorization) {
        if (!authorization.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            return false;
        }
        byte[] given = authorization.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(secret, given);
    }
}
