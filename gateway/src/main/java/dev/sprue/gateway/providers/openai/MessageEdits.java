package dev.sprue.gateway.providers.openai;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.providers.canonical.AnswerFields;
import dev.sprue.gateway.providers.openai.OpenAiVariant.Difference;
import java.util.OptionalInt;

/** What servers want otherwise in the messages of a chat. */
final class MessageEdits {

    private static final byte[] SYSTEM = JsonText.quote("system");

    private MessageEdits() {}

    /** Whether a server wants any. */
    static boolean areDue(OpenAiVariant variant) {
        return variant.has(Difference.NO_DEVELOPER)
                || variant.has(Difference.NO_NAMES)
                || variant.has(Difference.NO_REASONING)
                || variant.has(Difference.NO_FACTS);
    }

    /** Makes the edits that a server wants; for most of them none. */
    static void make(OpenAiVariant variant, JsonFields body, JsonSplicer splicer) {
        OptionalInt messages = body.find("messages");
        if (!areDue(variant) || messages.isEmpty()) {
            return;
        }
        JsonValue.of(body, messages.getAsInt()).items(message -> {
            if (message.kind() == JsonKind.OBJECT) {
                JsonFields fields = message.fields();
                JsonSplicer edits = new JsonSplicer(fields);
                edit(variant, fields, edits);
                splicer.include(edits);
            }
        });
    }

    /** Makes those of one message. */
    static void edit(OpenAiVariant variant, JsonFields message, JsonSplicer edits) {
        if (variant.has(Difference.NO_DEVELOPER)) {
            message.find("role").stream()
                    .filter(role -> JsonValue.of(message, role).isText("developer"))
                    .forEach(role -> edits.replace(role, SYSTEM));
        }
        if (variant.has(Difference.NO_NAMES)) {
            message.find("name").ifPresent(edits::remove);
        }
        if (variant.has(Difference.NO_REASONING)) {
            AnswerFields.REASONING.forEach(name -> message.find(name).ifPresent(edits::remove));
        }
        if (variant.has(Difference.NO_FACTS)) {
            AnswerFields.FACTS.forEach(name -> message.find(name).ifPresent(edits::remove));
        }
    }
}
