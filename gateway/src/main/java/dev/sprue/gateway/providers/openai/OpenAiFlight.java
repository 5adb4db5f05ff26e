package dev.sprue.gateway.providers.openai;

import dev.sprue.gateway.config.TimeoutsConfig;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.UpstreamFault;
import dev.sprue.gateway.http.Deadlines;
import dev.sprue.gateway.http.Headers;
import dev.sprue.gateway.http.HeapBytes;
import dev.sprue.gateway.http.Loop;
import dev.sprue.gateway.http.SseParser;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.Flight;
import dev.sprue.gateway.inference.StreamEvent;
import dev.sprue.gateway.inference.Usage;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.providers.ProviderCall;
import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One call under way to an OpenAI-compatible server.
 *
 * <p>Lives on one event loop. It is over when it has told the sink so, or when it was cancelled; whatever the network
 * still brings after that is ignored. Whenever it is over before the upstream's answer is, the upstream's connection is
 * reset, so that a model never goes on writing for nobody.
 */
final class OpenAiFlight implements Flight {

    private static final System.Logger LOG = System.getLogger(OpenAiFlight.class.getName());
    private static final int MAX_ERROR_BYTES = 64 * 1024;
    private static final int MAX_DEPTH = 64;
    private static final long LINGER_MS = 5_000;
    private static final byte[] EMPTY_LINE = {'\n', '\n'};

    private final OpenAiTarget target;
    private final ProviderCall call;
    private final AnswerSink sink;
    private final int maxAnswerBytes;

    private @Nullable HttpClientRequest request;
    private @Nullable HttpClientResponse response;
    private final OpenAiStreamReader reader = new OpenAiStreamReader();
    private Buffer body = Buffer.buffer();
    private Deadlines.@Nullable Watch silence;
    private boolean opened;
    private boolean finishSeen;
    private boolean endsInHalf;
    private boolean flushDue;
    private boolean paused;
    private boolean over;

    OpenAiFlight(OpenAiTarget target, ProviderCall call, AnswerSink sink, int maxAnswerBytes) {
        this.target = target;
        this.call = call;
        this.sink = sink;
        this.maxAnswerBytes = maxAnswerBytes;
    }

    void start() {
        TimeoutsConfig timeouts = target.timeouts();
        Loop loop = call.loop();
        Buffer json = OpenAiRequestWriter.write(call.call(), call.modelId());
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(target.host())
                .setPort(target.port())
                .setSsl(target.tls())
                .setURI(target.basePath() + call.call().operation().openAiPath())
                .setConnectTimeout(timeouts.connectMs())
                .putHeader(Headers.CONTENT_TYPE, Headers.JSON)
                .putHeader(Headers.ACCEPT, call.call().stream() ? Headers.EVENT_STREAM : Headers.JSON)
                .putHeader(Headers.USER_AGENT, Headers.SPRUE);
        target.apiKey().ifPresent(key -> options.putHeader(Headers.AUTHORIZATION, "Bearer " + key.value()));
        watch(timeouts.firstByteMs(), "no answer began within " + timeouts.firstByteMs() + " ms");
        loop.client().request(options).onComplete(made -> requested(made, json));
    }

    private void requested(AsyncResult<HttpClientRequest> made, Buffer json) {
        if (made.failed()) {
            fail(unreachable(made.cause()));
            return;
        }
        HttpClientRequest fresh = made.result();
        if (over) {
            fresh.reset();
            return;
        }
        request = fresh;
        fresh.send(json).onComplete(answered -> {
            if (answered.failed()) {
                fail(broken("its connection broke before it answered"));
            } else {
                answered(answered.result());
            }
        });
    }

