package dev.sprue.gateway.providers.openai;

import dev.sprue.gateway.json.JsonCursor;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonSyntaxException;
import java.util.List;
import java.util.OptionalInt;

/**
 * Leaves out what a delta says with {@code null} and means by silence. Some servers (SGLang) name every field in every chunk,
 * and the .NET client breaks on these three: their types allow no {@code null}. {@code content} is nullable, and stays.
 */
final class DeltaNulls {

    private static final List<String> NAMES = List.of("role", "tool_calls", "function_call");

    private DeltaNulls() {}

    /** Whether the field at which the cursor stands is one of them. */
    static boolean isOne(JsonCursor cursor) throws JsonSyntaxException {
        if (cursor.kind() != JsonKind.NULL) {
            return false;
        }
        for (int i = 0; i < NAMES.size(); i++) {
            if (cursor.isField(NAMES.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** The chunk without them. */
    static byte[] removed(JsonFields chunk) throws JsonSyntaxException {
        JsonSplicer edits = new JsonSplicer(chunk);
        OptionalInt choices = chunk.find("choices");
        List<JsonFields> items = choices.isPresent() ? chunk.objects(choices.getAsInt()) : List.of();
        for (JsonFields choice : items) {
            OptionalInt delta = choice.find("delta");
            if (delta.isPresent() && choice.kind(delta.getAsInt()) == JsonKind.OBJECT) {
                edits.include(removedFrom(choice.object(delta.getAsInt())));
            }
        }
        return edits.splice();
    }

    private static JsonSplicer removedFrom(JsonFields delta) {
        JsonSplicer edits = new JsonSplicer(delta);
        for (int i = 0; i < delta.count(); i++) {
            if (delta.kind(i) == JsonKind.NULL && NAMES.contains(delta.name(i))) {
                edits.remove(i);
            }
        }
        return edits;
    }
}
