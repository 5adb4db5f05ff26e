package dev.sprue.gateway.providers.gemini;

import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import dev.sprue.gateway.providers.canonical.Message;
import dev.sprue.gateway.providers.canonical.Part;
import dev.sprue.gateway.providers.canonical.ToolArguments;
import dev.sprue.gateway.providers.canonical.ToolCall;
import dev.sprue.gateway.providers.canonical.UnsayableFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes {@code systemInstruction} and {@code contents}. Google's turns alternate: messages of one side that follow each other become
 * one turn, with all their parts; the results of tools are a turn of their own, as Google wants them. System messages stand before
 * everything, wherever they stood.
 */
final class GeminiContents {

    private enum Turn {
        USER("user"),
        MODEL("model"),
        RESULTS("user");

        private final String role;

        Turn(String role) {
            this.role = role;
        }
    }

    /** What Google takes for a signature where there is none, because another model made the call or the caller lost it. */
    private static final String NO_SIGNATURE = "skip_thought_signature_validator";

    private final JsonWriter out;
    private final GeminiModel model;
    private final GeminiParts parts;
    private final GeminiResults results;
    private final Map<String, JsonValue> calls = new HashMap<>(0);

    GeminiContents(JsonWriter out, GeminiModel model, UnsayableFields unsayable) {
        this.out = out;
        this.model = model;
        this.parts = new GeminiParts(out, unsayable);
        this.results = new GeminiResults(out, unsayable);
    }

    void write(List<Message> messages) {
        List<Part> system = new ArrayList<>(1);
        for (Message message : messages) {
            if (message instanceof Message.System(var content, var raw)) {
                system.addAll(content);
            }
        }
        boolean alone = messages.stream().allMatch(Message.System.class::isInstance);
        if (!system.isEmpty() && !alone) {
            out.name("systemInstruction").beginObject().name("parts").beginArray();
            system.forEach(parts::write);
            out.endArray().endObject();
        }
        out.name("contents").beginArray();
        if (alone) {
            // Google wants something to answer to.
            begin(Turn.USER);
            system.forEach(parts::write);
            out.endArray().endObject();
        } else {
            turns(messages);
        }
        out.endArray();
    }

    private void turns(List<Message> messages) {
        Turn open = null;
        for (Message message : messages) {
            if (isEmpty(message)) {
                continue;
            }
            Turn turn = turn(message);
            if (turn != open) {
                if (open != null) {
                    out.endArray().endObject();
                }
                begin(turn);
                open = turn;
            }
            switch (message) {
                case Message.System system -> {}
                case Message.User(var content, var raw) -> content.forEach(parts::write);
                case Message.Assistant assistant -> assistant(assistant);
                case Message.ToolResult result ->
                    results.write(
                            result,
                            Optional.ofNullable(calls.get(result.callId().text())));
            }
        }
        if (open != null) {
            out.endArray().endObject();
        }
    }

    private void begin(Turn turn) {
        out.beginObject().name("role").string(turn.role).name("parts").beginArray();
    }

    private static Turn turn(Message message) {
        return switch (message) {
            case Message.System system -> Turn.USER;
            case Message.User user -> Turn.USER;
            case Message.Assistant assistant -> Turn.MODEL;
            case Message.ToolResult result -> Turn.RESULTS;
        };
    }

    /** An answer of nothing, which Google would refuse as a turn without parts. */
    private static boolean isEmpty(Message message) {
        return switch (message) {
            case Message.System system -> true;
            case Message.Assistant assistant ->
                assistant.toolCalls().isEmpty() && assistant.content().stream().allMatch(GeminiContents::isEmpty);
            default -> false;
        };
    }

    private static boolean isEmpty(Part part) {
        return part instanceof Part.Text(var text, var raw) && text.rawLength() == 2;
    }

    private void assistant(Message.Assistant assistant) {
        Signatures signatures = Signatures.of(assistant.details());
        List<Part> said =
                assistant.content().stream().filter(part -> !isEmpty(part)).toList();
        for (int i = 0; i < said.size(); i++) {
            parts.write(said.get(i), i == said.size() - 1 ? signatures.ofText() : Optional.empty());
        }
        if (said.isEmpty() && signatures.ofText().isPresent()) {
            out.beginObject().name("text").string("").name("thoughtSignature");
            out.raw(signatures.ofText().get()).endObject();
        }
        boolean first = true;
        for (ToolCall call : assistant.toolCalls()) {
            call(call, signatures, first);
            first = false;
        }
    }

    private void call(ToolCall call, Signatures signatures, boolean first) {
        String id = call.id().text();
        calls.put(id, call.name());
        out.beginObject().name("functionCall").beginObject();
        out.name("id").raw(call.id()).name("name").raw(call.name());
        out.name("args").raw(ToolArguments.object(call.arguments())).endObject();
        Optional<JsonValue> signature = signatures.ofCall(id);
        if (signature.isPresent()) {
            out.name("thoughtSignature").raw(signature.get());
        } else if (first && model.wantsSignatures()) {
            out.name("thoughtSignature").string(NO_SIGNATURE);
        }
        out.endObject();
    }

    /** The signatures that came back with a message. */
    private record Signatures(Optional<JsonValue> ofText, Map<String, JsonValue> ofCalls) {

        static Signatures of(Optional<JsonValue> details) {
            List<JsonValue> ofText = new ArrayList<>(0);
            Map<String, JsonValue> ofCalls = new HashMap<>(0);
            details.ifPresent(list -> list.items(block -> {
                Optional<JsonValue> data = block.field("data").filter(text -> text.kind() == JsonKind.STRING);
                if (data.isPresent()
                        && block.field("format")
                                .filter(format -> format.isText(GeminiExtensions.FORMAT))
                                .isPresent()) {
                    block.field("id")
                            .filter(id -> id.kind() == JsonKind.STRING)
                            .ifPresentOrElse(id -> ofCalls.put(id.text(), data.get()), () -> ofText.add(data.get()));
                }
            }));
            return new Signatures(ofText.stream().findFirst(), ofCalls);
        }

        Optional<JsonValue> ofCall(String id) {
            return Optional.ofNullable(ofCalls.get(id));
        }
    }
}
