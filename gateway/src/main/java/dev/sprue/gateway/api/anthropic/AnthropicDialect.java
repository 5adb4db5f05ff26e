package dev.sprue.gateway.api.anthropic;

import dev.sprue.gateway.api.answers.AnswerDialect;
import dev.sprue.gateway.api.answers.CacheWrites;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.http.Bodies;
import dev.sprue.gateway.http.EventStream;
import dev.sprue.gateway.http.Exchange;
import dev.sprue.gateway.inference.StreamEvent;
import dev.sprue.gateway.inference.Usage;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonSyntaxException;
import io.vertx.core.buffer.Buffer;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** From the canonical answer to a message, or to the events of one. */
final class AnthropicDialect implements AnswerDialect {

    private final Exchange exchange;
    private final MessagesRequest request;
    private final BiConsumer<Exchange, Failure> failures;
    private @Nullable MessageEvents events;
    private Usage usage = Usage.NONE;
    private int cacheWrites;
    private boolean broken;

    /** @param failures renders a failure that comes before the first byte */
    AnthropicDialect(Exchange exchange, MessagesRequest request, BiConsumer<Exchange, Failure> failures) {
        this.exchange = exchange;
        this.request = request;
        this.failures = failures;
    }

    private String id() {
        return "msg_" + exchange.id().replace("-", "");
    }

    private String model() {
        return request.call().model().orElse("");
    }

    @Override
    public Buffer whole(WholeAnswer answer) {
        try {
            return Bodies.of(
                    MessageWriter.write(answer, id(), answer.model().orElseGet(this::model), request.wantsThinking()));
        } catch (JsonSyntaxException unreadable) {
            throw new FailureException(unreadable(unreadable));
        }
    }

    @Override
    public void opened(EventStream out) {
        events = new MessageEvents(out, request.wantsThinking());
    }

    @Override
    public void event(StreamEvent event, EventStream out) {
        event.usage().ifPresent(report -> used(report, event));
        if (events == null || broken || !event.hasChoices()) {
            return;
        }
        try {
            events.chunk(event, id(), model());
        } catch (JsonSyntaxException unreadable) {
            broken = true;
            byte[] error = AnthropicErrorWriter.event(unreadable(unreadable), exchange.id());
            out.frame(error, 0, error.length);
        }
    }

    private void used(Usage report, StreamEvent event) {
        usage = report;
        try {
            cacheWrites = CacheWrites.of(event.fields());
        } catch (JsonSyntaxException unreadable) {
            cacheWrites = 0;
        }
    }

    private static Failure unreadable(JsonSyntaxException problem) {
        return Failure.of(ErrorCode.UPSTREAM_FAILED, "of this deployment", "its answer is " + problem.getMessage());
    }

    @Override
    public void completed(EventStream out) {
        if (events != null && !broken) {
            events.end(usage, cacheWrites, id(), model());
        }
    }

    @Override
    public void end(EventStream out) {
        out.end();
    }

    @Override
    public void failed(Failure failure) {
        failures.accept(exchange, failure);
    }

    @Override
    public void brokeOff(Failure failure, EventStream out) {
        byte[] error = AnthropicErrorWriter.event(failure, exchange.id());
        out.frame(error, 0, error.length);
        out.end();
    }
}
