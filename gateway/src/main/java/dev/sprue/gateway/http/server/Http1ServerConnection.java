package dev.sprue.gateway.http.server;

import dev.sprue.gateway.http.h1.BadMessageException;
import dev.sprue.gateway.http.h1.ChunkReader;
import dev.sprue.gateway.http.h1.HeadFields;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.CodecException;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.net.impl.ShutdownEvent;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 connection of a caller (RFC 9112). Requests are served one after the other; what a caller sends ahead waits,
 * and the caller with it when it is much. Lives on its event loop.
 */
public final class Http1ServerConnection extends ChannelInboundHandlerAdapter {

    /** Takes the requests. */
    public interface Requests {

        /** A request begins. */
        void request(HttpCall call);

        /** What came is no request, or too much of one, or came too slowly; the connection ends with the answer. */
        void malformed(HttpCall call, Fault fault);
    }

    /** What is wrong with a head. */
    public enum Fault {
        /** It cannot be read. */
        UNREADABLE,
        /** It is larger than the limits. */
        TOO_LARGE,
        /** It has begun, and its end did not come in time. */
        TOO_SLOW
    }

    /**
     * What a head may have.
     *
     * @param lineBytes bytes of its first line
     * @param headBytes bytes of all of it
     * @param headMs milliseconds from its first byte to its last
     */
    public record Limits(int lineBytes, int headBytes, int headMs) {}

    private static final System.Logger LOG = System.getLogger(Http1ServerConnection.class.getName());
    private static final byte[] NONE = new byte[0];
    private static final int MAX_AHEAD_BYTES = 64 * 1024;

    private final Channel channel;
    private final Limits limits;
    private final Requests requests;
    private final Consumer<Throwable> whenBroken;
    private final ChunkReader chunks = new ChunkReader();

    /** What has come and is not read yet: {@code [at, end)}. What lies before it may be shared and is not touched. */
    private byte[] held = NONE;

    private int at;
    private int end;

    /** How much of what is held has been searched for the end of a head. */
    private int searched;

    private @Nullable Http1ServerCall call;
    private boolean chunked;
    private long remaining;
    private boolean bodyComplete = true;
    private boolean bodyTold;
    private boolean proceeding;
    private boolean endsAfterThis;
    private boolean stopping;
    private boolean deaf;
    private @Nullable String remoteAddress;

    /** Runs while a head has begun and not ended. */
    private @Nullable Future<?> headWatch;

    /**
     * @param whenBroken hears why the connection broke
     */
    public Http1ServerConnection(Channel channel, Limits limits, Requests requests, Consumer<Throwable> whenBroken) {
        this.channel = channel;
        this.limits = limits;
        this.requests = requests;
        this.whenBroken = whenBroken;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf read = (ByteBuf) message;
        try {
            if (deaf) {
                return;
            }
            hold(read);
        } finally {
            read.release();
        }
        proceed();
    }

    private void hold(ByteBuf read) {
        int more = read.readableBytes();
        if (more > held.length - end) {
            int kept = end - at;
            // What trickles in must not be copied again with each byte.
            byte[] roomier = new byte[Math.max(kept + more, 2 * kept)];
            System.arraycopy(held, at, roomier, 0, kept);
            held = roomier;
            searched = Math.max(0, searched - at);
            at = 0;
            end = kept;
        }
        read.readBytes(held, end, more);
        end += more;
    }

    /** Reads what is held as far as somebody takes it. */
    void proceed() {
        if (proceeding) {
            return;
        }
        proceeding = true;
        try {
            boolean went = true;
            while (went) {
                went = call == null ? nextRequest() : nextOfBody(call);
            }
        } catch (BadMessageException malformed) {
            malformed(malformed);
        } finally {
            proceeding = false;
        }
        if (at == end) {
            held = NONE;
            at = 0;
            end = 0;
            searched = 0;
        }
        watchHead();
        boolean wantsMore = end - at < (call == null ? limits.headBytes() + 1 : MAX_AHEAD_BYTES);
        if (channel.config().isAutoRead() != wantsMore) {
            channel.config().setAutoRead(wantsMore);
        }
    }

    /** Nobody may hold a connection with a head that never ends. */
    private void watchHead() {
        boolean begun = call == null && at < end;
        if (begun && headWatch == null) {
            headWatch = channel.eventLoop().schedule(this::headLate, limits.headMs(), TimeUnit.MILLISECONDS);
        } else if (!begun && headWatch != null) {
            headWatch.cancel(false);
            headWatch = null;
        }
    }

    private void headLate() {
        headWatch = null;
        if (call == null && !deaf && channel.isActive()) {
            refuse(Fault.TOO_SLOW);
        }
    }

