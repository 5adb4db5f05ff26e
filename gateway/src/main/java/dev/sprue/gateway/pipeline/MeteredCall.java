package dev.sprue.gateway.pipeline;

import dev.sprue.gateway.deployments.Deployment;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.http.AccessFacts;
import dev.sprue.gateway.http.Deadlines;
import dev.sprue.gateway.http.Loop;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.Flight;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.inference.StreamEvent;
import dev.sprue.gateway.inference.Usage;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.limits.Permit;
import dev.sprue.gateway.usage.CallRecord;
import dev.sprue.gateway.usage.CallRecord.Outcome;
import dev.sprue.gateway.usage.Meter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Step six for one call: stands between the model and the caller, hands everything on, and settles the account exactly
 * once, however the call ends: well, badly, out of time, or because the caller left.
 */
final class MeteredCall implements AnswerSink, Flight {

    private static final long RETRY_MS = 1_000;

    private final InferenceCall call;
    private final Deployment deployment;
    private final Permit permit;
    private final RunningCalls calls;
    private final Meter meter;
    private final AccessFacts facts;
    private final AnswerSink sink;
    private final long startedNanos = System.nanoTime();

    private String provider;
    private Flight upstream = Flight.ENDED;
    private Usage usage = Usage.NONE;
    private long firstByteMs = -1;
    private Deadlines.@Nullable Watch deadline;
    private boolean settled;

    MeteredCall(
            InferenceCall call,
            Deployment deployment,
            String provider,
            Permit permit,
            RunningCalls calls,
            Meter meter,
            AccessFacts facts,
            AnswerSink sink) {
        this.call = call;
        this.deployment = deployment;
        this.provider = provider;
        this.permit = permit;
        this.calls = calls;
        this.meter = meter;
        this.facts = facts;
        this.sink = sink;
    }

    /** Takes the call that is under way upstream. */
    void took(Flight flight) {
        upstream = flight;
    }

    /**
     * Ends the call as failed after {@code timeoutMs} milliseconds, or when the service stops and cannot wait for it any
     * longer, if it has not ended by then.
     */
    void limit(Loop loop, long timeoutMs) {
        if (!settled) {
            deadline = loop.deadlines()
                    .start(
                            timeoutMs,
                            () -> stop(Failure.of(ErrorCode.REQUEST_TIMEOUT, timeoutMs)),
                            () -> stop(Failure.of(ErrorCode.STOPPING).withRetryAfterMs(RETRY_MS)));
        }
    }

    private void stop(Failure reason) {
        upstream.cancel();
        failed(reason);
    }

    @Override
    public void asked(String other) {
        if (!other.equals(provider)) {
            provider = other;
            facts.put("provider", provider);
        }
    }

    @Override
    public void attempts(String trace) {
        facts.put("attempts", trace);
        if (!settled) {
            sink.attempts(trace);
        }
    }

    @Override
    public void used(Usage soFar) {
        usage = soFar;
    }

    @Override
    public void whole(WholeAnswer answer) {
        began();
        usage = answer.usage();
        if (settle(Outcome.completed)) {
            sink.whole(answer);
        }
    }

    @Override
    public void opened() {
        sink.opened();
    }

    @Override
    public void event(StreamEvent event) {
        began();
        event.usage().ifPresent(reported -> usage = reported);
        if (!settled) {
            sink.event(event);
        }
    }

    @Override
    public void flush() {
        if (!settled) {
            sink.flush();
        }
    }

    @Override
    public void completed() {
        if (settle(Outcome.completed)) {
            sink.completed();
        }
    }

    @Override
    public void failed(Failure failure) {
        if (settle(Outcome.failed)) {
            facts.put("error", failure.code().name());
            facts.put("cause", failure.ownWords());
            sink.failed(failure);
        }
    }

    @Override
    public void pause() {
        upstream.pause();
    }

    @Override
    public void resume() {
        upstream.resume();
    }

    @Override
    public void cancel() {
        upstream.cancel();
        settle(Outcome.cancelled);
    }

    private void began() {
        if (firstByteMs < 0) {
            firstByteMs = elapsedMs();
        }
    }

    private long elapsedMs() {
        return (System.nanoTime() - startedNanos) / 1_000_000;
    }

    /** False if the call had ended before. */
    private boolean settle(Outcome outcome) {
        if (settled) {
            return false;
        }
        settled = true;
        calls.end();
        if (deadline != null) {
            deadline.stop();
        }
        permit.settle(usage);
        facts.put("prompt_tokens", usage.promptTokens());
        facts.put("completion_tokens", usage.completionTokens());
        meter.record(new CallRecord(
                Instant.now(),
                call.id(),
                deployment.resource(),
                deployment.name(),
                deployment.model().name(),
                provider,
                call.operation().capability(),
                outcome,
                usage,
                firstByteMs,
                elapsedMs()));
        return true;
    }
}
