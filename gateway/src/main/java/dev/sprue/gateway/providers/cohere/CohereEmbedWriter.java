package dev.sprue.gateway.providers.cohere;

import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.canonical.CanonicalFields;
import dev.sprue.gateway.providers.canonical.UnsayableFields;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * From canonical calls for vectors to Cohere's. Cohere wants to know what texts are for: {@code query} is {@code search_query};
 * {@code document}, {@code text} and no word at all are {@code search_document}; its own words go as they are.
 *
 * <p>Pictures without texts go as {@code images}, which all of its models take, unless the caller says that they are queries or
 * documents; that, and pictures with texts, need {@code inputs}, which models from embed-v4 on take.
 */
final class CohereEmbedWriter {

    private static final Set<String> TAKEN = Set.of("input", "dimensions", "encoding_format", "input_type");
    private static final String INPUT_TYPE = "input_type";

    private final InferenceCall call;
    private final JsonFields body;
    private final JsonValue input;
    private final JsonWriter out = new JsonWriter();

    private CohereEmbedWriter(ProviderCall call) {
        this.call = call.call();
        this.body = this.call.body();
        this.input = JsonValue.of(body, body.find("input").orElseThrow());
        out.beginObject().name("model").string(call.modelId());
    }

    /** @throws dev.sprue.gateway.error.FailureException 422 where Cohere has no words for something */
    static JsonWriter texts(ProviderCall call) {
        CohereEmbedWriter writer = new CohereEmbedWriter(call);
        writer.texts();
        return writer.finished();
    }

    /** @throws dev.sprue.gateway.error.FailureException 422 where Cohere has no words for something */
    static JsonWriter pictures(ProviderCall call) {
        CohereEmbedWriter writer = new CohereEmbedWriter(call);
        writer.pictures();
        return writer.finished();
    }

    private void texts() {
        out.name("texts");
        if (input.kind() == JsonKind.STRING) {
            out.beginArray().raw(input).endArray();
        } else {
            UnsayableFields unsayable = new UnsayableFields();
            input.items(item -> {
                if (item.kind() != JsonKind.STRING) {
                    unsayable.add(item, "Cohere takes texts, not the numbers of tokens.");
                }
            });
            unsayable.refuse();
            out.raw(input);
        }
        out.name(INPUT_TYPE);
        inputType();
    }

    private void inputType() {
        Optional<JsonValue> type = call.field(INPUT_TYPE);
        if (type.isEmpty() || type.get().isText("text") || type.get().isText("document")) {
            out.string("search_document");
        } else if (type.get().isText("query")) {
            out.string("search_query");
        } else {
            out.raw(type.get());
        }
    }

    private void pictures() {
        boolean plain =
                call.field(INPUT_TYPE).filter(type -> !type.isText("text")).isEmpty() && !hasText();
        if (plain) {
            out.name("images").beginArray();
            input.items(item -> out.raw(item.field("image").orElseThrow()));
            out.endArray().name(INPUT_TYPE).string("image");
            return;
        }
        out.name("inputs").beginArray();
        input.items(item -> {
            out.beginObject().name("content").beginArray();
            item.field("text").filter(text -> text.kind() == JsonKind.STRING).ifPresent(text -> out.beginObject()
                    .name("type")
                    .string("text")
                    .name("text")
                    .raw(text)
                    .endObject());
            out.beginObject()
                    .name("type")
                    .string("image_url")
                    .name("image_url")
                    .beginObject()
                    .name("url")
                    .raw(item.field("image").orElseThrow())
                    .endObject()
                    .endObject();
            out.endArray().endObject();
        });
        out.endArray().name(INPUT_TYPE);
        inputType();
    }

    private boolean hasText() {
        AtomicBoolean found = new AtomicBoolean();
        input.items(item -> {
            if (item.field("text").filter(text -> !text.isNull()).isPresent()) {
                found.set(true);
            }
        });
        return found.get();
    }

    private JsonWriter finished() {
        out.name("embedding_types").beginArray();
        call.field("encoding_format").ifPresentOrElse(out::raw, () -> out.string("float"));
        out.endArray();
        call.field("dimensions")
                .ifPresent(length -> out.name("output_dimension").raw(length));
        for (int extra : CanonicalFields.extras(call, TAKEN)) {
            out.name(body.name(extra)).raw(body.bytes(), body.valueStart(extra), body.valueEnd(extra));
        }
        return out.endObject();
    }
}
