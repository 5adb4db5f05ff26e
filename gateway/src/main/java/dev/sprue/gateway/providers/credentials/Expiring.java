package dev.sprue.gateway.providers.credentials;

import java.time.Instant;
import java.util.Optional;

/**
 * A credential as it was fetched.
 *
 * @param value the credential: a {@code Secret} token, {@code AwsCredentials}
 * @param expiresAt from when it is worth nothing; absent where it lasts until it is refused
 */
public record Expiring<T>(T value, Optional<Instant> expiresAt) {

    /** One that lasts until it is refused. */
    public static <T> Expiring<T> lasting(T value) {
        return new Expiring<>(value, Optional.empty());
    }
}
