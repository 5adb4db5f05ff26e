package dev.sprue.gateway.providers.openai;

import dev.sprue.gateway.inference.TranslatedFields;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.providers.openai.OpenAiVariant.Difference;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Makes messages and tools of OpenAI's dialect of those of another API's callers, and makes the edits of {@link MessageEdits} on
 * the way: marks for others and what other providers want back is left out, and files without a name, which OpenAI refuses, get
 * one.
 */
final class TranslatedMessages {

    /** How the details begin that servers of this dialect have themselves. */
    private static final String OWN_DETAILS = "\"reasoning.";

    /** In details of which a server of this dialect that knows details at all knows nothing. */
    private static final String MISTRALS = "\"reasoning.mistral\"";

    private static final String GOOGLES = "\"google-gemini-v1\"";

    /** A data URL's media type is in so many bytes. */
    private static final int MAX_TYPE_BYTES = 100;

    private final OpenAiVariant variant;
    private final JsonSplicer splicer;

    /**
     * For one body.
     *
     * @param splicer gets the edits
     */
    TranslatedMessages(OpenAiVariant variant, JsonSplicer splicer) {
        this.variant = variant;
        this.splicer = splicer;
    }

    /** Adds the edits of messages and tools of a body. */
    void edit(JsonFields body) {
        field(body, "messages").ifPresent(messages -> messages.items(this::message));
        unmarked(field(body, "tools"), splicer);
    }

    private void message(JsonValue message) {
        if (message.kind() != JsonKind.OBJECT) {
            return;
        }
        JsonFields fields = message.fields();
        JsonSplicer edits = new JsonSplicer(fields);
        MessageEdits.edit(variant, fields, edits);
        marks(fields, edits);
        OptionalInt details = fields.find(TranslatedFields.DETAILS);
        if (details.isPresent() && !isOwn(fields.raw(details.getAsInt()))) {
            edits.remove(details.getAsInt());
        }
        unmarked(field(fields, "content"), edits);
        unmarked(field(fields, "tool_calls"), edits);
        include(edits, splicer);
    }

    /** Edits each item of a list of parts, calls or tools. */
    private static void unmarked(Optional<JsonValue> list, JsonSplicer into) {
        list.ifPresent(items -> items.items(item -> {
            if (item.kind() == JsonKind.OBJECT) {
                include(unmarked(item), into);
            }
        }));
    }

    private static JsonSplicer unmarked(JsonValue item) {
        JsonFields fields = item.fields();
        JsonSplicer edits = new JsonSplicer(fields);
        marks(fields, edits);
        JsonValue.of(fields, "file", JsonKind.OBJECT).ifPresent(file -> include(named(file.fields()), edits));
        return edits;
    }

    private static void marks(JsonFields fields, JsonSplicer edits) {
        for (int i = 0; i < fields.count(); i++) {
            if (TranslatedFields.MARKS.contains(fields.name(i))) {
                edits.remove(i);
            }
        }
    }

    private static JsonSplicer named(JsonFields file) {
        JsonSplicer edits = new JsonSplicer(file);
        OptionalInt data = file.find("file_data");
        if (data.isPresent()
                && file.kind(data.getAsInt()) == JsonKind.STRING
                && file.find("filename").isEmpty()) {
            int from = file.valueStart(data.getAsInt()) + 1;
            int to = Math.min(file.valueEnd(data.getAsInt()), from + MAX_TYPE_BYTES);
            String start = new String(file.bytes().copy(from, to), StandardCharsets.ISO_8859_1);
            edits.set("filename", JsonText.quote("document" + extension(start.toLowerCase(Locale.ROOT))));
        }
        return edits;
    }

    private static String extension(String dataUrl) {
        if (dataUrl.startsWith("data:text/")) {
            return dataUrl.startsWith("data:text/html")
                    ? ".html"
                    : dataUrl.startsWith("data:text/csv") ? ".csv" : ".txt";
        }
        return dataUrl.startsWith("data:application/json") ? ".json" : ".pdf";
    }

    private boolean isOwn(String details) {
        return details.contains(OWN_DETAILS)
                && !details.contains(MISTRALS)
                && (variant.has(Difference.ALL_DETAILS) || !details.contains(GOOGLES));
    }

    private static Optional<JsonValue> field(JsonFields fields, String name) {
        return JsonValue.of(fields, name, JsonKind.ARRAY);
    }

    private static void include(JsonSplicer edits, JsonSplicer into) {
        if (!edits.isUnedited()) {
            into.include(edits);
        }
    }
}
