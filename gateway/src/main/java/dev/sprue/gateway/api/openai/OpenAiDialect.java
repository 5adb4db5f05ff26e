package dev.sprue.gateway.api.openai;

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
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonSyntaxException;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * From the canonical answer to this API's. The bytes of the model's server go through but for these edits:
 *
 * <ul>
 *   <li>{@code id}, {@code object}, {@code created} and {@code model} of texts are made where they are missing, and what clients
 *       need of embeddings likewise;
 *   <li>a stream's usage comes only where it was asked for, and then in a chunk without choices before {@code [DONE]};
 *   <li>a stream of a dated route begins with an event about the filters of the prompt, as the service's does, here that none ran.
 * </ul>
 */
final class OpenAiDialect implements AnswerDialect {

    private static final byte[] NO_CHOICES = {'[', ']'};

    private final Exchange exchange;
    private final InferenceCall call;
    private final boolean dated;
    private final boolean wantsUsage;
    private final BiConsumer<Exchange, Failure> failures;
    private boolean begun;
    private boolean looked;
    private boolean reported;
    private @Nullable MadeFields made;
    private @Nullable StreamEvent report;

    /**
     * @param dated whether the route is one of the dated versions, which have ways of Azure's own
     * @param failures renders a failure that comes before the first byte
     */
    OpenAiDialect(Exchange exchange, InferenceCall call, boolean dated, BiConsumer<Exchange, Failure> failures) {
        this.exchange = exchange;
        this.call = call;
        this.dated = dated;
        this.wantsUsage = call.stream() && StreamOptions.wantUsage(call.body());
        this.failures = failures;
    }

    @Override
    public Buffer whole(WholeAnswer answer) {
        return switch (call.operation()) {
            case CHAT_COMPLETION, COMPLETION -> text(answer);
            case EMBEDDINGS ->
                EmbeddingAnswer.body(answer, Optional.empty(), call.model().orElse(""));
            case IMAGE_EMBEDDINGS, IMAGE_GENERATION, RERANK ->
                throw new IllegalStateException(call.operation().capability());
        };
    }

    private Buffer text(WholeAnswer answer) {
        MadeFields missing = MadeFields.missingIn(answer.fields(), call);
        if (missing == null) {
            return Bodies.of(answer.bytes(), answer.from(), answer.to());
        }
        JsonSplicer edits = new JsonSplicer(answer.fields());
        missing.addTo(edits);
        return Bodies.of(answer.fields(), edits);
    }

    @Override
    public void event(StreamEvent event, EventStream out) {
        if (!begun) {
            begun = true;
            // A server of Azure's has such an event of its own: one without choices that reports nothing.
            if (dated && (event.hasChoices() || event.usage().isPresent())) {
                out.event(PromptFilterEvent.of(call.operation()));
            }
        }
        if (event.usageStart() < 0) {
            send(event, false, out);
        } else if (event.hasChoices()) {
            // Some servers report in every chunk, or in the last one that has a choice.
            if (event.usage().isPresent()) {
                report = event;
            }
            send(event, event.usage().isPresent() || !wantsUsage, out);
        } else if (event.usage().isEmpty()) {
            send(event, !wantsUsage, out);
        } else if (wantsUsage) {
            reported = true;
            send(event, false, out);
        }
    }

    private void send(StreamEvent event, boolean withoutUsage, EventStream out) {
        if (!looked && event.hasChoices()) {
            looked = true;
            look(event);
        }
        if (made != null) {
            edit(event, made, withoutUsage, out);
        } else if (withoutUsage) {
            out.event(ChunkUsage.without(event));
        } else {
            out.event(event.bytes(), event.start(), event.end());
        }
    }

    /** What is not quite JSON, which only an editor notices, stays as it came. */
    private void look(StreamEvent event) {
        try {
            made = MadeFields.missingIn(event.fields(), call);
        } catch (JsonSyntaxException unreadable) {
            made = null;
        }
    }

    private static void edit(StreamEvent event, MadeFields more, boolean withoutUsage, EventStream out) {
        try {
            JsonFields chunk = event.fields();
            JsonSplicer edits = new JsonSplicer(chunk);
            if (withoutUsage) {
                chunk.find("usage").ifPresent(edits::remove);
            }
            more.addTo(edits);
            out.event(edits.splice());
        } catch (JsonSyntaxException unreadable) {
            out.event(event.bytes(), event.start(), event.end());
        }
    }

    /** The report of a server that made it part of another chunk, as a chunk of its own. */
    @Override
    public void completed(EventStream out) {
        StreamEvent last = report;
        if (!wantsUsage || reported || last == null) {
            return;
        }
        try {
            JsonSplicer edits = new JsonSplicer(last.fields()).set("choices", NO_CHOICES);
            if (made != null) {
                made.addTo(edits);
            }
            out.event(edits.splice());
        } catch (JsonSyntaxException unreadable) {
            // Likewise: its caller does without the report.
            reported = true;
        }
    }

    @Override
    public void failed(Failure failure) {
        failures.accept(exchange, failure);
    }

    @Override
    public void brokeOff(Failure failure, EventStream out) {
        out.event(OpenAiErrorWriter.event(failure));
        if (dated) {
            out.cut();
        } else {
            out.end();
        }
    }
}
