package dev.sprue.gateway.api.cohere;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sprue.gateway.api.answers.AnswerDialect;
import dev.sprue.gateway.api.answers.JsonBody;
import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.http.Bodies;
import dev.sprue.gateway.http.EventStream;
import dev.sprue.gateway.http.Exchange;
import dev.sprue.gateway.inference.RerankResults;
import dev.sprue.gateway.inference.StreamEvent;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiConsumer;

/**
 * From the canonical answer to this API's: {@code id}, {@code results} of {@code index} and {@code relevance_score}, as they are
 * spelt, and {@code meta}. What servers of other houses say beside that stays behind, and what they do not say is made.
 */
final class RerankDialect implements AnswerDialect {

    private final Exchange exchange;
    private final RerankPath path;
    private final List<String> documents;
    private final BiConsumer<Exchange, Failure> failures;

    /** @param failures renders a failure */
    RerankDialect(Exchange exchange, RerankPath path, RerankRequest request, BiConsumer<Exchange, Failure> failures) {
        this.exchange = exchange;
        this.path = path;
        this.documents = request.returned().map(DocumentTexts::asSent).orElse(List.of());
        this.failures = failures;
    }

    @Override
    public Buffer whole(WholeAnswer answer) {
        return Bodies.of(JsonBody.of(json -> {
            json.writeStartObject();
            json.writeStringField("id", id(answer.fields()));
            json.writeArrayFieldStart("results");
            for (JsonFields result : RerankResults.of(answer.fields())) {
                write(json, result);
            }
            json.writeEndArray();
            json.writeFieldName("meta");
            meta(json, answer);
            json.writeEndObject();
        }));
    }

    private String id(JsonFields answer) {
        OptionalInt id = answer.find("id");
        return id.isPresent() && answer.kind(id.getAsInt()) == JsonKind.STRING
                ? answer.string(id.getAsInt())
                : exchange.id();
    }

    private void write(JsonGenerator json, JsonFields result) throws IOException {
        json.writeStartObject();
        for (String name : List.of("index", "relevance_score")) {
            json.writeFieldName(name);
            json.writeRawValue(result.raw(result.find(name).orElseThrow()));
        }
        int index = result.number("index").orElse(-1);
        if (index >= 0 && index < documents.size()) {
            json.writeFieldName("document");
            json.writeRawValue(documents.get(index));
        }
        json.writeEndObject();
    }

    private void meta(JsonGenerator json, WholeAnswer answer) throws IOException {
        OptionalInt meta = answer.fields().find("meta");
        if (meta.isPresent() && answer.fields().kind(meta.getAsInt()) == JsonKind.OBJECT) {
            json.writeRawValue(answer.fields().raw(meta.getAsInt()));
            return;
        }
        json.writeStartObject();
        json.writeObjectFieldStart("api_version");
        json.writeStringField("version", path.version());
        json.writeEndObject();
        if (answer.usage().promptTokens() > 0) {
            json.writeObjectFieldStart("tokens");
            json.writeNumberField("input_tokens", answer.usage().promptTokens());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    @Override
    public void event(StreamEvent event, EventStream out) {
        throw new IllegalStateException("this API has no streams");
    }

    @Override
    public void failed(Failure failure) {
        failures.accept(exchange, failure);
    }

    @Override
    public void brokeOff(Failure failure, EventStream out) {
        throw new IllegalStateException("this API has no streams");
    }
}
