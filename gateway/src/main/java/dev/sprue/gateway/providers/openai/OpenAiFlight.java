package dev.sprue.gateway.providers.openai;

import dev.sprue.gateway.config.TimeoutsConfig;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.http.Deadlines;
import dev.sprue.gateway.http.MemoryBudget;
import dev.sprue.gateway.http.upstream.AnswerHead;
import dev.sprue.gateway.http.upstream.UpstreamCall;
import dev.sprue.gateway.http.upstream.UpstreamRequest;
import dev.sprue.gateway.http.upstream.UpstreamSink;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.Flight;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.providers.ProviderCall;
import org.jspecify.annotations.Nullable;

/**
 * One call under way to an OpenAI-compatible server.
 *
 * <p>Lives on one event loop. It is over when it has told the sink so, or when it was cancelled; whatever the network
 * still brings after that is ignored. Whenever it is over before the upstream's answer is, the upstream's connection is
 * reset, so that a model never goes on writing for nobody.
 */
final class OpenAiFlight implements Flight, UpstreamSink {

    private static final System.Logger LOG = System.getLogger(OpenAiFlight.class.getName());
    private static final String EVENT_STREAM = "text/event-stream";
    private static final long LINGER_MS = 5_000;
    private static final long RETRY_MS = 1_000;

    private final OpenAiTarget target;
    private final ProviderCall call;
    private final AnswerSink sink;
    private final int maxAnswerBytes;
    private final OpenAiFaults faults;

    private @Nullable UpstreamCall upstream;
    private @Nullable OpenAiAnswerReading reading;
    private Deadlines.@Nullable Watch silence;
    private MemoryBudget.@Nullable Share memory;
    private boolean over;

    OpenAiFlight(OpenAiTarget target, ProviderCall call, AnswerSink sink, int maxAnswerBytes) {
        this.target = target;
        this.call = call;
        this.sink = sink;
        this.maxAnswerBytes = maxAnswerBytes;
        this.faults = new OpenAiFaults(target.provider());
    }

    void start() {
        TimeoutsConfig timeouts = target.timeouts();
        UpstreamRequest request = new UpstreamRequest(
                target.endpoint(),
                "POST",
                target.basePath() + call.call().operation().openAiPath(),
                target.headers(call.call().stream()),
                OpenAiRequestWriter.write(call.call(), call.model()));
        watch(timeouts.firstByteMs(), "no answer began within ");
        upstream = call.loop().client().send(request, this);
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
        if (stream && !isEventStream(head)) {
            fail(faults.broken("it did not answer with a stream"));
            return;
        }
        reading = stream
                ? new OpenAiStreamReading(this, faults, sink, maxAnswerBytes)
                : new OpenAiWholeReading(this, faults, head, call.call(), maxAnswerBytes);
    }

    private static boolean isEventStream(AnswerHead head) {
        return head.header("content-type")
                .filter(type -> type.regionMatches(true, 0, EVENT_STREAM, 0, EVENT_STREAM.length()))
                .isPresent();
    }

    @Override
    public void body(byte[] bytes, int from, int to) {
        OpenAiAnswerReading now = reading;
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
        OpenAiAnswerReading now = reading;
        if (!over && now != null) {
            now.turnOver();
        }
    }

    @Override
    public void end() {
        OpenAiAnswerReading now = reading;
        upstream = null;
        if (!over && now != null) {
            try {
                now.ended();
            } catch (RuntimeException defect) {
                defect(defect);
            }
        }
        unwatch();
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

    void whole(WholeAnswer answer) {
        if (call.call().operation() == Operation.IMAGE_GENERATION) {
            if (!OpenAiImages.holdsPictures(answer)) {
                fail(faults.broken("its answer has a picture without b64_json"));
                return;
            }
            settle();
            sink.whole(answer.by(call.modelId()));
            return;
        }
        settle();
        sink.whole(answer);
    }

    /** The upstream has said no, in an answer that is complete. */
    void refused(Failure failure) {
        settle();
        sink.failed(failure);
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
