package dev.sprue.gateway.providers.gemini;

import dev.sprue.gateway.json.DuplicateKeyException;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import dev.sprue.gateway.providers.canonical.MediaSource;
import dev.sprue.gateway.providers.canonical.Message;
import dev.sprue.gateway.providers.canonical.Part;
import dev.sprue.gateway.providers.canonical.UnsayableFields;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes the results of tools. Google's are objects: a result that is the text of one goes as that object, any other text as its
 * {@code output}; pictures and files stand beside it.
 */
final class GeminiResults {

    private static final int MAX_DEPTH = 64;

    private final JsonWriter out;
    private final UnsayableFields unsayable;

    GeminiResults(JsonWriter out, UnsayableFields unsayable) {
        this.out = out;
        this.unsayable = unsayable;
    }

    /** @param name the function that was called, a string; empty where the conversation has no call of that id before */
    void write(Message.ToolResult result, Optional<JsonValue> name) {
        if (name.isEmpty()) {
            unsayable.add(result.callId(), "No message before this one calls a tool with this id.");
            return;
        }
        List<JsonValue> texts = new ArrayList<>(1);
        List<MediaSource.Data> files = new ArrayList<>(0);
        result.content().forEach(part -> sort(part, texts, files));
        out.beginObject().name("functionResponse").beginObject();
        out.name("id").raw(result.callId()).name("name").raw(name.get()).name("response");
        response(texts);
        if (!files.isEmpty()) {
            out.name("parts").beginArray();
            files.forEach(this::file);
            out.endArray();
        }
        out.endObject().endObject();
    }

    private void sort(Part part, List<JsonValue> texts, List<MediaSource.Data> files) {
        if (part instanceof Part.Text(var text, var raw)) {
            texts.add(text);
        } else if (part instanceof Part.Image image && image.source() instanceof MediaSource.Data data) {
            files.add(data);
        } else if (part instanceof Part.File file && file.source() instanceof MediaSource.Data data) {
            files.add(data);
        } else {
            unsayable.add(part.raw(), "The model behind this deployment takes no such part in the result of a tool.");
        }
    }

    private void response(List<JsonValue> texts) {
        Optional<byte[]> object = texts.size() == 1 ? object(texts.getFirst()) : Optional.empty();
        if (object.isPresent()) {
            out.raw(object.get());
            return;
        }
        out.beginObject().name("output");
        if (texts.size() == 1) {
            out.raw(texts.getFirst());
        } else {
            StringBuilder all = new StringBuilder();
            texts.forEach(text -> all.append(text.text()));
            out.string(all.toString());
        }
        out.endObject();
    }

    private static Optional<byte[]> object(JsonValue text) {
        String json = text.text();
        if (!json.stripLeading().startsWith("{")) {
            return Optional.empty();
        }
        try {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            JsonFields.scan(bytes, MAX_DEPTH);
            return Optional.of(bytes);
        } catch (JsonSyntaxException | DuplicateKeyException other) {
            return Optional.empty();
        }
    }

    private void file(MediaSource.Data file) {
        out.beginObject().name("inlineData").beginObject();
        out.name("mimeType").string(file.mediaType());
        out.name("data").inside(file.bytes(), file.from(), file.to());
        out.endObject().endObject();
    }
}
