package dev.sprue.gateway.providers.ollama;

import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import dev.sprue.gateway.providers.canonical.MediaSource;
import dev.sprue.gateway.providers.canonical.Message;
import dev.sprue.gateway.providers.canonical.Part;
import dev.sprue.gateway.providers.canonical.ToolArguments;
import dev.sprue.gateway.providers.canonical.ToolCall;
import dev.sprue.gateway.providers.canonical.UnsayableFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a conversation as Ollama has it. A message there has one text and a list of pictures: texts are put together with a line feed
 * between them, and pictures come after them. The arguments of tool calls are objects; a tool's result also names the tool.
 */
final class OllamaMessages {

    private static final byte[] LINE_FEED = {'\\', 'n'};
    private static final byte[] QUOTE = {'"'};

    private final JsonWriter out;
    private final UnsayableFields unsayable;
    private final Map<String, JsonValue> toolNames = new HashMap<>();

    OllamaMessages(JsonWriter out, UnsayableFields unsayable) {
        this.out = out;
        this.unsayable = unsayable;
    }

    void write(List<Message> messages) {
        out.name("messages").beginArray();
        messages.forEach(message -> {
            out.beginObject();
            switch (message) {
                case Message.System(var parts, var raw) -> spoken("system", parts);
                case Message.User(var parts, var raw) -> spoken("user", parts);
                case Message.Assistant assistant -> {
                    spoken("assistant", assistant.content());
                    assistant.reasoning().ifPresent(text -> out.name("thinking").raw(text));
                    toolCalls(assistant.toolCalls());
                }
                case Message.ToolResult(var id, var parts, var raw) -> {
                    spoken("tool", parts);
                    JsonValue name = toolNames.get(id.text());
                    if (name != null) {
                        out.name("tool_name").raw(name);
                    }
                    out.name("tool_call_id").raw(id);
                }
            }
            out.endObject();
        });
        out.endArray();
    }

    private void spoken(String role, List<Part> parts) {
        List<JsonValue> texts = new ArrayList<>(1);
        List<MediaSource.Data> pictures = new ArrayList<>(0);
        parts.forEach(part -> sort(part, texts, pictures));
        out.name("role").string(role).name("content");
        text(texts);
        if (!pictures.isEmpty()) {
            out.name("images").beginArray();
            pictures.forEach(picture -> out.inside(picture.bytes(), picture.from(), picture.to()));
            out.endArray();
        }
    }

    private void sort(Part part, List<JsonValue> texts, List<MediaSource.Data> pictures) {
        switch (part) {
            case Part.Text(var text, var raw) -> texts.add(text);
            case Part.Refusal(var text, var raw) -> texts.add(text);
            case Part.Image image -> {
                switch (image.source()) {
                    case MediaSource.Data data -> pictures.add(data);
                    case MediaSource.Url(var url) ->
                        unsayable.add(
                                url,
                                "Ollama fetches nothing: send the picture in a data URL, or have the operator set chat.remoteMedia: false.");
                }
            }
            case Part.Audio(var data, var format, var raw) ->
                unsayable.add(raw, "Ollama's messages have no such part.");
            case Part.File(var source, var name, var raw) -> unsayable.add(raw, "Ollama's messages have no such part.");
            case Part.Other(var raw) -> unsayable.add(raw, "Ollama's messages have no such part.");
        }
    }

    private void text(List<JsonValue> texts) {
        if (texts.isEmpty()) {
            out.string("");
        } else if (texts.size() == 1) {
            out.raw(texts.getFirst());
        } else {
            JsonWriter joined = new JsonWriter().verbatim(QUOTE, 0, 1);
            for (int i = 0; i < texts.size(); i++) {
                byte[] quoted = bytes(texts.get(i));
                joined.verbatim(LINE_FEED, 0, i == 0 ? 0 : LINE_FEED.length).verbatim(quoted, 1, quoted.length - 1);
            }
            out.raw(joined.verbatim(QUOTE, 0, 1).toBytes());
        }
    }

    private void toolCalls(List<ToolCall> calls) {
        if (calls.isEmpty()) {
            return;
        }
        out.name("tool_calls").beginArray();
        for (int i = 0; i < calls.size(); i++) {
            ToolCall call = calls.get(i);
            toolNames.put(call.id().text(), call.name());
            out.beginObject()
                    .name("id")
                    .raw(call.id())
                    .name("function")
                    .beginObject()
                    .name("index")
                    .number(i)
                    .name("name")
                    .raw(call.name())
                    .name("arguments")
                    .raw(ToolArguments.object(call.arguments()))
                    .endObject()
                    .endObject();
        }
        out.endArray();
    }

    private static byte[] bytes(JsonValue value) {
        return value.copy(value.start(), value.end());
    }
}
