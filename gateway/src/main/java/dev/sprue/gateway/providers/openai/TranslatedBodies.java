package dev.sprue.gateway.providers.openai;

import dev.sprue.gateway.inference.ExtraParameters;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.inference.TranslatedFields;
import dev.sprue.gateway.json.JsonBytes;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** Takes out of the bodies of another API's callers what OpenAI's dialect does not have, and servers of it refuse. */
final class TranslatedBodies {

    /** How the details begin that servers of this dialect have themselves. */
    private static final String OWN_DETAILS = "\"reasoning.";

    private TranslatedBodies() {}

    /** Adds these edits of a body to others. */
    static void edit(InferenceCall call, JsonSplicer splicer) {
        JsonFields body = call.body();
        ExtraParameters extras = call.extraParameters();
        for (int i = 0; i < body.count(); i++) {
            if (TranslatedFields.BODY.contains(body.name(i)) && !extras.drops(i)) {
                splicer.remove(i);
            }
        }
        lists(body, splicer);
    }

    /** The call without what is nested in its messages and tools, for writers that edit these themselves. */
    static InferenceCall cleaned(InferenceCall call) {
        JsonSplicer splicer = new JsonSplicer(call.body());
        lists(call.body(), splicer);
        return splicer.isUnedited() ? call : call.with(JsonFields.scanEdited(new JsonBytes.Heap(splicer.splice())));
    }

    private static void lists(JsonFields body, JsonSplicer splicer) {
        try {
            for (String list : new String[] {"messages", "tools"}) {
                nested(body, list, splicer);
            }
        } catch (JsonSyntaxException impossible) {
            throw new IllegalStateException("a body that was scanned cannot be scanned again", impossible);
        }
    }

    /** Edits each item of a field that is a list of objects, and what is in it. */
    private static void nested(JsonFields holder, String list, JsonSplicer splicer) throws JsonSyntaxException {
        OptionalInt field = holder.find(list);
        if (field.isEmpty() || holder.kind(field.getAsInt()) != JsonKind.ARRAY) {
            return;
        }
        for (JsonFields item : holder.objects(field.getAsInt())) {
            JsonSplicer edits = new JsonSplicer(item);
            for (int i = 0; i < item.count(); i++) {
                String name = item.name(i);
                if (TranslatedFields.MARKS.contains(name)
                        || name.equals(TranslatedFields.DETAILS) && !isOwn(item.valueBytes(i))) {
                    edits.remove(i);
                }
            }
            nested(item, "content", edits);
            nested(item, "tool_calls", edits);
            if (!edits.isUnedited()) {
                splicer.include(edits);
            }
        }
    }

    private static boolean isOwn(byte[] details) {
        return new String(details, StandardCharsets.UTF_8).contains(OWN_DETAILS);
    }
}
