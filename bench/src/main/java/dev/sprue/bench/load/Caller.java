package dev.sprue.bench.load;

import dev.sprue.bench.wire.AnswerParser;
import dev.sprue.bench.wire.BodySink;
import dev.sprue.bench.wire.WireException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection of the load generator. Whatever is not as it should be is an exception. */
final class Caller implements AutoCloseable {

    private final SocketChannel channel;
    private final BodySink body;
    private final AnswerParser parser;
    private final ByteBuffer request;
    private boolean waiting;
    private long sinceNs;

    /**
     * Connects, and waits until that is done.
     *
     * @param request the bytes of every request, a direct buffer of this caller's own
     */
    Caller(int port, ByteBuffer request, BodySink body) throws IOException {
        this.request = request;
        this.body = body;
        this.parser = new AnswerParser(body);
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    void register(Selector selector) throws IOException {
        channel.configureBlocking(false).register(selector, SelectionKey.OP_READ, this);
    }

    /** Sends a request whose time counts from {@code sinceNs}. */
    void send(long fromNs) throws IOException, WireException {
        sinceNs = fromNs;
        waiting = true;
        parser.begin();
        channel.write(request.rewind());
        if (request.hasRemaining()) {
            throw new WireException("the connection does not take a request of " + request.limit() + " bytes");
        }
    }

    /** Since when the request that runs, or ran last, counts. */
    long sinceNs() {
        return sinceNs;
    }

    /**
     * Reads once.
     *
     * @param in a buffer with an array, used by all callers in turn
     * @return whether the answer is complete
     */
    boolean read(ByteBuffer in) throws IOException, WireException {
        int count = channel.read(in.clear());
        if (count < 0) {
            throw new WireException(
                    waiting ? "the connection was closed before the answer's end" : "an idle connection was closed");
        }
        if (count == 0) {
            return false;
        }
        if (!waiting) {
            throw new WireException("bytes came that no request had asked for");
        }
        if (parser.feed(in.array(), 0, count) < count) {
            throw new WireException("bytes came after the answer's end");
        }
        if (!parser.complete()) {
            return false;
        }
        waiting = false;
        String complaint = body.complaint();
        if (parser.status() != 200) {
            throw new WireException("status " + parser.status());
        }
        if (complaint != null) {
            throw new WireException(complaint);
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
