package dev.sprue.gateway.providers.mistral;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Content that is a list of chunks, as the canonical form has it: texts in {@code content}, thoughts in {@code reasoning_content},
 * {@code reference} chunks as they are in {@code citations}, chunks of any other type as they are in {@code content_parts}. That there
 * were thoughts, and their signature, is in {@code reasoning_details}, which a caller sends back. Arguments of tool calls that are an
 * object become the text of one.
 */
final class MistralContent {

    private static final byte[] CONTENT = "\"content\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ARGUMENTS = "\"arguments\"".getBytes(StandardCharsets.US_ASCII);

    private MistralContent() {}

    /**
     * Whether an answer or chunk may have any of it, found without reading it as JSON: inside of a text the quotes of a name are
     * escaped, so that only a field can look like one.
     */
    static boolean isUnusual(byte[] bytes, int from, int to) {
        return has(bytes, from, to, CONTENT, '[') || has(bytes, from, to, ARGUMENTS, '{');
    }

    private static boolean has(byte[] bytes, int from, int to, byte[] name, char bracket) {
        for (int i = from; i + name.length < to; i++) {
            if (bytes[i] == '"' && bytes[i + 1] == name[1] && startsWith(bytes, i, to, name)) {
                int at = skipSpace(bytes, i + name.length, to);
                if (at < to && bytes[at] == ':') {
                    at = skipSpace(bytes, at + 1, to);
                    if (at < to && bytes[at] == bracket) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] bytes, int at, int to, byte[] name) {
        if (at + name.length > to) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (bytes[at + i] != name[i]) {
                return false;
            }
        }
        return true;
    }

    private static int skipSpace(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
        return at;
    }

    /**
     * The answer or chunk in canonical form.
     *
     * @param messageField {@code message} or {@code delta}
     * @param thought the choices that have been said to hold thoughts, each of which needs to be said once
     */
    static byte[] canonical(JsonFields answer, String messageField, Set<Integer> thought) throws JsonSyntaxException {
        JsonSplicer edits = new JsonSplicer(answer);
        OptionalInt choices = answer.find("choices");
        List<JsonFields> items = choices.isPresent() && answer.kind(choices.getAsInt()) == JsonKind.ARRAY
                ? answer.objects(choices.getAsInt())
                : List.of();
        for (int i = 0; i < items.size(); i++) {
            JsonFields choice = items.get(i);
            OptionalInt message = choice.find(messageField);
            if (message.isPresent() && choice.kind(message.getAsInt()) == JsonKind.OBJECT) {
                int index = choice.number("index").orElse(i);
                boolean whole = messageField.equals("message");
                edits.include(message(choice.object(message.getAsInt()), index, whole, thought));
            }
        }
        return edits.splice();
    }

    private static JsonSplicer message(JsonFields message, int index, boolean whole, Set<Integer> thought)
            throws JsonSyntaxException {
        JsonSplicer edits = new JsonSplicer(message);
        OptionalInt content = message.find("content");
        if (content.isPresent() && message.kind(content.getAsInt()) == JsonKind.ARRAY) {
            Chunks chunks = new Chunks();
            for (JsonFields chunk : message.objects(content.getAsInt())) {
                chunks.add(chunk);
            }
            chunks.put(content.getAsInt(), whole, edits, chunks.thinks() && thought.add(index));
        }
        OptionalInt calls = message.find("tool_calls");
        if (calls.isPresent() && message.kind(calls.getAsInt()) == JsonKind.ARRAY) {
            for (JsonFields call : message.objects(calls.getAsInt())) {
                arguments(call, edits);
            }
        }
        return edits;
    }

    private static void arguments(JsonFields call, JsonSplicer edits) throws JsonSyntaxException {
        OptionalInt function = call.find("function");
        if (function.isEmpty() || call.kind(function.getAsInt()) != JsonKind.OBJECT) {
            return;
        }
        JsonFields called = call.object(function.getAsInt());
        OptionalInt arguments = called.find("arguments");
        if (arguments.isPresent() && called.kind(arguments.getAsInt()) == JsonKind.OBJECT) {
            byte[] object = called.valueBytes(arguments.getAsInt());
            edits.put(
                    called.valueStart(arguments.getAsInt()),
                    called.valueEnd(arguments.getAsInt()),
                    new JsonWriter(object.length + 16)
                            .quoted(object, 0, object.length)
                            .toBytes());
        }
    }

    /** The chunks of one content, sorted. */
    private static final class Chunks {

        private final JsonWriter text = new JsonWriter();
        private final JsonWriter thoughts = new JsonWriter();
        private final List<byte[]> citations = new ArrayList<>(0);
        private final List<byte[]> others = new ArrayList<>(0);
        private boolean hasText;
        private boolean thinks;
        private byte[] signature = {};

        boolean thinks() {
            return thinks;
        }

        void add(JsonFields chunk) throws JsonSyntaxException {
            OptionalInt type = chunk.find("type");
            String word = type.isPresent() && chunk.kind(type.getAsInt()) == JsonKind.STRING
                    ? chunk.string(type.getAsInt())
                    : "text";
            switch (word) {
                case "text" -> hasText |= inside(chunk, text);
                case Thinking.CHUNK -> {
                    thinks = true;
                    think(chunk);
                }
                case "reference" -> citations.add(bytes(chunk));
                default -> others.add(bytes(chunk));
            }
        }

        private void think(JsonFields chunk) throws JsonSyntaxException {
            OptionalInt list = chunk.find(Thinking.CHUNK);
            if (list.isPresent() && chunk.kind(list.getAsInt()) == JsonKind.ARRAY) {
                for (JsonFields thought : chunk.objects(list.getAsInt())) {
                    if (!inside(thought, thoughts)) {
                        citations.add(bytes(thought));
                    }
                }
            } else if (list.isPresent() && chunk.kind(list.getAsInt()) == JsonKind.STRING) {
                thoughts.verbatim(
                        chunk.valueBytes(list.getAsInt()),
                        1,
                        chunk.valueEnd(list.getAsInt()) - chunk.valueStart(list.getAsInt()) - 1);
            }
            OptionalInt signed = chunk.find("signature");
            if (signed.isPresent() && chunk.kind(signed.getAsInt()) == JsonKind.STRING) {
                signature = chunk.valueBytes(signed.getAsInt());
            }
        }

        /** Adds the inside of a chunk's text, which stays as it is spelt; false where it has none. */
        private static boolean inside(JsonFields chunk, JsonWriter into) {
            OptionalInt text = chunk.find("text");
            if (text.isEmpty() || chunk.kind(text.getAsInt()) != JsonKind.STRING) {
                return false;
            }
            byte[] quoted = chunk.valueBytes(text.getAsInt());
            into.verbatim(quoted, 1, quoted.length - 1);
            return true;
        }

        private static byte[] bytes(JsonFields chunk) {
            return chunk.bytes().copy(chunk.start(), chunk.end());
        }

        /**
         * @param whole whether the message is: then its content is null where it has none
         * @param tells whether it is to be said that there are thoughts
         */
        void put(int content, boolean whole, JsonSplicer edits, boolean tells) {
            if (hasText || !(thinks || whole)) {
                edits.replace(content, quoted(text));
            } else if (whole) {
                edits.replace(content, NULL);
            } else {
                edits.remove(content);
            }
            if (thinks) {
                edits.set("reasoning_content", quoted(thoughts));
            }
            if (tells || signature.length > 0) {
                JsonWriter details = new JsonWriter().beginArray().beginObject();
                details.name("type").string(Thinking.TYPE);
                if (signature.length > 0) {
                    details.name("signature").raw(signature);
                }
                edits.set(Thinking.DETAILS, details.endObject().endArray().toBytes());
            }
            list("citations", citations, edits);
            list("content_parts", others, edits);
        }

        private static byte[] quoted(JsonWriter inside) {
            byte[] written = inside.toBytes();
            byte[] quoted = new byte[written.length + 2];
            quoted[0] = '"';
            System.arraycopy(written, 0, quoted, 1, written.length);
            quoted[written.length + 1] = '"';
            return quoted;
        }

        private static void list(String name, List<byte[]> items, JsonSplicer edits) {
            if (!items.isEmpty()) {
                JsonWriter list = new JsonWriter().beginArray();
                items.forEach(list::raw);
                edits.set(name, list.endArray().toBytes());
            }
        }
    }
}
