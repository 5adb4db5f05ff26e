package dev.sprue.gateway.providers.bedrock;

import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import dev.sprue.gateway.providers.bedrock.BedrockModel.EmbeddingForm;
import dev.sprue.gateway.providers.canonical.CanonicalFields;
import dev.sprue.gateway.providers.canonical.MediaSource;
import dev.sprue.gateway.providers.canonical.UnsayableFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * From the canonical request for vectors to the one of each model family, which {@code InvokeModel} takes as it is (Amazon
 * Bedrock User Guide, "Amazon Titan Text Embeddings", "Amazon Titan Multimodal Embeddings G1", "Cohere Embed").
 *
 * <p>Fields that the canonical form does not have ({@code normalize}, {@code truncate}) go to the model as they are.
 */
final class EmbeddingRequestWriter {

    private static final Set<String> TAKEN = Set.of("input", "dimensions", "encoding_format", "input_type");

    private final InferenceCall call;
    private final JsonFields body;
    private final EmbeddingForm form;
    private final JsonWriter out = new JsonWriter();
    private final UnsayableFields unsayable = new UnsayableFields();

    private EmbeddingRequestWriter(InferenceCall call, EmbeddingForm form) {
        this.call = call;
        this.body = call.body();
        this.form = form;
    }

    /**
     * Writes the request.
     *
     * @throws dev.sprue.gateway.error.FailureException 422 that names what the model does not take
     */
    static JsonWriter write(InferenceCall call, EmbeddingForm form) {
        return new EmbeddingRequestWriter(call, form).write();
    }

    private JsonWriter write() {
        List<Integer> extras = CanonicalFields.extras(call, TAKEN);
        out.beginObject();
        List<JsonValue> inputs = inputs();
        switch (form) {
            case TITAN_TEXT_V1 -> titan(inputs, "");
            case TITAN_TEXT_V2 -> titan(inputs, "dimensions");
            case TITAN_MULTIMODAL -> {
                titan(inputs, "");
                field("dimensions").ifPresent(length -> out.name("embeddingConfig")
                        .beginObject()
                        .name("outputEmbeddingLength")
                        .raw(length)
                        .endObject());
            }
            case COHERE_V3, COHERE_V4 -> cohere(inputs);
        }
        for (int extra : extras) {
            out.name(body.name(extra)).raw(JsonValue.of(body, extra));
        }
        unsayable.refuse();
        return out.endObject();
    }

    private Optional<JsonValue> field(String name) {
        OptionalInt field = body.find(name);
        return field.isEmpty() || body.kind(field.getAsInt()) == JsonKind.NULL
                ? Optional.empty()
                : Optional.of(JsonValue.of(body, field.getAsInt()));
    }

    private boolean isOfPictures() {
        return call.operation() == Operation.IMAGE_EMBEDDINGS;
    }

    /** Texts, or objects with a picture; tokens are told apart by the vocabulary of one model, which is not this one. */
    private List<JsonValue> inputs() {
        List<JsonValue> inputs = new ArrayList<>();
        JsonValue input = field("input").orElseThrow();
        if (input.kind() == JsonKind.ARRAY) {
            input.items(inputs::add);
        } else {
            inputs.add(input);
        }
        JsonKind wanted = isOfPictures() ? JsonKind.OBJECT : JsonKind.STRING;
        inputs.stream()
                .filter(each -> each.kind() != wanted)
                .findFirst()
                .ifPresent(other -> unsayable.add(other, "The model behind this deployment takes texts, not tokens."));
        inputs.removeIf(each -> each.kind() != wanted);
        return inputs;
    }

    /** @param dimensions the field for the length of vectors; empty where there is none beside the others */
    private void titan(List<JsonValue> inputs, String dimensions) {
        if (inputs.size() > 1) {
            unsayable.add(field("input").orElseThrow(), "The model behind this deployment takes one input in a call.");
        }
        for (JsonValue input : inputs) {
            if (!isOfPictures()) {
                out.name("inputText").raw(input);
            } else if (form != EmbeddingForm.TITAN_MULTIMODAL) {
                unsayable.add(input, "The model behind this deployment takes texts alone.");
            } else {
                text(input).ifPresent(text -> out.name("inputText").raw(text));
                picture(input).ifPresent(data -> out.name("inputImage").inside(data.bytes(), data.from(), data.to()));
            }
        }
        Optional<JsonValue> length = field("dimensions");
        if (length.isPresent() && !dimensions.isEmpty()) {
            out.name(dimensions).raw(length.get());
        } else if (length.isPresent() && form == EmbeddingForm.TITAN_TEXT_V1) {
            unsayable.add(length.get(), "The vectors of this model have one length.");
        }
        field("encoding_format")
                .filter(format -> !format.isText("float"))
                .ifPresent(format -> unsayable.add(format, "This model gives vectors of floats."));
    }

    private void cohere(List<JsonValue> inputs) {
        boolean mixed = false;
        if (isOfPictures()) {
            mixed = inputs.stream().anyMatch(input -> text(input).isPresent());
            if (mixed && form == EmbeddingForm.COHERE_V3) {
                unsayable.add(field("input").orElseThrow(), "This model takes pictures without texts.");
            }
        }
        out.name("input_type").string(inputType());
        if (mixed) {
            out.name("inputs").beginArray();
            inputs.forEach(this::mixed);
            out.endArray();
        } else if (isOfPictures()) {
            out.name("images").beginArray();
            inputs.forEach(input -> dataUrl(input).ifPresent(out::raw));
            out.endArray();
        } else {
            out.name("texts").beginArray();
            inputs.forEach(out::raw);
            out.endArray();
        }
        field("encoding_format")
                .ifPresent(format ->
                        out.name("embedding_types").beginArray().raw(format).endArray());
        field("dimensions").ifPresent(length -> {
            if (form == EmbeddingForm.COHERE_V4) {
                out.name("output_dimension").raw(length);
            } else {
                unsayable.add(length, "The vectors of this model have one length.");
            }
        });
    }

    private void mixed(JsonValue input) {
        out.beginObject().name("content").beginArray();
        text(input).ifPresent(text -> out.beginObject()
                .name("type")
                .string("text")
                .name("text")
                .raw(text)
                .endObject());
        dataUrl(input).ifPresent(url -> out.beginObject()
                .name("type")
                .string("image_url")
                .name("image_url")
                .raw(url)
                .endObject());
        out.endArray().endObject();
    }

    /** The model has to be told; what is for anything is put where it can be found. */
    private String inputType() {
        if (isOfPictures() && form == EmbeddingForm.COHERE_V3) {
            return "image";
        }
        String type = field("input_type").map(JsonValue::text).orElse("text");
        return switch (type) {
            case "query" -> "search_query";
            case "document", "text" -> "search_document";
            default -> type;
        };
    }

    private static Optional<JsonValue> text(JsonValue input) {
        return input.field("text").filter(text -> text.kind() == JsonKind.STRING);
    }

    /** The string of a picture's data URL. */
    private Optional<JsonValue> dataUrl(JsonValue input) {
        return picture(input).isPresent() ? input.field("image") : Optional.empty();
    }

    private Optional<MediaSource.Data> picture(JsonValue input) {
        Optional<JsonValue> image = input.field("image").filter(value -> value.kind() == JsonKind.STRING);
        if (image.isPresent() && MediaSource.of(image.get()) instanceof MediaSource.Data data) {
            return Optional.of(data);
        }
        image.ifPresent(url -> unsayable.add(url, "The model behind this deployment takes pictures in data URLs."));
        return Optional.empty();
    }
}
