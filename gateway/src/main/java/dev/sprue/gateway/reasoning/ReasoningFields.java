package dev.sprue.gateway.reasoning;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonSyntaxException;
import java.util.OptionalInt;

/** Puts reasoning that a server wrote into {@code reasoning} under its canonical name. */
public final class ReasoningFields {

    private static final String OTHER = "reasoning";

    private ReasoningFields() {}

    /**
     * The answer or chunk with its reasoning under the canonical name.
     *
     * @param messageField {@code message} or {@code delta}
     */
    public static byte[] renamed(JsonFields answer, String messageField) throws JsonSyntaxException {
        JsonSplicer edits = new JsonSplicer(answer);
        OptionalInt choices = answer.find("choices");
        if (choices.isPresent()) {
            for (JsonFields choice : answer.objects(choices.getAsInt())) {
                OptionalInt message = choice.find(messageField);
                if (message.isPresent() && choice.kind(message.getAsInt()) == JsonKind.OBJECT) {
                    edits.include(renamed(choice.object(message.getAsInt())));
                }
            }
        }
        return edits.splice();
    }

    private static JsonSplicer renamed(JsonFields message) {
        JsonSplicer edits = new JsonSplicer(message);
        OptionalInt other = message.find(OTHER);
        if (other.isEmpty() || message.kind(other.getAsInt()) != JsonKind.STRING) {
            return edits;
        }
        OptionalInt canonical = message.find(ChatTexts.REASONING);
        if (canonical.isEmpty()) {
            return edits.rename(other.getAsInt(), ChatTexts.REASONING);
        }
        if (message.kind(canonical.getAsInt()) != JsonKind.STRING) {
            edits.replace(canonical.getAsInt(), message.valueBytes(other.getAsInt()));
        }
        // Where both are there they say the same.
        return edits.remove(other.getAsInt());
    }
}
