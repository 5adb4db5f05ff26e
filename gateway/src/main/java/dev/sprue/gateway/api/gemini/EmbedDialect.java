package dev.sprue.gateway.api.gemini;

import dev.sprue.gateway.api.answers.AnswerDialect;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.error.FailureException;
import dev.sprue.gateway.http.Bodies;
import dev.sprue.gateway.http.EventStream;
import dev.sprue.gateway.http.Exchange;
import dev.sprue.gateway.inference.StreamEvent;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonWriter;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiConsumer;

/** From the canonical list of vectors to one vector, or to a list of them. */
final class EmbedDialect implements AnswerDialect {

    private final Exchange exchange;
    private final boolean batch;
    private final BiConsumer<Exchange, Failure> failures;

    /**
     * @param batch whether many were asked for
     * @param failures renders a failure
     */
    EmbedDialect(Exchange exchange, boolean batch, BiConsumer<Exchange, Failure> failures) {
        this.exchange = exchange;
        this.batch = batch;
        this.failures = failures;
    }

    @Override
    public Buffer whole(WholeAnswer answer) {
        try {
            List<JsonFields> vectors =
                    answer.fields().objects(answer.fields().find("data").orElseThrow());
            if (vectors.isEmpty()) {
                throw broken("it holds no vector");
            }
            JsonWriter out = new JsonWriter(answer.to() - answer.from() + 64);
            out.beginObject();
            if (batch) {
                out.name("embeddings").beginArray();
                for (JsonFields vector : vectors) {
                    vector(vector, out);
                }
                out.endArray();
            } else {
                out.name("embedding");
                vector(vectors.getFirst(), out);
            }
            return Bodies.of(out.endObject().toBytes());
        } catch (JsonSyntaxException unreadable) {
            throw broken(String.valueOf(unreadable.getMessage()));
        }
    }

    private static void vector(JsonFields vector, JsonWriter out) {
        OptionalInt values = vector.find("embedding");
        if (values.isEmpty()) {
            throw broken("it holds a vector without numbers");
        }
        out.beginObject()
                .name("values")
                .raw(vector.bytes(), vector.valueStart(values.getAsInt()), vector.valueEnd(values.getAsInt()))
                .endObject();
    }

    private static FailureException broken(String what) {
        return Failure.of(ErrorCode.UPSTREAM_FAILED, "of this deployment", "its answer cannot be used: " + what)
                .toException();
    }

    @Override
    public void event(StreamEvent event, EventStream out) {
        throw new IllegalStateException("vectors do not come as a stream");
    }

    @Override
    public void failed(Failure failure) {
        failures.accept(exchange, failure);
    }

    @Override
    public void brokeOff(Failure failure, EventStream out) {
        throw new IllegalStateException("vectors do not come as a stream");
    }
}
