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

    private TransportChoice() {}

    /**
     * The one that the property names, else io_uring, else epoll or kqueue, else the JDK's own.
     *
     * @throws IllegalArgumentException where the one named is unknown or does not work here
     */
    static Transport best() {
        // A multishot poll tells of changes only. A reset that comes right behind the peer's last bytes is told of
        // together
        // with them; once the bytes are read nothing changes any more, and Netty (4.2.10, 4.2.18) waits for ever on a
        // dead
        // connection. Netty reads the setting when its transport's classes are loaded, which is below.
        if (System.getProperty(MULTISHOT_POLL) == null) {
            System.setProperty(MULTISHOT_POLL, "false");
        }
        String named = System.getProperty(PROPERTY, "");
        return named.isEmpty() ? fastest() : named(named.toLowerCase(Locale.ROOT));
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
