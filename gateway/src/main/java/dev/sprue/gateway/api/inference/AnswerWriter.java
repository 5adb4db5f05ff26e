package dev.sprue.gateway.api.inference;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.http.Bodies;
import dev.sprue.gateway.http.EventStream;
import dev.sprue.gateway.http.Exchange;
import dev.sprue.gateway.http.Headers;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.Flight;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.inference.StreamEvent;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.reasoning.ReasoningRewriter;
import io.vertx.core.buffer.Buffer;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * From the canonical answer to this API's. The bytes of the model's server go through but for these edits:
 *
 * <ul>
 *   <li>made pictures come in this API's own shape ({@link ImageAnswers});
 *   <li>an embeddings answer gets the fields that the API requires and it lacks;
 *   <li>a stream's usage comes in the last chunk that has a choice, unasked: that chunk is held until the chunk that
 *       reports usage alone has come, and that one is not sent;
 *   <li>{@code "usage": null}, which a server sends only because it was asked to report usage, is taken out;
 *   <li>a caller of a version before {@code reasoning_content} gets reasoning as {@code <think>} text.
 * </ul>
 */
final class AnswerWriter implements AnswerSink {

    private final Exchange exchange;
    private final InferenceCall call;
    private final boolean tagsReasoning;
    private final BiConsumer<Exchange, Failure> failures;
    private @Nullable ReasoningRewriter reasoning;
    private Flight flight = Flight.ENDED;
    private @Nullable EventStream stream;
    private @Nullable StreamEvent held;
    private boolean finishing;
    private boolean paused;

    /**
     * @param failures renders a failure that comes before the first byte
     */
    AnswerWriter(Exchange exchange, InferenceCall call, ApiVersion version, BiConsumer<Exchange, Failure> failures) {
        this.exchange = exchange;
        this.call = call;
        this.tagsReasoning = !version.isAtLeast(ApiVersion.V2025_04_01);
        this.failures = failures;
    }

    /** Takes the call whose answer this writes, so that a slow or departed caller is felt there. */
    void took(Flight started) {
        flight = started;
        exchange.onGone(started::cancel);
        if (paused) {
            started.pause();
        }
    }

    @Override
    public void whole(WholeAnswer answer) {
        Buffer body =
                switch (call.operation()) {
                    case CHAT_COMPLETION -> chat(answer);
                    case EMBEDDINGS, IMAGE_EMBEDDINGS ->
                        EmbeddingAnswer.body(
                                answer,
                                "embd-" + exchange.id().replace("-", ""),
                                call.model().orElse(""));
                    case IMAGE_GENERATION -> ImageAnswers.of(answer, exchange.id());
                };
        exchange.answer(200, Headers.JSON, body);
    }

    private Buffer chat(WholeAnswer answer) {
        WholeAnswer chat =
                tagsReasoning && answer.reasons() ? ReasoningRewriter.toTags().whole(answer) : answer;
        return Bodies.of(chat.bytes(), chat.from(), chat.to());
    }

    @Override
    public void opened() {
        stream = exchange.stream();
    }

    @Override
    public void event(StreamEvent next) {
        StreamEvent event = tagsReasoning ? tagged(next) : next;
        StreamEvent last = held;
        if (!event.hasChoices() && event.usage().isPresent() && last != null) {
            held = null;
            send(withUsage(last, event.fields()));
            return;
        }
        releaseHeld();
        finishing |= event.finishes();
        if (finishing && event.hasChoices() && event.usage().isEmpty()) {
            held = event;
        } else {
            send(event);
        }
        if (stream != null && stream.isLarge()) {
            flush();
        }
    }

    private StreamEvent tagged(StreamEvent event) {
        ReasoningRewriter rewriter = reasoning;
        if (rewriter == null) {
            if (!event.reasons()) {
                return event;
            }
            rewriter = ReasoningRewriter.toTags();
            reasoning = rewriter;
        }
        return event.reasons() || rewriter.isPending() ? rewriter.event(event) : event;
    }

    private static byte[] withUsage(StreamEvent chunk, JsonFields report) {
        int usage = report.find("usage").orElseThrow();
        return new JsonSplicer(chunk.fields())
                .set("usage", report.valueBytes(usage))
                .splice();
    }

    private void releaseHeld() {
        StreamEvent last = held;
        if (last != null) {
            held = null;
            send(last);
        }
    }

    private void send(StreamEvent event) {
        if (event.hasNullUsage()) {
            send(withoutUsage(event));
        } else if (stream != null) {
            stream.event(event.bytes(), event.start(), event.end());
        }
    }

    /** The event without its usage field and one of the commas beside it; some servers send one in every event. */
    private static byte[] withoutUsage(StreamEvent event) {
        byte[] bytes = event.bytes();
        int from = event.usageStart();
        int to = skipSpace(bytes, event.usageEnd());
        if (bytes[to] == ',') {
            to = skipSpace(bytes, to + 1);
        } else {
            to = event.usageEnd();
            int before = from - 1;
            while (before > event.start() && isSpace(bytes[before])) {
                before--;
            }
            from = bytes[before] == ',' ? before : from;
        }
        byte[] out = new byte[from - event.start() + event.end() - to];
        System.arraycopy(bytes, event.start(), out, 0, from - event.start());
        System.arraycopy(bytes, to, out, from - event.start(), event.end() - to);
        return out;
    }

    private static int skipSpace(byte[] bytes, int at) {
        int i = at;
        while (isSpace(bytes[i])) {
            i++;
        }
        return i;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }

    private void send(byte[] json) {
        if (stream != null) {
            stream.event(json, 0, json.length);
        }
    }

    @Override
    public void flush() {
        EventStream out = stream;
        if (out == null) {
            return;
        }
        out.flush();
        if (out.isFull() && !paused) {
            boolean waits = out.onDrain(() -> {
                if (paused) {
                    paused = false;
                    flight.resume();
                }
            });
            if (waits) {
                paused = true;
                flight.pause();
            } else {
                // The last event would only wait behind all that this caller has not taken.
                flight.cancel();
                exchange.facts().put("error", ErrorCode.MEMORY_SHORT.name());
                out.drop();
            }
        }
    }

    @Override
    public void completed() {
        releaseHeld();
        if (reasoning != null) {
            reasoning.rest().ifPresent(this::send);
        }
        if (stream != null) {
            stream.done();
        }
    }

    @Override
    public void failed(Failure failure) {
        EventStream out = stream;
        if (out == null) {
            failures.accept(exchange, failure);
            return;
        }
        releaseHeld();
        byte[] event = ErrorWriter.event(failure);
        out.event(event, 0, event.length);
        out.cut();
    }
}
