package dev.sprue.gateway.http;

import io.vertx.core.transport.Transport;
import java.util.List;

/** Picks the fastest way to the network that this machine and container allow. */
final class TransportChoice {

    private TransportChoice() {}

    /** io_uring, else epoll or kqueue, else the JDK's own. */
    static Transport best() {
        for (Transport transport : List.of(Transport.IO_URING, Transport.EPOLL, Transport.KQUEUE)) {
            if (isAvailable(transport)) {
                return transport;
            }
        }
        return Transport.NIO;
    }

    /** The constants are null where the transport's classes are not on the class path at all. */
    @SuppressWarnings("ConstantValue")
    private static boolean isAvailable(Transport transport) {
        return transport != null && transport.available();
    }
}
