package dev.sprue.gateway.http.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.internal.buffer.BufferInternal;
import io.vertx.core.net.HostAndPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One request that Vert.x's server brought, which is one of HTTP/2. */
public final class VertxCall implements HttpCall {

    private static final long INTERNAL_ERROR = 2;

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private Runnable written = () -> {};
    private Runnable gone = () -> {};
    private boolean over;

    /** Takes a request whose body has not been read yet. */
    public VertxCall(HttpServerRequest request) {
        this.request = request;
        this.response = request.response();
    }

    @Override
    public String method() {
        return request.method().name();
    }

    @Override
    public String path() {
        String path = request.path();
        return path == null ? "" : path;
    }

    @Override
    public String query() {
        String query = request.query();
        return query == null ? "" : query;
    }

    /** Vert.x has refused what is no host, and a {@code host} header that names another one than {@code :authority}. */
    @Override
    public String host() {
        HostAndPort authority = request.authority();
        return authority == null ? "" : HostField.normal(authority.host());
    }

    @Override
    public String origin() {
        HostAndPort authority = request.authority();
        String named = authority == null ? "localhost" : authority.toString();
        return (request.isSSL() ? "https://" : "http://") + named;
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeader(name));
    }

    @Override
    public List<String> headers(String name) {
        return request.headers().getAll(name);
    }

    @Override
    public List<String> headerNames() {
        List<String> names = new ArrayList<>();
        request.headers().forEach(header -> names.add(header.getKey().toLowerCase(Locale.ROOT)));
        // What HTTP/2 has in front of the headers is none of them.
        names.removeIf(name -> name.startsWith(":"));
        return names;
    }

    @Override
    public String remoteAddress() {
        return request.remoteAddress() == null || request.remoteAddress().hostAddress() == null
                ? "unknown"
                : request.remoteAddress().hostAddress();
    }

    @Override
    public boolean isHttp1() {
        return false;
    }

    @Override
    public void readBody(BodySink sink) {
        request.handler(sink::piece);
        request.endHandler(end -> sink.ended());
        request.exceptionHandler(broken -> sink.broken());
    }

    @Override
    public void pauseBody() {
        request.pause();
    }

    @Override
    public void resumeBody() {
        request.resume();
    }

    @Override
    public boolean isBodyComplete() {
        return request.isEnded();
    }

    @Override
    public void writeContinue() {
        response.writeContinue();
    }

    @Override
    public void onOver(Runnable whenWritten, Runnable whenGone) {
        written = whenWritten;
        gone = whenGone;
        response.exceptionHandler(broken -> over(gone));
        response.closeHandler(closed -> over(gone));
    }

    private void taken(AsyncResult<Void> result) {
        over(result.succeeded() ? written : gone);
    }

    private void over(Runnable action) {
        if (!over) {
            over = true;
            action.run();
        }
    }

    @Override
    public void addHeader(CharSequence name, CharSequence value) {
        response.headers().add(name, value);
    }

    @Override
    public void answer(int status, Buffer body) {
        response.setStatusCode(status);
        if (method().equals("HEAD")) {
            response.putHeader("content-length", Integer.toString(body.length()))
                    .end()
                    .onComplete(this::taken);
        } else {
            response.end(body).onComplete(this::taken);
        }
    }

    @Override
    public void beginStream(int status) {
        response.setStatusCode(status).setChunked(true);
    }

    @Override
    public void write(AnswerPiece piece, Runnable whenTaken) {
        response.write(buffer(piece)).onSuccess(taken -> whenTaken.run());
    }

    private static Buffer buffer(AnswerPiece piece) {
        ByteBuf bytes = Unpooled.buffer(piece.length());
        piece.writeTo(bytes);
        return BufferInternal.buffer(bytes);
    }

    @Override
    public boolean isFull() {
        return response.writeQueueFull();
    }

    @Override
    public void onDrain(Runnable action) {
        response.drainHandler(drained -> action.run());
    }

    @Override
    public void end(AnswerPiece last) {
        response.end(buffer(last)).onComplete(this::taken);
    }

    @Override
    public boolean isClosed() {
        return response.closed();
    }

    @Override
    public void reset() {
        response.reset(INTERNAL_ERROR);
    }

    @Override
    public void breakOff() {
        response.reset();
    }

    @Override
    public void endConnection() {
        // Others share it.
    }

    @Override
    public void closeConnection() {
        // Others share it.
    }
}