    private boolean nextRequest() throws BadMessageException {
        while (at < end && (held[at] == '\r' || held[at] == '\n')) {
            // Some callers put an empty line behind a body (RFC 9112, section 2.2).
            at++;
        }
        if (at == end || stopping || endsAfterThis || !channel.isActive()) {
            return false;
        }
        int headEnd = HeadFields.endOfHead(held, at, Math.max(at, searched), end);
        searched = end;
        if ((headEnd < 0 ? end : headEnd) - at > limits.headBytes()) {
            throw BadMessageException.tooLarge("its head is larger than " + limits.headBytes() + " bytes");
        }
        if (lineLength() > limits.lineBytes()) {
            throw BadMessageException.tooLarge("its first line is longer than " + limits.lineBytes() + " bytes");
        }
        if (headEnd < 0) {
            return false;
        }
        Http1RequestHead head = new Http1RequestHead(held, at, headEnd);
        at = headEnd;
        searched = at;
        chunked = head.isChunked();
        remaining = head.length();
        if (chunked) {
            chunks.begin();
        }
        bodyComplete = !chunked && remaining == 0;
        bodyTold = false;
        Http1ServerCall next = new Http1ServerCall(this, channel, head);
        call = next;
        requests.request(next);
        return true;
    }

    private int lineLength() {
        int i = at;
        int to = Math.min(end, at + limits.lineBytes() + 1);
        while (i < to && held[i] != '\n') {
            i++;
        }
        return i - at;
    }

    private boolean nextOfBody(Http1ServerCall current) throws BadMessageException {
        BodySink sink = current.body();
        if (bodyComplete) {
            if (sink != null && !bodyTold && current.takesBody()) {
                bodyTold = true;
                sink.ended();
                return true;
            }
            return false;
        }
        if (at == end || !current.takesBody()) {
            return false;
        }
        int from = at;
        int to;
        if (chunked) {
            at = chunks.read(held, at, end);
            from = chunks.dataFrom();
            to = chunks.dataTo();
            bodyComplete = chunks.isDone();
        } else {
            to = (int) Math.min(end, at + remaining);
            remaining -= to - at;
            at = to;
            bodyComplete = remaining == 0;
        }
        searched = at;
        if (sink != null && to > from) {
            // Not a copy of the copy, as Buffer.buffer(byte[]) would be.
            sink.piece(BufferInternal.buffer(Unpooled.wrappedBuffer(Arrays.copyOfRange(held, from, to))));
        }
        if (bodyComplete && current.isOver()) {
            next(current);
        }
        return true;
    }

    private void malformed(BadMessageException malformed) {
        Http1ServerCall current = call;
        if (current == null) {
            refuse(malformed.isTooLarge() ? Fault.TOO_LARGE : Fault.UNREADABLE);
            return;
        }
        hearNoMore();
        current.badBody();
        if (current.isOver()) {
            channel.close();
        }
    }

    private void hearNoMore() {
        deaf = true;
        endsAfterThis = true;
        at = end;
    }

    private void refuse(Fault fault) {
        hearNoMore();
        Http1ServerCall refused = new Http1ServerCall(this, channel, null);
        call = refused;
        // What else comes is nobody's; the caller has a moment to read the answer before the connection ends.
        bodyComplete = false;
        requests.malformed(refused, fault);
    }

    /** The answer to a request is out. */
    void answered(Http1ServerCall done) {
        if (call != done) {
            return;
        }
        if (bodyComplete) {
            next(done);
        }
        // Either the next request, or what is left of the body, which nobody wants any more.
        proceed();
    }

    private void next(Http1ServerCall done) {
        if (call == done) {
            call = null;
            if (endsAfterThis || stopping) {
                deaf = true;
                at = end;
                channel.close();
            }
        }
    }

    boolean isBodyComplete(Http1ServerCall asked) {
        return call != asked || bodyComplete;
    }

    void endAfterThis() {
        endsAfterThis = true;
    }

    /** Whether the connection ends with the present answer. */
    boolean ends() {
        return endsAfterThis || stopping;
    }

    String remoteAddress() {
        String known = remoteAddress;
        if (known == null) {
            known = channel.remoteAddress() instanceof InetSocketAddress address && address.getAddress() != null
                    ? address.getAddress().getHostAddress()
                    : "unknown";
            remoteAddress = known;
        }
        return known;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        Http1ServerCall current = call;
        if (current != null && channel.isWritable()) {
            current.drained();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        Http1ServerCall current = call;
        call = null;
        at = end;
        watchHead();
        if (current != null) {
            current.lost(bodyComplete);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        switch (event) {
            case IdleStateEvent idle -> channel.close();
            case ShutdownEvent shutdown -> {
                stopping = true;
                if (call == null) {
                    channel.close();
                }
            }
            default -> ReferenceCountUtil.release(event);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof RuntimeException && !(cause instanceof CodecException)) {
            LOG.log(System.Logger.Level.ERROR, "a connection hit a defect", cause);
        } else {
            whenBroken.accept(cause);
        }
        context.close();
    }
}
