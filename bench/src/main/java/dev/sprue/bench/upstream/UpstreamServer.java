package dev.sprue.bench.upstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A model server in the dialects of several providers that costs next to nothing: one thread, prepared answers, on loopback.
 *
 * <p>{@code POST} is a chat completion in the dialect that its path tells, {@code GET} answers with {@link UpstreamCounts}.
 */
public final class UpstreamServer implements AutoCloseable {

    /** The pause between two chunks of a paced stream, nanoseconds. */
    public static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private static final int BACKLOG = 4_096;
    private static final long IDLE_MS = 100;

    private final Map<Provider, Answers> answers = new EnumMap<>(Provider.class);
    private final UpstreamConnection.Kinds kinds = new UpstreamConnection.Kinds();
    private final ObjectMapper json = new ObjectMapper();
    private final ArrayDeque<UpstreamConnection> paced = new ArrayDeque<>();
    private final ByteBuffer misnamedAnswer = Answers.buffer(
            Answers.json("404 Not Found", "{\"error\":{\"code\":\"model_not_found\",\"message\":\"no such model\"}}"));
    private final Selector selector;
    private final ServerSocketChannel listener;
    private final boolean spin;
    private volatile boolean stopped;
    private long whole;
    private long started;
    private long finished;
    private long aborted;
    private long misnamed;
    private long late;
    private long connections;

    /**
     * Listens on a free port of 127.0.0.1.
     *
     * @param spin whether to poll without rest, which needs a core for this alone and spares the others the waking
     */
    public UpstreamServer(boolean spin) throws IOException {
        this.spin = spin;
        selector = Selector.open();
        listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        listener.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
    }

    /** The port on which it listens. */
    public int port() throws IOException {
        return ((InetSocketAddress) listener.getLocalAddress()).getPort();
    }

    /** Answers on this thread until {@link #close} is called from another. */
    public void run() throws IOException {
        while (!stopped) {
            if (spin) {
                selector.selectNow(this::ready);
            } else {
                selector.select(this::ready, waitMs());
            }
            sendDue();
        }
        selector.close();
        listener.close();
    }

    private long waitMs() {
        UpstreamConnection next = paced.peek();
        if (next == null) {
            return IDLE_MS;
        }
        // At least 1, since 0 is for ever; chunks are then up to a millisecond late, which their time stamps know.
        return Math.max(1, TimeUnit.NANOSECONDS.toMillis(next.dueNs() - System.nanoTime()));
    }

    private void ready(SelectionKey key) {
        if (key.attachment() instanceof UpstreamConnection connection) {
            connection.ready();
        } else {
            accept();
        }
    }

    private void accept() {
        try {
            for (SocketChannel channel = listener.accept(); channel != null; channel = listener.accept()) {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
                key.attach(new UpstreamConnection(this, channel, key));
                connections++;
            }
        } catch (IOException refused) {
            throw new IllegalStateException("the upstream cannot accept connections", refused);
        }
    }

    /** All pauses are equally long, so whoever waits longest is first in the queue. */
    private void sendDue() {
        if (paced.isEmpty()) {
            return;
        }
        long now = System.nanoTime();
        for (UpstreamConnection next = paced.peek(); next != null && next.dueNs() - now <= 0; next = paced.peek()) {
            paced.remove();
            now = System.nanoTime();
            if (next.tick(now)) {
                paced.add(next);
            }
        }
    }

    void schedule(UpstreamConnection connection) {
        paced.add(connection);
    }

    Answers answers(Provider provider) {
        return answers.computeIfAbsent(provider, asked -> new Answers(asked.wire()));
    }

    UpstreamConnection.Kinds kinds() {
        return kinds;
    }

    ByteBuffer misnamedAnswer() {
        return misnamedAnswer.duplicate();
    }

    ByteBuffer countsAnswer() {
        UpstreamCounts counts = new UpstreamCounts(whole, started, finished, aborted, misnamed, late, connections);
        try {
            return Answers.buffer(Answers.json("200 OK", json.writeValueAsString(counts)));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void countWhole() {
        whole++;
    }

    void countStarted() {
        started++;
    }

    void countFinished() {
        finished++;
    }

    void countAborted() {
        aborted++;
    }

    void countMisnamed() {
        misnamed++;
    }

    void countLate() {
        late++;
    }

    @Override
    public void close() {
        stopped = true;
        selector.wakeup();
    }
}
