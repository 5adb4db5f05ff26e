package dev.sprue.gateway.api.inference;

import dev.sprue.gateway.api.answers.AnswerDialect;
import dev.sprue.gateway.api.answers.ChunkUsage;
import dev.sprue.gateway.api.answers.EmbeddingAnswer;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.http.Bodies;
import dev.sprue.gateway.http.EventStream;
import dev.sprue.gateway.http.Exchange;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.inference.StreamEvent;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.reasoning.ReasoningRewriter;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
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
final class InferenceDialect implements AnswerDialect {

    private final Exchange exchange;
    private final InferenceCall call;
    private final boolean tagsReasoning;
    private final BiConsumer<Exchange, Failure> failures;
    private @Nullable ReasoningRewriter reasoning;
    private @Nullable StreamEvent held;
    private boolean finishing;

    /** @param failures renders a failure that comes before the first byte */
    InferenceDialect(
            Exchange exchange, InferenceCall call, ApiVersion version, BiConsumer<Exchange, Failure> failures) {
        this.exchange = exchange;
        this.call = call;
        this.tagsReasoning = !version.isAtLeast(ApiVersion.V2025_04_01);
        this.failures = failures;
    }

    @Override
    public Buffer whole(WholeAnswer answer) {
        return switch (call.operation()) {
            case CHAT_COMPLETION -> chat(answer);
            case EMBEDDINGS, IMAGE_EMBEDDINGS ->
                EmbeddingAnswer.body(
                        answer,
                        Optional.of("embd-" + exchange.id().replace("-", "")),
                        call.model().orElse(""));
            case IMAGE_GENERATION -> ImageAnswers.of(answer, exchange.id());
            case COMPLETION, RERANK -> throw new IllegalStateException("not of this API: " + call.operation());
        };
    }

    private Buffer chat(WholeAnswer answer) {
        WholeAnswer chat =
                tagsReasoning && answer.reasons() ? ReasoningRewriter.toTags().whole(answer) : answer;
        return Bodies.of(chat.bytes(), chat.from(), chat.to());
    }

    @Override
    public void event(StreamEvent next, EventStream out) {
        StreamEvent event = tagsReasoning ? tagged(next) : next;
        StreamEvent last = held;
        if (!event.hasChoices() && event.usage().isPresent() && last != null) {
            held = null;
            sendWithUsage(last, event, out);
            return;
        }
        releaseHeld(out);
        finishing |= event.finishes();
        if (finishing && event.hasChoices() && event.usage().isEmpty()) {
            held = event;
        } else {
            send(event, out);
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

    /** Where one of the two is not quite JSON, which only an editor notices, the chunk goes as it came, without the report. */
    private static void sendWithUsage(StreamEvent chunk, StreamEvent report, EventStream out) {
        try {
            out.event(ChunkUsage.moved(report, chunk));
        } catch (JsonSyntaxException unreadable) {
            send(chunk, out);
        }
    }

    private void releaseHeld(EventStream out) {
        StreamEvent last = held;
        if (last != null) {
            held = null;
            send(last, out);
        }
    }

    private static void send(StreamEvent event, EventStream out) {
        if (event.hasNullUsage()) {
            out.event(ChunkUsage.without(event));
        } else {
            out.event(event.bytes(), event.start(), event.end());
        }
    }

    @Override
    public void completed(EventStream out) {
        releaseHeld(out);
        if (reasoning != null) {
            reasoning.rest().ifPresent(rest -> send(rest, out));
        }
    }

    @Override
    public void failed(Failure failure) {
        failures.accept(exchange, failure);
    }

    @Override
    public void brokeOff(Failure failure, EventStream out) {
        releaseHeld(out);
        out.event(ErrorWriter.event(failure));
        out.cut();
    }
}
