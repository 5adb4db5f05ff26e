package dev.sprue.gateway.http;

import io.vertx.core.transport.Transport;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** Picks the fastest way to the network that this machine and container allow. */
final class TransportChoice {

    /** The system property that names another one: io_uring, epoll, kqueue or nio. */
    private static final String PROPERTY = "sprue.transport";

    private static final String MULTISHOT_POLL = "io.netty.iouring.pollAddMultishotEnabled";
    private static final String MULTISHOT_RECEIVE = "io.netty.iouring.recvMultiShotEnabled";

    private TransportChoice() {}

    /**
     * The one that the property names, else io_uring, else epoll or kqueue, else the JDK's own.
     *
     * @throws IllegalArgumentException where the one named is unknown or does not work here
     */
    static Transport best() {
        // Why neither is used: docs/decisions/0005. Netty reads the settings when its transport's classes are loaded,
        // below.
        unlessSet(MULTISHOT_POLL);
        unlessSet(MULTISHOT_RECEIVE);
        String named = System.getProperty(PROPERTY, "");
        Transport chosen = named.isEmpty() ? fastest() : named(named.toLowerCase(Locale.ROOT));
        return chosen == Transport.IO_URING && ProvidedBuffers.areSupported() ? ProvidedBuffers.transport() : chosen;
    }

    private static void unlessSet(String property) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, "false");
        }
    }

    private static Transport fastest() {
        // A constant is null where the transport's classes are not on the class path at all.
        return Stream.of(Transport.IO_URING, Transport.EPOLL, Transport.KQUEUE)
                .filter(Objects::nonNull)
                .filter(Transport::available)
                .findFirst()
                .orElse(Transport.NIO);
    }

    private static Transport named(String name) {
        Transport transport =
                switch (name) {
                    case "io_uring" -> Transport.IO_URING;
                    case "epoll" -> Transport.EPOLL;
                    case "kqueue" -> Transport.KQUEUE;
                    case "nio" -> Transport.NIO;
                    default -> null;
                };
        if (transport == null || !transport.available()) {
            throw new IllegalArgumentException(
                    PROPERTY + " is " + name + ", which is not available here; leave it out for the best that is");
        }
        return transport;
    }
}
