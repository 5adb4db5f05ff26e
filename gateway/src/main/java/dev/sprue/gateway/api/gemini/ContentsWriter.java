package dev.sprue.gateway.api.gemini;

import dev.sprue.gateway.api.requests.ValueChecks;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * Writes the system instruction and the contents as canonical messages. Calls of functions get ids where they have none, by their
 * place in the conversation; results without one are those of the first call of that function that has none yet.
 */
final class ContentsWriter {

    private final JsonWriter out;
    private final PartWriter parts;
    private final Map<String, Queue<String>> unanswered = new HashMap<>(0);
    private int calls;

    ContentsWriter(JsonWriter out) {
        this.out = out;
        this.parts = new PartWriter(out);
    }

    /** Writes the array of messages. */
    void write(ProtoObject request) {
        List<JsonValue> contents = request.items("contents");
        if (contents.isEmpty()) {
            throw ValueChecks.missing(request.value(), "contents");
        }
        out.beginArray();
        request.object("systemInstruction").ifPresent(system -> {
            begin("system");
            out.name("content");
            parts.content(system.items("parts").stream().map(ProtoObject::of).toList());
            out.endObject();
        });
        contents.forEach(content -> turn(ProtoObject.of(content)));
        out.endArray();
    }

    private void begin(String role) {
        out.beginObject().name("role").string(role);
    }

    private void turn(ProtoObject content) {
        JsonValue role = content.get("role");
        String word = role == null ? "user" : ValueChecks.oneOf(role, "user", "model", "function", "tool");
        List<ProtoObject> all =
                content.items("parts").stream().map(ProtoObject::of).toList();
        if (all.isEmpty()) {
            throw ValueChecks.missing(content.value(), "parts");
        }
        if (word.equals("model")) {
            model(all);
        } else {
            user(all);
        }
    }

    private void user(List<ProtoObject> all) {
        List<ProtoObject> said = new ArrayList<>();
        for (ProtoObject part : all) {
            Optional<ProtoObject> result = part.object("functionResponse");
            if (result.isPresent()) {
                userParts(said);
                result(result.get());
            } else {
                said.add(part);
            }
        }
        userParts(said);
    }

    private void userParts(List<ProtoObject> said) {
        if (!said.isEmpty()) {
            begin("user");
            out.name("content");
            parts.content(said);
            out.endObject();
            said.clear();
        }
    }

    private void result(ProtoObject result) {
        if (result.get("parts") instanceof JsonValue more) {
            throw ValueChecks.wrong(more, "results of functions are JSON here", "the result without parts");
        }
        JsonValue name = result.require("name", JsonKind.STRING);
        begin("tool");
        out.name("tool_call_id").string(answered(result, name));
        out.name("content").raw(text(result.require("response", JsonKind.OBJECT)));
        out.endObject();
    }

    private String answered(ProtoObject result, JsonValue name) {
        Queue<String> open = unanswered.getOrDefault(name.text(), new ArrayDeque<>());
        JsonValue id = result.get("id");
        if (id != null && ValueChecks.text(id, 0, Integer.MAX_VALUE) instanceof String given && !given.isEmpty()) {
            open.remove(given);
            return given;
        }
        String first = open.poll();
        if (first == null) {
            throw ValueChecks.wrong(
                    name, "no call of that function stands before it", "the name of a function that was called");
        }
        return first;
    }

    private void model(List<ProtoObject> all) {
        List<ProtoObject> said = new ArrayList<>();
        List<ProtoObject> called = new ArrayList<>();
        StringBuilder thoughts = new StringBuilder();
        Signatures signatures = new Signatures();
        for (ProtoObject part : all) {
            if (part.get("functionCall") != null) {
                called.add(part);
            } else if (part.isOn("thought")) {
                thoughts.append(part.require("text", JsonKind.STRING).text());
                signatures.add(part, Optional.empty());
            } else {
                signatures.add(part, Optional.empty());
                if (!(part.get("text") instanceof JsonValue text && text.rawLength() == 2)) {
                    said.add(part);
                }
            }
        }
        begin("assistant");
        out.name("content");
        if (said.isEmpty() && !called.isEmpty()) {
            out.nothing();
        } else {
            parts.content(said);
        }
        if (!thoughts.isEmpty()) {
            out.name("reasoning_content").string(thoughts.toString());
        }
        if (!called.isEmpty()) {
            out.name("tool_calls").beginArray();
            called.forEach(part -> call(part, signatures));
            out.endArray();
        }
        signatures.write(out);
        out.endObject();
    }

    private void call(ProtoObject part, Signatures signatures) {
        ProtoObject call = ProtoObject.of(part.require("functionCall", JsonKind.OBJECT));
        JsonValue name = call.require("name", JsonKind.STRING);
        String id = call.find("id", JsonKind.STRING)
                .map(JsonValue::text)
                .filter(given -> !given.isEmpty())
                .orElse("call_" + calls);
        calls++;
        unanswered.computeIfAbsent(name.text(), key -> new ArrayDeque<>(1)).add(id);
        signatures.add(part, Optional.of(id));
        out.beginObject().name("id").string(id).name("type").string("function").name("function");
        out.beginObject().name("name").raw(name).name("arguments");
        out.raw(call.find("args", JsonKind.OBJECT).map(ContentsWriter::text).orElseGet(() -> "\"{}\""
                .getBytes(StandardCharsets.US_ASCII)));
        out.endObject().endObject();
    }

    /** JSON text as a string. */
    private static byte[] text(JsonValue json) {
        return JsonText.quote(json.raw());
    }
}
