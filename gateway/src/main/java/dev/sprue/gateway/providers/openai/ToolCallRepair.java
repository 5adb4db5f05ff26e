package dev.sprue.gateway.providers.openai;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Gives tool calls what some servers leave out and clients cannot do without: {@code type}, and in streams {@code index},
 * without which nobody knows to which call a piece belongs. A piece with an id begins a call; one without goes on with the last.
 */
final class ToolCallRepair {

    private static final byte[] FUNCTION = "\"function\"".getBytes(StandardCharsets.US_ASCII);

    private final String messageField;
    private final Map<Integer, Integer> calls = new HashMap<>(2);

    private ToolCallRepair(String messageField) {
        this.messageField = messageField;
    }

    /** Repairs the chunks of one stream, in their order. */
    static ToolCallRepair ofStream() {
        return new ToolCallRepair("delta");
    }

    /** Repairs one whole answer. */
    static ToolCallRepair ofWhole() {
        return new ToolCallRepair("message");
    }

    /** The answer or chunk with whole tool calls. */
    byte[] repaired(JsonFields answer) throws JsonSyntaxException {
        JsonSplicer edits = new JsonSplicer(answer);
        OptionalInt choices = answer.find("choices");
        List<JsonFields> items = choices.isPresent() ? answer.objects(choices.getAsInt()) : List.of();
        for (int i = 0; i < items.size(); i++) {
            OptionalInt message = items.get(i).find(messageField);
            if (message.isPresent() && items.get(i).kind(message.getAsInt()) == JsonKind.OBJECT) {
                JsonFields fields = items.get(i).object(message.getAsInt());
                OptionalInt list = fields.find("tool_calls");
                if (list.isPresent() && fields.kind(list.getAsInt()) == JsonKind.ARRAY) {
                    for (JsonFields call : fields.objects(list.getAsInt())) {
                        edits.include(repair(call, items.get(i).number("index").orElse(i)));
                    }
                }
            }
        }
        return edits.splice();
    }

    private JsonSplicer repair(JsonFields call, int choice) {
        JsonSplicer edits = new JsonSplicer(call);
        OptionalInt id = call.find("id");
        boolean whole = messageField.equals("message");
        boolean begins = whole || (id.isPresent() && call.kind(id.getAsInt()) == JsonKind.STRING);
        if (!whole) {
            OptionalInt index = call.number("index");
            int place =
                    index.orElseGet(() -> begins ? calls.getOrDefault(choice, -1) + 1 : calls.getOrDefault(choice, 0));
            calls.put(choice, place);
            if (index.isEmpty()) {
                edits.set("index", Integer.toString(place).getBytes(StandardCharsets.US_ASCII));
            }
        }
        if (begins && call.find("type").isEmpty()) {
            edits.set("type", FUNCTION);
        }
        return edits;
    }
}
