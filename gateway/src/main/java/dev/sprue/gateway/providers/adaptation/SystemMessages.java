package dev.sprue.gateway.providers.adaptation;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSplicer;
import dev.sprue.gateway.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Turns system and developer messages into user messages.
 *
 * <p>Models without a system role mostly want user and assistant to take turns, too. So system messages join the user
 * message after them, at its beginning, or else the user message before them, at its end; where they stand beside neither,
 * they become one user message of their own. Texts are joined with an empty line; where one of the contents is a list of
 * parts, lists are joined. The order of all texts stays, and every byte that is not concerned stays as it is.
 */
final class SystemMessages {

    private static final byte[] USER = ascii("\"user\"");
    private static final byte[] EMPTY_LINE = ascii("\\n\\n");
    private static final byte[] PART_BEFORE = ascii("{\"type\":\"text\",\"text\":");
    private static final byte[] PART_AFTER = ascii("}");
    private static final byte[] LIST_BEFORE = ascii("[");
    private static final byte[] LIST_AFTER = ascii("]");
    private static final byte[] COMMA = ascii(",");
    private static final byte[] NOTHING = new byte[0];

    /** A message as far as it matters here; {@code role} and {@code content} are its fields of these names. */
    private record Message(JsonValue whole, JsonValue role, JsonValue content) {

        boolean isSystem() {
            String text = role.text();
            return text.equals("system") || text.equals("developer");
        }

        boolean isUser() {
            return role.text().equals("user");
        }

        boolean isText() {
            return content.kind() == JsonKind.STRING;
        }
    }

    private final JsonSplicer splicer;
    private final List<Message> messages = new ArrayList<>();

    private SystemMessages(JsonFields body) {
        splicer = new JsonSplicer(body);
    }

    /** The edits to a chat body that has been checked; none where it has no system message. */
    static JsonSplicer asUser(JsonFields body) {
        SystemMessages edits = new SystemMessages(body);
        OptionalInt field = body.find("messages");
        if (field.isPresent()) {
            JsonValue.of(body, field.getAsInt()).items(edits::add);
            edits.translate();
        }
        return edits.splicer;
    }

    private void add(JsonValue message) {
        JsonFields fields = message.fields();
        JsonValue role = message.field(fields, fields.find("role").orElseThrow());
        OptionalInt content = fields.find("content");
        // An assistant that only calls tools has no content; here it is only looked at as a neighbour.
        messages.add(
                new Message(message, role, content.isPresent() ? message.field(fields, content.getAsInt()) : role));
    }

    private void translate() {
        int i = 0;
        while (i < messages.size()) {
            int before = i;
            i = afterSystem(before);
            if (i == messages.size() || !messages.get(i).isUser()) {
                if (i > before) {
                    standAlone(before, i);
                }
                i++;
                continue;
            }
            int target = i;
            i = afterSystem(target + 1);
            if (i < messages.size() && messages.get(i).isUser()) {
                // These belong to the user message that comes.
                i = target + 1;
            }
            join(messages.subList(before, target), messages.get(target), messages.subList(target + 1, i));
            remove(before, target);
            remove(target + 1, i);
        }
    }

    /** The place of the first message at or after {@code from} that is no system message. */
    private int afterSystem(int from) {
        int i = from;
        while (i < messages.size() && messages.get(i).isSystem()) {
            i++;
        }
        return i;
    }

    private void standAlone(int from, int to) {
        Message first = messages.get(from);
        splicer.put(first.role().start(), first.role().end(), USER);
        join(List.of(), first, messages.subList(from + 1, to));
        remove(from + 1, to);
    }

    /** Cuts messages out with one of the commas beside them. */
    private void remove(int from, int to) {
        if (from == to) {
            return;
        }
        int start = messages.get(from).whole().start();
        int end = messages.get(to - 1).whole().end();
        if (to < messages.size()) {
            end = messages.get(to).whole().start();
        } else {
            start = messages.get(from - 1).whole().end();
        }
        splicer.put(start, end, NOTHING);
    }

    /** Puts what other messages say at the beginning and at the end of what {@code target} says. */
    private void join(List<Message> before, Message target, List<Message> after) {
        List<Message> first =
                before.stream().filter(message -> !isSilent(message)).toList();
        List<Message> last =
                after.stream().filter(message -> !isSilent(message)).toList();
        if (first.isEmpty() && last.isEmpty()) {
            return;
        }
        boolean texts =
                Stream.of(first, List.of(target), last).flatMap(List::stream).allMatch(Message::isText);
        byte[] between = texts ? EMPTY_LINE : COMMA;
        boolean wraps = target.isText() && !texts;
        // Nothing stands between what comes before a target without any text and what comes after it.
        boolean gapless = isSilent(target) && !wraps;
        ByteArrayOutputStream opening = new ByteArrayOutputStream();
        ByteArrayOutputStream closing = new ByteArrayOutputStream();
        opening.writeBytes(wraps ? LIST_BEFORE : NOTHING);
        for (int i = 0; i < first.size(); i++) {
            opening.writeBytes(texts ? inside(first.get(i)) : parts(first.get(i)));
            opening.writeBytes(gapless && last.isEmpty() && i == first.size() - 1 ? NOTHING : between);
        }
        opening.writeBytes(wraps ? PART_BEFORE : NOTHING);
        closing.writeBytes(wraps ? PART_AFTER : NOTHING);
        for (int i = 0; i < last.size(); i++) {
            closing.writeBytes(gapless && i == 0 ? NOTHING : between);
            closing.writeBytes(texts ? inside(last.get(i)) : parts(last.get(i)));
        }
        closing.writeBytes(wraps ? LIST_AFTER : NOTHING);
        int from = target.content().start() + (wraps ? 0 : 1);
        int to = target.content().end() - (wraps ? 0 : 1);
        splicer.put(from, from, opening.toByteArray());
        splicer.put(to, to, closing.toByteArray());
    }

    private static boolean isSilent(Message message) {
        return message.isText()
                ? message.content().rawLength() == 2
                : message.content().isEmpty();
    }

    /** A string without its quotes, or a list without its brackets. */
    private static byte[] inside(Message message) {
        return message.content()
                .copy(message.content().start() + 1, message.content().end() - 1);
    }

    private static byte[] parts(Message message) {
        if (!message.isText()) {
            return inside(message);
        }
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        part.writeBytes(PART_BEFORE);
        part.writeBytes(message.content()
                .copy(message.content().start(), message.content().end()));
        part.writeBytes(PART_AFTER);
        return part.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
