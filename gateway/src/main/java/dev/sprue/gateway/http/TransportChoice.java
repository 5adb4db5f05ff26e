package dev.sprue.gateway.http;

import io.vertx.core.transport.Transport;
import java.util.Objects;
import java.util.stream.Stream;

/** Picks the fastest way to the network that this machine and container allow. */
final class TransportChoice {

    private TransportChoice() {}

    /** io_uring, else epoll or kqueue, else the JDK's own. */
    static Transport best() {
        // A constant is null where the transport's classes are not on the class path at all.
        return Stream.of(Transport.IO_URING, Transport.EPOLL, Transport.KQUEUE)
                .filter(Objects::nonNull)
                .filter(Transport::available)
                .findFirst()
                .orElse(Transport.NIO);
    }
}
