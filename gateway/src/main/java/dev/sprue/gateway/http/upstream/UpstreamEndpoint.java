package dev.sprue.gateway.http.upstream;

/**
 * Where an upstream listens. Connections are pooled by it.
 *
 * @param host name or address, an IPv6 address without brackets
 * @param port TCP port
 * @param tls whether it is spoken to over TLS
 * @param connectMs milliseconds in which a connection must be made
 */
public record UpstreamEndpoint(String host, int port, boolean tls, int connectMs) {

    /** As the {@code host} header wants it: the port only where it is not the scheme's own. */
    String authority() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == (tls ? 443 : 80) ? name : name + ":" + port;
    }
}
