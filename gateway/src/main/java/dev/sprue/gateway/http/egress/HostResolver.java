package dev.sprue.gateway.http.egress;

import io.netty.util.concurrent.Future;
import io.vertx.core.Context;
import io.vertx.core.internal.ContextInternal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;

/** Looks up the addresses of a name. */
@FunctionalInterface
public interface HostResolver {

    /**
     * Looks a name up without blocking.
     *
     * @param context the caller's event loop
     * @param then takes the addresses, on that loop; none where the name has none or cannot be looked up
     */
    void resolve(Context context, String host, Consumer<List<InetAddress>> then);

    /** Asks as everything else in this process does: the system's table of hosts, then its name servers. */
    static HostResolver system() {
        return (context, host, then) -> {
            ContextInternal loop = (ContextInternal) context;
            loop.owner()
                    .nameResolver()
                    .nettyAddressResolverGroup()
                    .getResolver(loop.nettyEventLoop())
                    .resolveAll(InetSocketAddress.createUnresolved(host, 0))
                    .addListener((Future<List<InetSocketAddress>> found) -> context.runOnContext(turn -> then.accept(
                            found.isSuccess()
                                    ? found.getNow().stream()
                                            .map(InetSocketAddress::getAddress)
                                            .toList()
                                    : List.of())));
        };
    }
}
