package dev.sprue.gateway.providers.credentials;

import dev.sprue.gateway.config.Secret;
import dev.sprue.gateway.providers.upstream.Credential;
import java.util.List;
import java.util.Optional;

/** Makes credentials that never change. */
public final class Credentials {

    private static final Credential NONE = new FixedCredential((endpoint, request) -> List.of());

    private Credentials() {}

    /** None: requests go as they are. */
    public static Credential none() {
        return NONE;
    }

    /** A key that is sent as a bearer token, or none. */
    public static Credential bearer(Optional<Secret> key) {
        return key.<Credential>map(secret -> new FixedCredential(KeyHeader.BEARER.signer(secret)))
                .orElse(NONE);
    }

    /**
     * A key that is sent in a header.
     *
     * @param name the header's name in lower case
     * @param prefix stands before the key
     */
    public static Credential header(CharSequence name, String prefix, Secret key) {
        return new FixedCredential(new KeyHeader(name, prefix).signer(key));
    }
}
