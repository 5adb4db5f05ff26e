package dev.sprue.gateway.http.egress;

import dev.sprue.gateway.config.EgressConfig;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.http.Loop;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Fetches files from URLs that callers wrote, and from nowhere that only Sprue can reach.
 *
 * <p>A name is looked up once, and the connection is made to an address that was looked at, so that a name server cannot
 * answer differently the second time; over TLS the certificate is still the name's. Every redirect begins anew. Nothing of
 * the caller's goes along: no headers, no credentials, no cookies. Shared by all event loops.
 */
public final class Egress {

    private static final long BYTES_PER_MB = 1024 * 1024;
    private static final Set<Integer> USUAL_PORTS = Set.of(80, 443);

    private final EgressConfig config;
    private final HostResolver resolver;
    private final AddressRules addresses;
    private final Set<Integer> ports;
    private final AtomicInteger open = new AtomicInteger();

    /** Fetches what {@code config} allows. */
    public Egress(EgressConfig config, HostResolver resolver) {
        this.config = config;
        this.resolver = resolver;
        this.addresses = new AddressRules(config);
        this.ports = config.ports().isEmpty() ? USUAL_PORTS : Set.copyOf(config.ports());
    }

    /** A fetch that is under way. */
    @FunctionalInterface
    public interface Fetch {

        /** Gives it up; nothing more is heard of it. Has no effect on one that has ended. */
        void cancel();
    }

    /** Fetches a file. {@code sink} may hear of it before this returns. */
    public Fetch fetch(Loop loop, String url, MediaFormat.Kind kind, FetchSink sink) {
        if (!config.enabled()) {
            sink.failed(ErrorCode.REMOTE_FILE_NOT_ALLOWED, "this service fetches no files");
            return () -> {};
        }
        if (open.incrementAndGet() > config.maxAtOnce()) {
            open.decrementAndGet();
            sink.failed(ErrorCode.OVERLOADED, "");
            return () -> {};
        }
        Fetching fetching = new Fetching(this, loop, kind, sink);
        fetching.start(url);
        return fetching;
    }

    /** Files that one request may name. */
    public int maxFiles() {
        return config.maxFiles();
    }

    /** Bytes that the files of one request may have together. */
    public long maxTotalBytes() {
        return config.maxTotalMb() * BYTES_PER_MB;
    }

    /** Files that are being fetched. */
    int open() {
        return open.get();
    }

    void closed() {
        open.decrementAndGet();
    }

    EgressConfig config() {
        return config;
    }

    long maxFileBytes() {
        return config.maxFileMb() * BYTES_PER_MB;
    }

    HostResolver resolver() {
        return resolver;
    }

    AddressRules addresses() {
        return addresses;
    }

    boolean allowsPort(int port) {
        return ports.contains(port);
    }
}
