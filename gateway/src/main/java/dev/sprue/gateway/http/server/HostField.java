package dev.sprue.gateway.http.server;

import dev.sprue.gateway.http.h1.BadMessageException;
import io.vertx.core.net.HostAndPort;
import java.util.Locale;

/** Reads the host that a request is for (RFC 9110, section 7.2), for both versions of HTTP alike. */
final class HostField {

    private HostField() {}

    /**
     * The host of {@code host[:port]}, as {@link HttpCall#host} has it.
     *
     * @throws BadMessageException where the text is nothing of the kind (RFC 9112, section 3.2)
     */
    static String host(String authority) throws BadMessageException {
        HostAndPort parsed = HostAndPort.parseAuthority(authority, -1);
        if (parsed == null) {
            throw new BadMessageException("its host is none");
        }
        return normal(parsed.host());
    }

    /** Names are compared without case, and with or without the dot of the root. */
    static String normal(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return name.toLowerCase(Locale.ROOT);
    }
}
