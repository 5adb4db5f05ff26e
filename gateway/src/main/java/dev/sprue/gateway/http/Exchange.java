package dev.sprue.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer. All its methods are called on its own event loop.
 *
 * <p>It is answered exactly once, by {@link #answer} or {@link #stream}; it tells {@link #onGone} if the caller leaves
 * before that.
 */
public final class Exchange {

    private static final int MAX_ECHO_CHARS = 128;
    private static final long DISCARD_MS = 1_000;

    private final Loop loop;
    private final HttpServerRequest request;
    private final String id;
    private final long startedNanos = System.nanoTime();
    private final AccessFacts facts = new AccessFacts();
    private final List<Runnable> whenGone = new ArrayList<>(1);
    private long firstByteNanos;
    private boolean answered;
    private boolean bodyAwaited;
    private boolean endsConnection;
    private boolean cutting;
    private boolean finished;
    private MemoryBudget.@Nullable Share memory;

    Exchange(Loop loop, HttpServerRequest request, Runnable onFinished) {
        this.loop = loop;
        this.request = request;
        // Ids need to be unique, not secret: no lock, no entropy pool on the hot path.
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (random.nextLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L;
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        this.id = new UUID(high, low).toString();
        HttpServerResponse response = request.response();
        response.exceptionHandler(broken -> gone(onFinished));
        response.closeHandler(closed -> gone(onFinished));
        response.endHandler(ended -> {
            finish(onFinished);
            letGo();
        });
        MultiMap headers = response.headers();
        CharSequence wireId = HttpHeaders.createOptimized(id);
        headers.add(Headers.REQUEST_ID, wireId);
        headers.add(Headers.APIM_REQUEST_ID, wireId);
        headers.add(
                Headers.CLIENT_REQUEST_ID,
                clientRequestId().<CharSequence>map(given -> given).orElse(wireId));
        headers.add(Headers.CONTENT_TYPE_OPTIONS, Headers.NOSNIFF);
    }

    private Optional<String> clientRequestId() {
        return header("x-ms-client-request-id")
                .filter(text -> !text.isEmpty())
                .filter(text -> text.length() <= MAX_ECHO_CHARS && text.chars().allMatch(c -> c > ' ' && c < 0x7F));
    }

    private void gone(Runnable onFinished) {
        if (!finished) {
            if (!cutting) {
                facts.status(AccessFacts.CLIENT_LEFT);
            }
            // First the actions, so that what they note is still in the log line.
            List<Runnable> actions = List.copyOf(whenGone);
            whenGone.clear();
            actions.forEach(Runnable::run);
            finish(onFinished);
        }
    }

    private void finish(Runnable onFinished) {
        if (!finished) {
            finished = true;
            if (memory != null) {
                memory.close();
            }
            onFinished.run();
        }
    }

    /** The request's id, a GUID. */
    public String id() {
        return id;
    }

    /** The event loop that serves it. */
    public Loop loop() {
        return loop;
    }

    /** The method, in upper case. */
    public String method() {
        return request.method().name();
    }

    /** The path as sent, percent-encoded, without the query. */
    public String path() {
        String path = request.path();
        return path == null ? "" : path;
    }

    /** A header's first value. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeader(name));
    }

    /** The query as sent, without the question mark; empty if there is none. */
    public String query() {
        String query = request.query();
        return query == null ? "" : query;
    }

    /** A query parameter's first value, decoded. */
    public Optional<String> query(String name) {
        return request.query() == null ? Optional.empty() : Optional.ofNullable(request.getParam(name));
    }

    /** The caller's address, without the port. */
    public String remoteAddress() {
        return request.remoteAddress() == null || request.remoteAddress().hostAddress() == null
                ? "unknown"
                : request.remoteAddress().hostAddress();
    }

    /** What it holds in memory; given back when it ends. */
    MemoryBudget.Share memory() {
        MemoryBudget.Share share = memory;
        if (share == null) {
            share = loop.memory().share();
            memory = share;
            if (finished) {
                share.close();
            }
        }
        return share;
    }

    /** What the access log will say about it. */
    public AccessFacts facts() {
        return facts;
    }

    /** Nanoseconds of {@link System#nanoTime()} at which it arrived. */
    public long startedNanos() {
        return startedNanos;
    }

    /** Nanoseconds of {@link System#nanoTime()} at which its answer began; 0 before that. */
    public long firstByteNanos() {
        return firstByteNanos;
    }

    /** Whether the answer has begun. */
    public boolean answered() {
        return answered;
    }

    /** Runs {@code action} if the caller leaves before the answer is complete. */
    public void onGone(Runnable action) {
        whenGone.add(action);
    }

    /** Adds a header to the answer; before it begins. */
    public void putHeader(String name, String value) {
        request.response().putHeader(name, value);
    }

    /** Answers in one piece. Has no effect where the caller has left. */
    public void answer(int status, CharSequence contentType, Buffer body) {
        begin(status);
        HttpServerResponse response = request.response();
        if (response.closed()) {
            return;
        }
        response.setStatusCode(status).putHeader(Headers.CONTENT_TYPE, contentType);
        facts.bytes(body.length());
        if (method().equals("HEAD")) {
            response.putHeader("content-length", Integer.toString(body.length()))
                    .end();
        } else {
            untilTaken(response.end(body), body.length());
        }
    }

    /** A large answer stays in memory until the caller has taken it, which may be long after it was given. */
    private void untilTaken(Future<Void> taken, int bytes) {
        if (bytes > MemoryBudget.FREE_BYTES) {
            MemoryBudget.Share share = loop.memory().share();
            share.force(bytes);
            taken.onComplete(done -> share.close());
        }
    }

    /** Answers with an event stream, status 200. */
    public EventStream stream() {
        begin(200);
        request.response()
                .setStatusCode(200)
                .setChunked(true)
                .putHeader("content-type", "text/event-stream; charset=utf-8")
                .putHeader("cache-control", "no-cache")
                .putHeader("x-accel-buffering", "no");
        return new EventStream(this);
    }

    /** Tells a caller that asks first ({@code expect: 100-continue}) to send its body. */
    void awaitBody() {
        if (asksFirst()) {
            bodyAwaited = true;
            request.response().writeContinue();
        }
    }

    private boolean asksFirst() {
        return header("expect").filter("100-continue"::equalsIgnoreCase).isPresent();
    }

    /**
     * Ends the connection with this answer; before it begins. Over HTTP/2, where one request cannot be in another one's
     * way, it has no effect.
     */
    void endConnection() {
        if (isHttp1()) {
            endsConnection = true;
            putHeader("connection", "close");
        }
    }

    boolean isHttp1() {
        return request.version() != HttpVersion.HTTP_2;
    }

    /**
     * What is left of the body is discarded for a moment, so that the caller can read the answer; a connection that was
     * closed over unread bytes would be reset under it. Nobody may send for ever what nobody wants.
     */
    private void letGo() {
        if (!isHttp1()) {
            return;
        }
        if (!request.isEnded()) {
            loop.deadlines().start(DISCARD_MS, () -> {
                if (endsConnection || !request.isEnded()) {
                    request.connection().close();
                }
            });
        } else if (endsConnection) {
            request.connection().close();
        }
    }

    private void begin(int status) {
        if (answered) {
            throw new IllegalStateException("the request is answered twice");
        }
        if (asksFirst() && !bodyAwaited) {
            // The body may come or not; only a new connection leaves no doubt.
            endConnection();
        }
        answered = true;
        firstByteNanos = System.nanoTime();
        facts.status(status);
    }

    /** From here on it is not the caller who breaks the answer off. */
    void cutting() {
        cutting = true;
    }

    /**
     * Ends the connection (HTTP/1) or the stream (HTTP/2) at once. Closing a connection in the ordinary way waits until
     * everything before has been written, which a caller that reads nothing can put off for ever.
     */
    void breakOff() {
        if (isHttp1() && request.connection() instanceof ConnectionBase connection) {
            connection.channelHandlerContext().close();
        } else {
            request.response().reset();
        }
    }

    HttpServerRequest request() {
        return request;
    }
}
