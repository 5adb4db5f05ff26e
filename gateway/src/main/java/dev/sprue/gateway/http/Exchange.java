package dev.sprue.gateway.http;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.http.server.HttpCall;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.AsciiString;
import io.vertx.core.buffer.Buffer;
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
    private final HttpCall call;
    private final String id;
    private final long startedNanos = System.nanoTime();
    private final AccessFacts facts;
    private final List<Runnable> whenGone = new ArrayList<>(1);
    private long firstByteNanos;
    private boolean answered;
    private boolean bodyAwaited;
    private boolean cutting;
    private boolean finished;
    private MemoryBudget.@Nullable Share memory;

    /** @param logged whether the access log will ask for its facts */
    Exchange(Loop loop, HttpCall call, boolean logged, Runnable onFinished) {
        this.loop = loop;
        this.facts = new AccessFacts(logged);
        this.call = call;
        // Ids need to be unique, not secret: no lock, no entropy pool on the hot path.
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (random.nextLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L;
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        this.id = new UUID(high, low).toString();
        call.onOver(
                () -> {
                    finish(onFinished);
                    letGo(loop, call);
                },
                () -> gone(onFinished));
        CharSequence wireId = new AsciiString(id);
        call.addHeader(Headers.REQUEST_ID, wireId);
        call.addHeader(Headers.APIM_REQUEST_ID, wireId);
        call.addHeader(
                Headers.CLIENT_REQUEST_ID,
                clientRequestId().<CharSequence>map(given -> given).orElse(wireId));
        call.addHeader(Headers.CONTENT_TYPE_OPTIONS, Headers.NOSNIFF);
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
        return call.method();
    }

    /** The path as sent, percent-encoded, without the query. */
    public String path() {
        return call.path();
    }

    /**
     * The host that it is for, in lower case, without port and without the dot that may end a full name; empty where it
     * names none.
     */
    public String host() {
        return call.host();
    }

    /** Scheme, host and port that the caller used, without a slash at the end, as links for it begin. */
    public String origin() {
        return call.origin();
    }

    /** A header's first value. */
    public Optional<String> header(String name) {
        return call.header(name);
    }

    /**
     * A header that is a list, of which each of several lines has a part (RFC 9110, section 5.3), as one.
     *
     * @param name in lower case
     */
    public Optional<String> list(String name) {
        List<String> lines = call.headers(name);
        return lines.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", lines));
    }

    /** The query as sent, without the question mark; empty if there is none. */
    public String query() {
        return call.query();
    }

    /**
     * A query parameter's first value, decoded.
     *
     * @throws dev.sprue.gateway.error.FailureException 400 where the query has a percent sign that begins no escape
     */
    public Optional<String> query(String name) {
        try {
            List<String> values =
                    new QueryStringDecoder(call.query(), false).parameters().get(name);
            return values == null ? Optional.empty() : Optional.of(values.getFirst());
        } catch (IllegalArgumentException unreadable) {
            throw Failure.of(ErrorCode.BAD_REQUEST, "a percent sign in its query begins no escape")
                    .toException();
        }
    }

    /** The caller's address, without the port. */
    public String remoteAddress() {
        return call.remoteAddress();
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
    public void putHeader(CharSequence name, CharSequence value) {
        call.addHeader(name, value);
    }

    /** Answers in one piece. Has no effect where the caller has left. */
    public void answer(int status, CharSequence contentType, Buffer body) {
        begin(status);
        if (!call.isClosed()) {
            call.addHeader(Headers.CONTENT_TYPE, contentType);
            facts.bytes(body.length());
            if (body.length() > MemoryBudget.FREE_BYTES) {
                // It stays in memory until the caller has taken it, which may be long after it was given.
                memory().force(memory().bytes() + body.length());
            }
            call.answer(status, body);
        }
    }

    /** Answers with a status of 200 and nothing else. */
    void answerEmpty() {
        begin(200);
        call.answer(200, Buffer.buffer());
    }

    /** Answers with an event stream, status 200. */
    public EventStream stream() {
        return stream(Headers.EVENT_STREAM_UTF8);
    }

    /** Answers with a stream of that type, status 200. */
    public EventStream stream(CharSequence contentType) {
        begin(200);
        call.addHeader(Headers.CONTENT_TYPE, contentType);
        call.addHeader(Headers.CACHE_CONTROL, Headers.NO_CACHE);
        call.addHeader(Headers.ACCEL_BUFFERING, Headers.NO);
        call.beginStream(200);
        return new EventStream(this);
    }

    /** Tells a caller that asks first ({@code expect: 100-continue}) to send its body. */
    void awaitBody() {
        if (asksFirst()) {
            bodyAwaited = true;
            call.writeContinue();
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
        call.endConnection();
    }

    /**
     * What is left of the body is discarded for a moment, so that the caller can read the answer; a connection that was
     * closed over unread bytes would be reset under it. Nobody may send for ever what nobody wants.
     */
    static void letGo(Loop loop, HttpCall call) {
        if (call.isHttp1() && !call.isBodyComplete()) {
            loop.deadlines().start(DISCARD_MS, () -> {
                if (!call.isBodyComplete()) {
                    call.closeConnection();
                }
            });
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

    /** What the codec beneath has of it. */
    HttpCall call() {
        return call;
    }
}
