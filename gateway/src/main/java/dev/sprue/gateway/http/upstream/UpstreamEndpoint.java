package dev.sprue.gateway.http.upstream;

import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where an upstream listens. Connections are pooled by it, but for one at a decided address, which is for one call.
 *
 * @param host name or address, an IPv6 address without brackets
 * @param port TCP port
 * @param tls whether it is spoken to over TLS
 * @param connectMs milliseconds in which a connection must be made
 * @param address where the host is, if that has been decided already; its name is not looked up then, but still asked for
 *     and, over TLS, checked
 */
public record UpstreamEndpoint(String host, int port, boolean tls, int connectMs, Optional<InetSocketAddress> address) {

    /** A host whose name is looked up when a connection is made. */
    public UpstreamEndpoint(String host, int port, boolean tls, int connectMs) {
        this(host, port, tls, connectMs, Optional.empty());
    }

    /** A host at an address that is known, and at no other. */
    public static UpstreamEndpoint pinned(String host, InetAddress address, int port, boolean tls, int connectMs) {
        return new UpstreamEndpoint(host, port, tls, connectMs, Optional.of(new InetSocketAddress(address, port)));
    }

    /** Whether a connection is kept for the next call. */
    boolean isPooled() {
        return address.isEmpty();
    }

    /** Where to connect to, as Netty takes it. */
    InetSocketAddress target() {
        return address.orElseGet(() -> InetSocketAddress.createUnresolved(host, port));
    }

    /** Where to connect to, as Vert.x takes it. */
    SocketAddress server() {
        return address.map(SocketAddress::inetSocketAddress)
                .orElseGet(() -> SocketAddress.inetSocketAddress(port, host));
    }

    /** As the {@code host} header wants it: the port only where it is not the scheme's own. */
    public String authority() {
        String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == (tls ? 443 : 80) ? name : name + ":" + port;
    }
}
