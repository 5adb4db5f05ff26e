package dev.sprue.gateway.providers.credentials;

import dev.sprue.gateway.config.Secret;
import dev.sprue.gateway.http.Headers;
import dev.sprue.gateway.http.upstream.UpstreamRequest.Header;
import dev.sprue.gateway.providers.upstream.Credential;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.Optional;

/** Makes credentials that never change. */
public final class Credentials {

    private static final Credential NONE = new FixedCredential(List.of());

    private Credentials() {}

    /** None: requests go as they are. */
    public static Credential none() {
        return NONE;
    }

    /** A key that is sent as a bearer token, or none. */
    public static Credential bearer(Optional<Secret> key) {
        return key.map(secret -> header(Headers.AUTHORIZATION, "Bearer ", secret))
                .orElse(NONE);
    }

    /**
     * A key that is sent in a header.
     *
     * @param name the header's name in lower case
     * @param prefix stands before the key
     */
    public static Credential header(CharSequence name, String prefix, Secret key) {
        return new FixedCredential(List.of(new Header(name, AsciiString.of(prefix + key.value()))));
    }
}
