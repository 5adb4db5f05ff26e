package dev.sprue.gateway.api.openai;

import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an answer, or of the chunks of one stream, that clients rely on and their server left out: {@code id},
 * {@code object}, {@code created}, {@code model}.
 */
final class MadeFields {

    private final Map<String, byte[]> values = new LinkedHashMap<>();

    private MadeFields() {}

    /**
     * What is missing in an answer, or in the first chunk of one; null where nothing is, as nearly always.
     *
     * @param call what is answered
     */
    static @Nullable MadeFields missingIn(JsonFields answer, InferenceCall call) {
        boolean id = has(answer, "id", JsonKind.STRING);
        boolean object = has(answer, "object", JsonKind.STRING);
        boolean created = has(answer, "created", JsonKind.NUMBER);
        boolean model = has(answer, "model", JsonKind.STRING);
        if (id && object && created && model) {
            return null;
        }
        MadeFields made = new MadeFields();
        boolean chat = call.operation() == Operation.CHAT_COMPLETION;
        if (!id) {
            made.values.put(
                    "id",
                    JsonText.quote((chat ? "chatcmpl-" : "cmpl-") + call.id().replace("-", "")));
        }
        if (!object) {
            String word = chat ? call.stream() ? "chat.completion.chunk" : "chat.completion" : "text_completion";
            made.values.put("object", JsonText.quote(word));
        }
        if (!created) {
            made.values.put(
                    "created", Long.toString(Instant.now().getEpochSecond()).getBytes(StandardCharsets.US_ASCII));
        }
        if (!model) {
            made.values.put("model", JsonText.quote(call.model().orElse("")));
        }
        return made;
    }

    private static boolean has(JsonFields answer, String name, JsonKind kind) {
        OptionalInt field = answer.find(name);
        return field.isPresent()
                && answer.kind(field.getAsInt()) == kind
                // An empty word is none.
                && answer.valueEnd(field.getAsInt()) - answer.valueStart(field.getAsInt())
                        > (kind == JsonKind.STRING ? 2 : 0);
    }

    /** Adds them. */
    void addTo(JsonSplicer edits) {
        values.forEach(edits::set);
    }
}
