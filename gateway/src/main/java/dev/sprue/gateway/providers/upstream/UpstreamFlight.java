package dev.sprue.gateway.providers.upstream;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.http.Deadlines;
import dev.sprue.gateway.http.MemoryBudget;
import dev.sprue.gateway.http.upstream.AnswerHead;
import dev.sprue.gateway.http.upstream.HeapBytes;
import dev.sprue.gateway.http.upstream.UpstreamCall;
import dev.sprue.gateway.http.upstream.UpstreamRequest;
import dev.sprue.gateway.http.upstream.UpstreamRequest.Header;
import dev.sprue.gateway.http.upstream.UpstreamSink;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.Flight;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonBytes;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.providers.ProviderCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * One call under way to an upstream.
 *
 * <p>Lives on one event loop. It is over when it has told the sink so, or when it was cancelled; whatever the network
 * still brings after that is ignored. Whenever it is over before the upstream's answer is, the upstream's connection is
 * reset, so that a model never goes on writing for nobody.
 */
final class UpstreamFlight implements Flight, UpstreamSink {

    private static final System.Logger LOG = System.getLogger(UpstreamFlight.class.getName());
    private static final long LINGER_MS = 5_000;
    private static final long RETRY_MS = 1_000;
    private static final String NO_ANSWER = "no answer began within ";

    private final UpstreamTarget target;
    private final Dialect dialect;
    private final Credential credential;
    private final ProviderCall call;
    private final AnswerSink sink;
    private final int maxAnswerBytes;
    private final Faults faults;

    private @Nullable UpstreamCall upstream;
    private @Nullable AnswerReading reading;
    private Deadlines.@Nullable Watch silence;
    private MemoryBudget.@Nullable Share memory;
    private boolean over;
    private boolean again;
    private @Nullable Outgoing request;
    private @Nullable RequestSigner signer;

    UpstreamFlight(
            UpstreamTarget target,
            Dialect dialect,
            Credential credential,
            ProviderCall call,
            AnswerSink sink,
            int maxAnswerBytes) {
        this.target = target;
        this.dialect = dialect;
        this.credential = credential;
        this.call = call;
        this.sink = sink;
        this.maxAnswerBytes = maxAnswerBytes;
        this.faults = target.faults();
    }

    /** @throws dev.sprue.gateway.error.FailureException where the dialect cannot say what is asked */
    void start() {
        if (call.call().body().bytes() instanceof JsonBytes.Mapped && dialect.rewrites(call.call())) {
            watch(target.timeouts().firstByteMs(), NO_ANSWER);
            call.loop().heavy().run(call.loop().context(), this::prepared, this::send, this::fail);
            return;
        }
        Outgoing outgoing = dialect.write(call);
        watch(target.timeouts().firstByteMs(), NO_ANSWER);
        request = outgoing;
        send(outgoing);
    }

    /**
     * A request that was written, and signed where that could be done at once, beside the event loop.
     *
     * @param signed with the headers of the signer
     */
    private record Prepared(Outgoing outgoing, Optional<RequestSigner> signer, List<Header> signed) {}

    private Prepared prepared() {
        Outgoing outgoing = dialect.write(call);
        Optional<RequestSigner> ready = credential.current();
        return new Prepared(
                outgoing,
                ready,
                ready.map(with -> with.headers(target.endpoint(), outgoing)).orElse(List.of()));
    }

    private void send(Prepared prepared) {
        if (over) {
            return;
        }
        request = prepared.outgoing();
        if (prepared.signer().isPresent()) {
            send(prepared.outgoing(), prepared.signer().get(), prepared.signed());
        } else {
            send(prepared.outgoing());
        }
    }

    private void send(Outgoing outgoing) {
        Optional<RequestSigner> ready = credential.current();
        if (ready.isPresent()) {
            send(outgoing, ready.get());
            return;
        }
        credential
                .next()
                .whenComplete((fetched, unavailable) -> call.loop().context().runOnContext(turn -> {
                    if (over) {
                        return;
                    }
                    if (fetched != null) {
                        send(outgoing, fetched);
                    } else {
                        fail(reason(unavailable));
                    }
                }));
    }

    private void send(Outgoing outgoing, RequestSigner with) {
        send(outgoing, with, with.headers(target.endpoint(), outgoing));
    }

    private void send(Outgoing outgoing, RequestSigner with, List<Header> own) {
        signer = with;
        upstream = call.loop()
                .client()
                .send(
                        new UpstreamRequest(
                                target.endpoint(),
                                outgoing.method(),
                                outgoing.uri(),
                                own.isEmpty() ? outgoing.headers() : joined(outgoing.headers(), own),
                                outgoing.body()),
                        this);
    }

    private static List<Header> joined(List<Header> one, List<Header> other) {
        List<Header> all = new ArrayList<>(one.size() + other.size());
        all.addAll(one);
        all.addAll(other);
        return all;
    }

