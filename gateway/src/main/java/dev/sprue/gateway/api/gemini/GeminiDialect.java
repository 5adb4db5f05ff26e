package dev.sprue.gateway.api.gemini;

import dev.sprue.gateway.api.answers.AnswerDialect;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.http.Bodies;
import dev.sprue.gateway.http.EventStream;
import dev.sprue.gateway.http.Exchange;
import dev.sprue.gateway.http.Headers;
import dev.sprue.gateway.inference.StreamEvent;
import dev.sprue.gateway.inference.Usage;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.json.JsonWriter;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/**
 * From the canonical answer to a response, or to the responses of a stream: events where the caller asked for these
 * ({@code alt=sse}), else the items of one array. What was used, why it ended and the calls of functions come last.
 */
final class GeminiDialect implements AnswerDialect {

    private static final byte[] DATA = ascii("data: ");
    private static final byte[] EVENT_END = ascii("\r\n\r\n");
    private static final byte[] BEGIN = ascii("[");
    private static final byte[] NEXT = ascii("\n,\r\n");
    private static final byte[] END = ascii("\n]\n");
    private static final byte[] NOTHING = {};

    private final Exchange exchange;
    private final ContentRequest request;
    private final boolean events;
    private final BiConsumer<Exchange, Failure> failures;
    private final Candidates candidates;
    private Usage usage = Usage.NONE;
    private byte[] id;
    private byte[] model;
    private boolean begun;
    private boolean named;
    private boolean broken;

    /**
     * @param events whether a stream is one of events
     * @param failures renders a failure that comes before the first byte
     */
    GeminiDialect(Exchange exchange, ContentRequest request, boolean events, BiConsumer<Exchange, Failure> failures) {
        this.exchange = exchange;
        this.request = request;
        this.events = events;
        this.failures = failures;
        this.candidates = new Candidates(request.wantsThoughts());
        this.id = JsonText.quote(exchange.id().replace("-", ""));
        this.model = JsonText.quote(request.call().model().orElse(""));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public CharSequence streamType() {
        return events ? Headers.EVENT_STREAM_UTF8 : Headers.JSON;
    }

    @Override
    public Buffer whole(WholeAnswer answer) {
        try {
            answer.model().ifPresent(name -> model = JsonText.quote(name));
            name(answer.fields());
            usage = answer.usage();
            candidates.take(answer.bytes(), answer.from(), answer.to());
            return Bodies.of(response(true));
        } catch (JsonSyntaxException unreadable) {
            throw new FailureException(unreadable(unreadable));
        }
    }

    private void name(JsonFields answer) {
        named = true;
        id = text(answer, "id", id);
        model = text(answer, "model", model);
    }

    private static byte[] text(JsonFields answer, String name, byte[] other) {
        return answer.find(name).stream()
                .filter(field -> answer.kind(field) == JsonKind.STRING)
                .filter(field -> answer.valueEnd(field) - answer.valueStart(field) > 2)
                .mapToObj(answer::valueBytes)
                .findFirst()
                .orElse(other);
    }

    private byte[] response(boolean end) {
        JsonWriter out = new JsonWriter();
        out.beginObject();
        candidates.write(end, out);
        if (end) {
            UsageMetadata.write(usage, out);
        }
        out.name("modelVersion").raw(model).name("responseId").raw(id).endObject();
        return out.toBytes();
    }

    @Override
    public void event(StreamEvent event, EventStream out) {
        event.usage().ifPresent(report -> usage = report);
        if (broken || !event.hasChoices()) {
            return;
        }
        try {
            if (!named) {
                name(event.fields());
            }
            candidates.take(event.bytes(), event.start(), event.end());
        } catch (JsonSyntaxException unreadable) {
            broken = true;
            send(GeminiErrorWriter.body(unreadable(unreadable)), out);
            return;
        }
        if (candidates.haveParts()) {
            send(response(false), out);
        }
    }

    private void send(byte[] response, EventStream out) {
        frame(events ? DATA : begun ? NEXT : BEGIN, out);
        frame(response, out);
        frame(events ? EVENT_END : NOTHING, out);
        begun = true;
    }

    private static void frame(byte[] bytes, EventStream out) {
        if (bytes.length > 0) {
            out.frame(bytes, 0, bytes.length);
        }
    }

    private static Failure unreadable(JsonSyntaxException problem) {
        return Failure.of(ErrorCode.UPSTREAM_FAILED, "of this deployment", "its answer is " + problem.getMessage());
    }

    @Override
    public void completed(EventStream out) {
        if (!broken) {
            send(response(true), out);
        }
    }

    @Override
    public void end(EventStream out) {
        if (!events) {
            frame(END, out);
        }
        out.end();
    }

    @Override
    public void failed(Failure failure) {
        failures.accept(exchange, failure);
    }

    @Override
    public void brokeOff(Failure failure, EventStream out) {
        send(GeminiErrorWriter.body(failure), out);
        end(out);
    }
}
