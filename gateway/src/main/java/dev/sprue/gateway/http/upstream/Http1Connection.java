package dev.sprue.gateway.http.upstream;

import dev.sprue.gateway.http.h1.BadMessageException;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import org.jspecify.annotations.Nullable;

/** One connection to an upstream, which carries one request at a time. Lives on its event loop. */
final class Http1Connection extends ChannelInboundHandlerAdapter implements Http1AnswerParser.Handler {

    private final Http1Pool pool;
    private final Channel channel;
    private final Http1AnswerParser parser = new Http1AnswerParser(this);
    private @Nullable Http1Call call;
    private boolean hasIdled;
    private boolean failed;
    private long idleSinceNanos;

    Http1Connection(Http1Pool pool, Channel channel) {
        this.pool = pool;
        this.channel = channel;
    }

    /** Sends a request; the connection is its own until the answer has ended. */
    void send(Http1Call next) {
        call = next;
        parser.begin();
        next.took(this);
        Http1RequestWriter.write(next.request, channel);
    }

    /** Whether it can carry a request. */
    boolean isOpen() {
        return channel.isActive() && !failed;
    }

    void idleSince(long nanos) {
        idleSinceNanos = nanos;
        hasIdled = true;
    }

    long idleSince() {
        return idleSinceNanos;
    }

    /** Whether to read. */
    void read(boolean on) {
        channel.config().setAutoRead(on);
    }

    /** Closes it at once; whoever it carried hears nothing more. */
    void close() {
        failed = true;
        call = null;
        channel.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf read = (ByteBuf) message;
        byte[] bytes;
        try {
            bytes = new byte[read.readableBytes()];
            read.readBytes(bytes);
        } finally {
            read.release();
        }
        Http1Call current = call;
        if (current == null) {
            // Nobody asked: an answer to a request that was given up, or a server out of step.
            close();
            return;
        }
        try {
            parser.feed(bytes);
        } catch (BadMessageException garbage) {
            fail();
            return;
        }
        if (parser.isDone() && call == current) {
            ended(current);
        }
    }

    private void ended(Http1Call finished) {
        call = null;
        boolean sent = sentWhole();
        if (parser.isReusable()
                && sent
                && isOpen()
                && finished.request.endpoint().isPooled()) {
            read(true);
            pool.put(this);
        } else {
            close();
        }
        finished.end();
    }

    /** An answer may come before its request has gone out; the rest of that would then be taken for the next one. */
    private boolean sentWhole() {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        return waiting != null && waiting.isEmpty();
    }

    private void fail() {
        Http1Call current = call;
        close();
        if (current != null) {
            current.broken();
        }
    }

    @Override
    public void head(Http1Head head) {
        Http1Call current = call;
        if (current != null) {
            current.sink.head(head);
        }
    }

    @Override
    public void body(byte[] bytes, int from, int to) {
        Http1Call current = call;
        if (current != null) {
            current.sink.body(bytes, from, to);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        Http1Call current = call;
        if (current != null) {
            current.sink.turnOver();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Http1Call current = call;
        call = null;
        try {
            if (current != null) {
                lost(current);
            }
        } finally {
            pool.gone(this);
        }
    }

    private void lost(Http1Call current) {
        if (!failed && parser.closed()) {
            current.end();
        } else if (hasIdled && !parser.hasBegun() && current.maySendAgain()) {
            pool.connect(current);
        } else {
            current.broken();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // A reset, mostly; what it means for the call is told by channelInactive.
        failed = true;
        context.close();
    }
}