    /** A stage that another one failed wraps the reason. */
    private Failure reason(@Nullable Throwable unavailable) {
        Throwable reason = unavailable instanceof CompletionException ? unavailable.getCause() : unavailable;
        return reason instanceof FailureException known
                ? known.failure()
                : faults.broken("there is no credential for it");
    }

    @Override
    public void unreachable(Throwable cause) {
        fail(faults.unreachable(cause));
    }

    @Override
    public void broken() {
        fail(faults.broken(
                reading == null
                        ? "its connection broke before it answered"
                        : "its connection broke in the middle of the answer"));
    }

    @Override
    public void head(AnswerHead head) {
        if (over) {
            return;
        }
        watchIdle();
        boolean stream = head.status() == 200 && call.call().stream();
        if (stream && !dialect.isStream(head)) {
            fail(faults.broken("it did not answer with a stream"));
            return;
        }
        reading = stream
                ? new StreamReading(this, sink, dialect.stream(call, head), dialect, maxAnswerBytes)
                : new WholeReading(this, head, maxAnswerBytes);
    }

    @Override
    public void body(byte[] bytes, int from, int to) {
        AnswerReading now = reading;
        if (silence != null) {
            silence.heard();
        }
        if (!over && now != null) {
            try {
                now.piece(bytes, from, to);
            } catch (RuntimeException defect) {
                defect(defect);
            }
        }
    }

    @Override
    public void turnOver() {
        AnswerReading now = reading;
        if (!over && now != null) {
            now.turnOver();
        }
    }

    @Override
    public void end() {
        AnswerReading now = reading;
        upstream = null;
        unwatch();
        if (!over && now != null) {
            try {
                now.ended();
            } catch (RuntimeException defect) {
                defect(defect);
            }
        }
    }

    /** A defect on the way to the caller ends the call; the loop would only log it, and the caller would wait. */
    private void defect(RuntimeException defect) {
        LOG.log(System.Logger.Level.ERROR, "request " + call.call().id() + " hit a defect", defect);
        fail(Failure.of(ErrorCode.INTERNAL));
    }

    /** Whether nothing more goes to the sink. */
    boolean isOver() {
        return over;
    }

    Faults faults() {
        return faults;
    }

    /** An answer under a success has come, all of it. */
    void answered(AnswerHead head, HeapBytes body) throws JsonSyntaxException {
        WholeAnswer answer = dialect.whole(call, head, body);
        settle();
        sink.whole(answer);
    }

    /** The upstream has said no: with a credential that may have been too old for it, once more with another. */
    void refused(AnswerHead head, byte[] body) {
        Outgoing outgoing = request;
        RequestSigner with = signer;
        if (!again && dialect.refusesCredential(head) && outgoing != null && with != null && credential.renew(with)) {
            again = true;
            reading = null;
            reset();
            watch(target.timeouts().firstByteMs(), NO_ANSWER);
            send(outgoing);
            return;
        }
        fail(dialect.refusal(call, head, body));
    }

    /** The answer is whole with this; the upstream has a moment left to end its response tidily. */
    void completed() {
        settle();
        if (upstream != null) {
            silence = call.loop().deadlines().start(LINGER_MS, this::reset);
        }
        sink.completed();
    }

    /** Counts what is held of the answer, and gives up where there is no room for it. */
    void holds(long bytes) {
        if (over || (memory == null && bytes <= MemoryBudget.FREE_BYTES)) {
            return;
        }
        MemoryBudget.Share share = memory == null ? call.loop().memory().share() : memory;
        memory = share;
        if (!share.set(bytes)) {
            fail(Failure.of(ErrorCode.MEMORY_SHORT).withRetryAfterMs(RETRY_MS));
        }
    }

    void fail(Failure failure) {
        if (!over) {
            settle();
            reset();
            sink.failed(failure);
        }
    }

    @Override
    public void pause() {
        if (upstream != null && !over) {
            // The silence is ours while the caller takes nothing.
            unwatch();
            upstream.pause();
        }
    }

    @Override
    public void resume() {
        if (upstream != null && !over) {
            watchIdle();
            upstream.resume();
        }
    }

    @Override
    public void cancel() {
        if (!over) {
            settle();
            reset();
        }
    }

    /** @param what is missing; the bound is said behind it */
    private void watch(long boundMs, String what) {
        unwatch();
        silence = call.loop().deadlines().start(boundMs, () -> fail(faults.timeout(what + boundMs + " ms")));
    }

    private void watchIdle() {
        watch(target.timeouts().idleMs(), "nothing came for ");
    }

    private void unwatch() {
        if (silence != null) {
            silence.stop();
            silence = null;
        }
    }

    private void settle() {
        over = true;
        // The connection may take a moment to go, and would keep what has come.
        reading = null;
        if (memory != null) {
            memory.close();
        }
        unwatch();
    }

    private void reset() {
        if (upstream != null) {
            upstream.reset();
            upstream = null;
        }
    }
}