    private void answered(HttpClientResponse answer) {
        if (over) {
            return;
        }
        response = answer;
        watchIdle();
        answer.exceptionHandler(cause -> fail(broken("its connection broke in the middle of the answer")));
        boolean ok = answer.statusCode() == 200;
        if (ok && call.call().stream()) {
            stream(answer);
        } else {
            int limit = ok ? maxAnswerBytes : MAX_ERROR_BYTES;
            answer.handler(piece -> gather(answer, piece, limit));
            answer.endHandler(end -> guarded(() -> wholeAnswer(answer)));
        }
        if (paused) {
            answer.pause();
        }
    }

    private void gather(HttpClientResponse answer, Buffer piece, int limit) {
        heard();
        if (over) {
            return;
        }
        if (body.length() + (long) piece.length() <= limit) {
            // Most answers come in one piece, which then is the answer.
            body = body.length() == 0 ? piece : body.appendBuffer(piece);
        } else if (answer.statusCode() == 200) {
            fail(broken("its answer is larger than " + limit + " bytes"));
        } else {
            // Enough of an error is as good as all of it.
            fail(refusal(answer));
        }
    }

    private void wholeAnswer(HttpClientResponse answer) {
        if (over) {
            return;
        }
        if (answer.statusCode() != 200) {
            Failure refusal = refusal(answer);
            end();
            sink.failed(refusal);
            return;
        }
        try {
            HeapBytes bytes = HeapBytes.of(body);
            JsonFields fields = JsonFields.scanAnswer(bytes.array(), bytes.from(), bytes.to(), MAX_DEPTH);
            OptionalInt result = fields.find(call.call().operation().resultField());
            if (result.isEmpty() || fields.kind(result.getAsInt()) != JsonKind.ARRAY) {
                fail(noResult(fields, bytes));
                return;
            }
            Usage usage = OpenAiUsageReader.read(fields).orElse(Usage.NONE);
            end();
            sink.whole(new WholeAnswer(bytes.array(), bytes.from(), bytes.to(), fields, usage));
        } catch (JsonSyntaxException garbage) {
            fail(broken("its answer cannot be read: " + garbage.getMessage()));
        }
    }

    private Failure noResult(JsonFields fields, HeapBytes bytes) {
        return fields.find("error").isPresent()
                ? OpenAiErrorReader.readEvent(target.provider(), bytes.copy())
                : broken("its answer has no " + call.call().operation().resultField());
    }

    private Failure refusal(HttpClientResponse answer) {
        return OpenAiErrorReader.read(
                target.provider(),
                answer.statusCode(),
                body.getBytes(),
                new OpenAiErrorReader.Headers(
                        Optional.ofNullable(answer.getHeader("x-request-id")),
                        Optional.ofNullable(answer.getHeader("retry-after")),
                        Optional.ofNullable(answer.getHeader("retry-after-ms"))));
    }

    private void stream(HttpClientResponse answer) {
        String type = answer.getHeader("content-type");
        if (type == null || !type.regionMatches(true, 0, "text/event-stream", 0, 17)) {
            fail(broken("it did not answer with a stream"));
            return;
        }
        SseParser parser = new SseParser(maxAnswerBytes, this::event);
        answer.handler(piece -> {
            heard();
            if (over) {
                return;
            }
            HeapBytes bytes = HeapBytes.of(piece);
            guarded(() -> feed(parser, bytes.array(), bytes.from(), bytes.to()));
            flushLater();
        });
        answer.endHandler(end -> guarded(() -> streamEnded(parser)));
    }

