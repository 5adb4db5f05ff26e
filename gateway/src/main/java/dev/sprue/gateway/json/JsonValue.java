package dev.sprue.gateway.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * One value inside a document that has been scanned, and where it stands in it: what is needed to look into a request as
 * deep as it goes and to name the place that is wrong. Builds no tree.
 */
public final class JsonValue {

    private static final int MAX_STEPS = 32;
    private static final Object ROOT = new Object();

    private final JsonBytes bytes;
    private final int start;
    private final int end;
    private final Optional<JsonValue> parent;
    private final Object step;

    private JsonValue(JsonBytes bytes, int start, int end, Optional<JsonValue> parent, Object step) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.parent = parent;
        this.step = step;
    }

    /** The document itself. */
    public static JsonValue root(JsonFields document) {
        return new JsonValue(document.bytes(), document.start(), document.end(), Optional.empty(), ROOT);
    }

    /** The value of a field of the document itself. */
    public static JsonValue of(JsonFields document, int field) {
        return new JsonValue(
                document.bytes(),
                document.valueStart(field),
                document.valueEnd(field),
                Optional.empty(),
                document.name(field));
    }

    /** The value of a field of the document itself; empty where there is none, or it is of another kind. */
    public static Optional<JsonValue> of(JsonFields document, String name, JsonKind kind) {
        OptionalInt field = document.find(name);
        return field.isEmpty() || document.kind(field.getAsInt()) != kind
                ? Optional.empty()
                : Optional.of(of(document, field.getAsInt()));
    }

    /** Its type. */
    public JsonKind kind() {
        return JsonKind.of(bytes.at(start));
    }

    /** Whether it is {@code null}. */
    public boolean isNull() {
        return kind() == JsonKind.NULL;
    }

    /** The document's bytes. */
    public JsonBytes bytes() {
        return bytes;
    }

    /** Whether it is the word {@code true}. */
    public boolean isTrue() {
        return bytes.at(start) == 't';
    }

    /** Offset of its first byte in the document. */
    public int start() {
        return start;
    }

    /** Offset after its last byte. */
    public int end() {
        return end;
    }

    /** The bytes of the document at {@code [from, to)}, for a text inside of it. */
    public byte[] copy(int from, int to) {
        return bytes.copy(from, to);
    }

    /** Its JSON text. */
    public String raw() {
        return new String(bytes.copy(start, end), StandardCharsets.UTF_8);
    }

    /** Bytes of its JSON text. */
    public int rawLength() {
        return end - start;
    }

    /** The text of a string. */
    public String text() {
        byte[] quoted = bytes.copy(start, end);
        return JsonText.unquote(quoted, 0, quoted.length);
    }

    /** The characters of a string, in place. */
    public JsonCharacters characters() {
        return new JsonCharacters(bytes, start, end);
    }

    /** Whether it is the string {@code plain}, which is ASCII without anything to be escaped; other spellings do not count. */
    public boolean isText(String plain) {
        if (end - start != plain.length() + 2) {
            return false;
        }
        for (int i = 0; i < plain.length(); i++) {
            if (bytes.at(start + 1 + i) != plain.charAt(i)) {
                return false;
            }
        }
        return bytes.at(start) == '"';
    }

    /** Its fields, where it is an object. */
    public JsonFields fields() {
        try {
            return JsonFields.within(bytes, start, end);
        } catch (JsonSyntaxException garbage) {
            throw new UnreadableValueException(garbage);
        }
    }

    /** The value of one of its fields, as {@link #fields()} numbers them. */
    public JsonValue field(JsonFields fields, int field) {
        return new JsonValue(
                bytes, fields.valueStart(field), fields.valueEnd(field), Optional.of(this), fields.name(field));
    }

    /** The value of one of its fields, where it is an object; empty where there is none, or it is of another kind. */
    public Optional<JsonValue> field(String name, JsonKind kind) {
        return field(name).filter(value -> value.kind() == kind);
    }

    /** The value of its field of that name, where it is an object that has one; the first, where it has several. */
    public Optional<JsonValue> field(String name) {
        if (kind() != JsonKind.OBJECT) {
            return Optional.empty();
        }
        JsonFields fields = fields();
        OptionalInt field = fields.find(name);
        return field.isPresent() ? Optional.of(field(fields, field.getAsInt())) : Optional.empty();
    }

    /** Hands on each item, in order, where it is an array. */
    public void items(Consumer<JsonValue> each) {
        JsonWalker walker = new JsonWalker(bytes, start, end, Integer.MAX_VALUE, false);
        try {
            int at = walker.skipSpace(start + 1);
            for (int index = 0; bytes.at(at) != ']'; index++) {
                int after = walker.value(at, 1);
                each.accept(new JsonValue(bytes, at, after, Optional.of(this), index));
                at = walker.skipSpace(after);
                at = bytes.at(at) == ',' ? walker.skipSpace(at + 1) : at;
            }
        } catch (JsonSyntaxException garbage) {
            throw new UnreadableValueException(garbage);
        }
    }

    /** Whether it is an array of whole numbers from 0 on, of at most so many digits each, and of at least one of them. */
    public boolean isArrayOfDigits(int maxDigits) {
        if (kind() != JsonKind.ARRAY) {
            return false;
        }
        int digits = 0;
        boolean ended = false;
        for (int i = start + 1; i < end; i++) {
            byte b = bytes.at(i);
            if (b >= '0' && b <= '9') {
                if (ended || ++digits > maxDigits) {
                    return false;
                }
            } else if (b == ',' || b == ']') {
                if (digits == 0) {
                    return false;
                }
                digits = 0;
                ended = false;
            } else if (b == ' ' || b == '\n' || b == '\r' || b == '\t') {
                ended = digits > 0;
            } else {
                return false;
            }
        }
        return true;
    }

    /** Whether it is an array or object with nothing in it. */
    public boolean isEmpty() {
        int i = start + 1;
        while (bytes.at(i) == ' ' || bytes.at(i) == '\n' || bytes.at(i) == '\r' || bytes.at(i) == '\t') {
            i++;
        }
        return bytes.at(i) == ']' || bytes.at(i) == '}';
    }

    /** Where it stands: names and, as numbers, places in arrays, outermost first; not deeper than anybody reads. */
    public List<Object> path() {
        ArrayDeque<Object> steps = new ArrayDeque<>();
        Optional<JsonValue> at = Optional.of(this);
        while (at.isPresent() && steps.size() < MAX_STEPS) {
            if (at.get().step != ROOT) {
                steps.addFirst(at.get().step);
            }
            at = at.get().parent;
        }
        return List.copyOf(steps);
    }
}
