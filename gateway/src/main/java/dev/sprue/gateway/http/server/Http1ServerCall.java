package dev.sprue.gateway.http.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOption;
import io.netty.handler.ssl.SslHandler;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request on an HTTP/1.1 connection, and its answer. */
final class Http1ServerCall implements HttpCall {

    private static final Runnable NOTHING = () -> {};
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Http1ServerConnection connection;
    private final Channel channel;
    private final @Nullable Http1RequestHead head;
    private final Http1AnswerWriter writer = new Http1AnswerWriter();
    private @Nullable BodySink body;
    private Runnable written = NOTHING;
    private Runnable gone = NOTHING;
    private @Nullable Runnable drained;
    private int streamStatus;
    private boolean headPending;
    private boolean bodyPaused;
    private boolean answering;
    private boolean over;

    /** @param head null where the request could not be read */
    Http1ServerCall(Http1ServerConnection connection, Channel channel, @Nullable Http1RequestHead head) {
        this.connection = connection;
        this.channel = channel;
        this.head = head;
    }

    @Override
    public String method() {
        return head == null ? "" : head.method();
    }

    @Override
    public String path() {
        return head == null ? "" : head.path();
    }

    @Override
    public String query() {
        return head == null ? "" : head.query();
    }

    @Override
    public String host() {
        return head == null ? "" : head.host();
    }

    @Override
    public String origin() {
        String scheme = channel.pipeline().get(SslHandler.class) == null ? "http://" : "https://";
        return scheme + header("host").filter(named -> !named.isEmpty()).orElse("localhost");
    }

    @Override
    public Optional<String> header(String name) {
        return head == null ? Optional.empty() : head.header(name);
    }

    @Override
    public List<String> headers(String name) {
        return head == null ? List.of() : head.headers(name);
    }

    @Override
    public List<String> headerNames() {
        return head == null ? List.of() : head.headerNames();
    }

    @Override
    public String remoteAddress() {
        return connection.remoteAddress();
    }

    @Override
    public boolean isHttp1() {
        return true;
    }

    @Override
    public void readBody(BodySink sink) {
        body = sink;
        connection.proceed();
    }

    @Override
    public void pauseBody() {
        bodyPaused = true;
    }

    @Override
    public void resumeBody() {
        bodyPaused = false;
        connection.proceed();
    }

    @Override
    public boolean isBodyComplete() {
        return connection.isBodyComplete(this);
    }

    /** Whether pieces of the body may come now: to somebody, or whoever wants them once the answer has begun. */
    boolean takesBody() {
        return answering || body != null && !bodyPaused;
    }

    /** Who takes the body; nobody once the answer has begun without it. */
    @Nullable
    BodySink body() {
        return body;
    }

    @Override
    public void writeContinue() {
        if (head == null || !head.isHttp11() || isBodyComplete()) {
            // RFC 9110, section 10.1.1: callers of HTTP/1.0 know no such answer, and who has nothing to send needs
            // none.
            return;
        }
        channel.writeAndFlush(channel.alloc().buffer(CONTINUE.length).writeBytes(CONTINUE), channel.voidPromise());
    }

    @Override
    public void onOver(Runnable whenWritten, Runnable whenGone) {
        written = whenWritten;
        gone = whenGone;
    }

    @Override
    public void addHeader(CharSequence name, CharSequence value) {
        writer.add(name, value);
    }

    private boolean keepsAlive() {
        return head != null && head.keepsAlive() && !connection.ends();
    }

    private void sayWhetherItGoesOn() {
        answering = true;
        if (!keepsAlive()) {
            connection.endAfterThis();
            writer.add("connection", "close");
        } else if (head != null && !head.isHttp11()) {
            writer.add("connection", "keep-alive");
        }
    }

    @Override
    public void answer(int status, Buffer whole) {
        sayWhetherItGoesOn();
        send(writer.whole(channel.alloc(), status, whole, method().equals("HEAD")), this::complete);
    }

    @Override
    public void beginStream(int status) {
        if (!isChunked()) {
            // A caller of HTTP/1.0 knows no chunks: the end of the connection is the end of the answer.
            connection.endAfterThis();
        }
        sayWhetherItGoesOn();
        streamStatus = status;
        headPending = true;
    }

    private boolean isChunked() {
        return head == null || head.isHttp11();
    }

    @Override
    public void write(AnswerPiece piece, Runnable whenTaken) {
        send(piece(piece, false), whenTaken);
    }

    @Override
    public void end(AnswerPiece last) {
        send(piece(last, true), this::complete);
    }

    private ByteBuf piece(AnswerPiece data, boolean last) {
        int room = data.length() + Http1AnswerWriter.CHUNK_BYTES;
        ByteBuf out = headPending
                ? writer.streamHead(channel.alloc(), streamStatus, isChunked(), room)
                : channel.alloc().directBuffer(room);
        headPending = false;
        if (!isChunked()) {
            data.writeTo(out);
            return out;
        }
        if (data.length() > 0) {
            Http1AnswerWriter.chunk(out, data);
        }
        if (last) {
            Http1AnswerWriter.lastChunk(out);
        }
        return out;
    }

    private void send(ByteBuf bytes, Runnable whenTaken) {
        channel.writeAndFlush(bytes).addListener((ChannelFutureListener) sent -> {
            if (sent.isSuccess()) {
                whenTaken.run();
            } else {
                channel.close();
            }
        });
    }

    private void complete() {
        if (!over) {
            over = true;
            written.run();
            connection.answered(this);
        }
    }

    /** The connection is gone. */
    void lost(boolean bodyComplete) {
        BodySink reader = body;
        body = null;
        if (!over) {
            over = true;
            if (reader != null && !bodyComplete) {
                reader.broken();
            }
            gone.run();
        }
    }

    /** What comes is no body. */
    void badBody() {
        BodySink reader = body;
        body = null;
        if (reader != null) {
            reader.broken();
        }
    }

    boolean isOver() {
        return over;
    }

    @Override
    public boolean isFull() {
        return !channel.isWritable();
    }

    @Override
    public void onDrain(Runnable action) {
        drained = action;
    }

    void drained() {
        Runnable action = drained;
        drained = null;
        if (action != null) {
            action.run();
        }
    }

    @Override
    public boolean isClosed() {
        return over || !channel.isActive();
    }

    @Override
    public void reset() {
        if (isChunked()) {
            channel.close();
            return;
        }
        // Its end is that of the connection, so that only a reset tells that it is not whole; nor may TLS say goodbye.
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.unsafe().close(channel.newPromise());
    }

    @Override
    public void breakOff() {
        channel.close();
    }

    @Override
    public void endConnection() {
        connection.endAfterThis();
    }

    @Override
    public void closeConnection() {
        channel.close();
    }
}
