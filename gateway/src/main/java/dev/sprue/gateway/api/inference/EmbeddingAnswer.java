package dev.sprue.gateway.api.inference;

import dev.sprue.gateway.http.Bodies;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonText;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/**
 * What this API requires of an embeddings answer and OpenAI-compatible servers do not all give: {@code id}, {@code object},
 * {@code model}, and {@code usage} with the two counts that embeddings have, and without completion tokens.
 */
final class EmbeddingAnswer {

    private static final String PROMPT = "prompt_tokens";
    private static final String TOTAL = "total_tokens";
    private static final String COMPLETION = "completion_tokens";

    private EmbeddingAnswer() {}

    /**
     * The answer's bytes; what is as it should be stays as it is.
     *
     * @param id an id to give it where it has none
     * @param model what to call the model where the answer does not name it
     */
    static Buffer body(WholeAnswer answer, String id, String model) {
        JsonFields fields = answer.fields();
        JsonSplicer edits = new JsonSplicer(fields);
        boolean edited = setText(fields, edits, "id", id);
        edited |= setText(fields, edits, "object", "list");
        edited |= setText(fields, edits, "model", model);
        edited |= setUsage(fields, edits);
        return edited ? Bodies.of(fields, edits) : Bodies.of(answer.bytes(), answer.from(), answer.to());
    }

    private static boolean setText(JsonFields fields, JsonSplicer edits, String name, String text) {
        OptionalInt field = fields.find(name);
        if (field.isPresent() && fields.kind(field.getAsInt()) == JsonKind.STRING) {
            return false;
        }
        edits.set(name, JsonText.quote(text));
        return true;
    }

    private static boolean setUsage(JsonFields fields, JsonSplicer edits) {
        OptionalInt field = fields.find("usage");
        if (field.isEmpty() || fields.kind(field.getAsInt()) != JsonKind.OBJECT) {
            edits.set("usage", ascii("{\"prompt_tokens\":0,\"total_tokens\":0}"));
            return true;
        }
        JsonFields usage = object(fields, field.getAsInt());
        if (isNumber(usage, PROMPT) && isNumber(usage, TOTAL) && isTidy(usage)) {
            return false;
        }
        edits.replace(field.getAsInt(), usage(usage));
        return true;
    }

    private static boolean isNumber(JsonFields usage, String name) {
        OptionalInt field = usage.find(name);
        return field.isPresent() && usage.kind(field.getAsInt()) == JsonKind.NUMBER;
    }

    private static boolean isTidy(JsonFields usage) {
        for (int i = 0; i < usage.count(); i++) {
            if (usage.kind(i) == JsonKind.NULL || usage.name(i).equals(COMPLETION)) {
                return false;
            }
        }
        return true;
    }

    /** The two counts, either from the other where only one is there, and whatever else it says. */
    private static byte[] usage(JsonFields usage) {
        String one = isNumber(usage, PROMPT) ? PROMPT : TOTAL;
        String count = isNumber(usage, one) ? usage.raw(usage.find(one).orElseThrow()) : "0";
        JsonSplicer edits = new JsonSplicer(usage);
        for (int i = 0; i < usage.count(); i++) {
            String name = usage.name(i);
            boolean required = name.equals(PROMPT) || name.equals(TOTAL);
            if (!required && (usage.kind(i) == JsonKind.NULL || name.equals(COMPLETION))) {
                edits.remove(i);
            }
        }
        for (String name : new String[] {PROMPT, TOTAL}) {
            if (!isNumber(usage, name)) {
                edits.set(name, ascii(count));
            }
        }
        return edits.splice();
    }

    private static JsonFields object(JsonFields answer, int field) {
        try {
            return answer.object(field);
        } catch (JsonSyntaxException impossible) {
            throw new IllegalStateException("a field that was scanned cannot be scanned again", impossible);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
