package dev.sprue.gateway.providers.openai;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.providers.openai.OpenAiVariant.Difference;
import java.util.OptionalInt;

/** What servers want otherwise in the messages of a chat. */
final class MessageEdits {

    private static final byte[] SYSTEM = JsonText.quote("system");

    private MessageEdits() {}

    /** Whether a server wants any. */
    static boolean areDue(OpenAiVariant variant) {
        return variant.has(Difference.NO_DEVELOPER) || variant.has(Difference.NO_NAMES);
    }

    /** Makes the edits that a server wants; for most of them none. */
    static void make(OpenAiVariant variant, JsonFields body, JsonSplicer splicer) {
        boolean noDeveloper = variant.has(Difference.NO_DEVELOPER);
        boolean noNames = variant.has(Difference.NO_NAMES);
        OptionalInt messages = body.find("messages");
        if (!areDue(variant) || messages.isEmpty()) {
            return;
        }
        JsonValue.of(body, messages.getAsInt()).items(message -> {
            if (message.kind() == JsonKind.OBJECT) {
                splicer.include(edited(message, noDeveloper, noNames));
            }
        });
    }

    private static JsonSplicer edited(JsonValue message, boolean noDeveloper, boolean noNames) {
        JsonFields fields = message.fields();
        JsonSplicer edits = new JsonSplicer(fields);
        if (noDeveloper) {
            fields.find("role").stream()
                    .filter(role -> message.field(fields, role).isText("developer"))
                    .forEach(role -> edits.replace(role, SYSTEM));
        }
        if (noNames) {
            fields.find("name").ifPresent(edits::remove);
        }
        return edits;
    }
}
