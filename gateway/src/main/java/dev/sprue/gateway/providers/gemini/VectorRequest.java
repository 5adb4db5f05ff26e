package dev.sprue.gateway.providers.gemini;

import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.providers.canonical.CanonicalFields;
import dev.sprue.gateway.providers.canonical.MediaSource;
import dev.sprue.gateway.providers.canonical.UnsayableFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a call wants vectors of.
 *
 * @param inputs each of which becomes a vector, in order
 * @param dimensions a number: how long the vectors are to be
 * @param task Google's word for what they are for
 * @param extras fields of Google's that the caller lets pass, by name
 */
record VectorRequest(List<Input> inputs, Optional<JsonValue> dimensions, Optional<String> task, List<Extra> extras) {

    /**
     * What becomes one vector.
     *
     * @param text a string
     * @param image where a picture is
     */
    record Input(Optional<JsonValue> text, Optional<MediaSource> image, JsonValue raw) {}

    /** A field of Google's. */
    record Extra(String name, JsonValue value) {}

    private static final Set<String> TAKEN = Set.of("input", "dimensions", "input_type");

    /** @throws dev.sprue.gateway.error.FailureException 422 where there is something that Google makes no vectors of */
    static VectorRequest of(InferenceCall call) {
        GeminiFields fields = new GeminiFields(call);
        UnsayableFields unsayable = new UnsayableFields();
        List<Input> inputs = new ArrayList<>(call.inputs());
        fields.field("input").ifPresent(input -> {
            if (input.kind() == JsonKind.STRING) {
                inputs.add(text(input));
            } else if (call.operation() == Operation.IMAGE_EMBEDDINGS) {
                input.items(item -> inputs.add(image(item)));
            } else {
                input.items(item -> {
                    if (item.kind() == JsonKind.STRING) {
                        inputs.add(text(item));
                    } else {
                        unsayable.add(item, "The model behind this deployment takes texts, not tokens.");
                    }
                });
            }
        });
        unsayable.refuse();
        List<Extra> extras = CanonicalFields.extras(call, TAKEN).stream()
                .map(field -> new Extra(call.body().name(field), JsonValue.of(call.body(), field)))
                .toList();
        return new VectorRequest(
                inputs, fields.field("dimensions"), fields.field("input_type").flatMap(VectorRequest::task), extras);
    }

    private static Input text(JsonValue text) {
        return new Input(Optional.of(text), Optional.empty(), text);
    }

    private static Input image(JsonValue item) {
        return new Input(
                item.field("text").filter(text -> text.kind() == JsonKind.STRING),
                item.field("image").map(MediaSource::of),
                item);
    }

    private static Optional<String> task(JsonValue type) {
        return switch (type.text()) {
            case "query" -> Optional.of("RETRIEVAL_QUERY");
            case "document" -> Optional.of("RETRIEVAL_DOCUMENT");
            default -> Optional.empty();
        };
    }

    /** Refuses an input that the model cannot take, in the words of {@code why}. */
    static void refuse(Input input, String why) {
        UnsayableFields unsayable = new UnsayableFields();
        unsayable.add(input.raw(), why);
        unsayable.refuse();
    }
}