    /** A defect on the way to the caller ends the call; the loop would only log it, and the caller would wait. */
    private void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException defect) {
            LOG.log(System.Logger.Level.ERROR, "request " + call.call().id() + " hit a defect", defect);
            fail(Failure.of(ErrorCode.INTERNAL));
        }
    }

    private void feed(SseParser parser, byte[] bytes, int from, int to) {
        try {
            parser.feed(bytes, from, to);
        } catch (SseParser.EventTooLargeException tooLarge) {
            fail(broken("it sent " + tooLarge.getMessage()));
        }
    }

    /** Flushes once when this turn of the loop is over: one read often brings many pieces, and they go out as one. */
    private void flushLater() {
        if (!over && !flushDue) {
            flushDue = true;
            call.loop().context().runOnContext(turn -> {
                flushDue = false;
                if (!over) {
                    sink.flush();
                }
            });
        }
    }

    private void event(byte[] data, int from, int to) {
        if (over) {
            return;
        }
        if (OpenAiStreamReader.isDone(data, from, to)) {
            done();
            return;
        }
        if (endsInHalf) {
            return;
        }
        try {
            StreamEvent event = reader.read(data, from, to);
            if (event == null) {
                byte[] report = Arrays.copyOfRange(data, from, to);
                fail(OpenAiErrorReader.readEvent(target.provider(), report));
                return;
            }
            if (!opened) {
                // Only now: what fails before the first event can still be answered with a status of its own.
                opened = true;
                sink.opened();
            }
            finishSeen |= event.finishes();
            sink.event(event);
        } catch (JsonSyntaxException garbage) {
            fail(broken("an event of its stream cannot be read: " + garbage.getMessage()));
        }
    }

    /**
     * Some servers leave out {@code [DONE]}, or the empty line behind it; a stream whose choices are finished is whole
     * all the same.
     */
    private void streamEnded(SseParser events) {
        if (!over && events.hasRemainder()) {
            endsInHalf = true;
            feed(events, EMPTY_LINE, 0, EMPTY_LINE.length);
        }
        if (!over) {
            if (finishSeen && !endsInHalf) {
                end();
                sink.completed();
            } else {
                fail(broken("its stream ended before the answer was complete"));
            }
        }
        unwatch();
    }

    /** The answer is whole with this; the upstream has a moment left to end its response tidily. */
    private void done() {
        if (!opened) {
            fail(broken("its stream held no answer"));
            return;
        }
        end();
        silence = call.loop().deadlines().start(LINGER_MS, this::reset);
        sink.completed();
    }

    @Override
    public void pause() {
        paused = true;
        if (response != null && !over) {
            // The silence is ours while the caller takes nothing.
            unwatch();
            response.pause();
        }
    }

    @Override
    public void resume() {
        paused = false;
        if (response != null && !over) {
            watchIdle();
            response.resume();
        }
    }

    @Override
    public void cancel() {
        if (!over) {
            end();
            reset();
        }
    }

    private void fail(Failure failure) {
        if (!over) {
            end();
            reset();
            sink.failed(failure);
        }
    }

    private void watch(long boundMs, String what) {
        unwatch();
        silence = call.loop().deadlines().start(boundMs, () -> fail(timeout(what)));
    }

    private void watchIdle() {
        watch(
                target.timeouts().idleMs(),
                "nothing came for " + target.timeouts().idleMs() + " ms");
    }

    private void heard() {
        if (silence != null) {
            silence.heard();
        }
    }

    private void unwatch() {
        if (silence != null) {
            silence.stop();
            silence = null;
        }
    }

    private void end() {
        over = true;
        unwatch();
    }

    private void reset() {
        if (request != null) {
            request.reset();
        }
    }

    private Failure broken(String what) {
        return Failure.of(ErrorCode.UPSTREAM_FAILED, target.provider(), what)
                .withUpstream(UpstreamFault.silent(target.provider()));
    }

    private Failure timeout(String what) {
        return Failure.of(ErrorCode.UPSTREAM_TIMEOUT, target.provider(), what)
                .withUpstream(UpstreamFault.silent(target.provider()));
    }

    private Failure unreachable(Throwable cause) {
        return switch (cause) {
            case UnknownHostException unknown -> broken("its host name cannot be resolved");
            case ConnectException refused -> broken("it cannot be reached");
            default ->
                broken("no connection to it could be made (" + cause.getClass().getSimpleName() + ")");
        };
    }
}
