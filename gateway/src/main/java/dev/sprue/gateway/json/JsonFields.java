package dev.sprue.gateway.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The fields of one JSON object, by their places in its bytes: the result of the one scan that a body gets.
 *
 * <p>A field is meant by its index, from 0 in the order of the text. Offsets are into {@link #bytes()}. The bytes are
 * shared, not copied: nobody may change them.
 */
public final class JsonFields {

    private static final int INTS_PER_FIELD = 4;
    private static final int KEY_START = 0;
    private static final int KEY_END = 1;
    private static final int VALUE_START = 2;
    private static final int VALUE_END = 3;
    private static final int MAX_PAIRWISE = 24;

    private final JsonBytes bytes;
    private final int start;
    private final int end;
    private final int[] places;
    private final int count;
    private final boolean escapedNames;

    private JsonFields(JsonBytes bytes, int start, int end, int[] places, int count, boolean escapedNames) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.places = places;
        this.count = count;
        this.escapedNames = escapedNames;
    }

    /**
     * Scans a caller's document, strictly; it must be one object.
     *
     * @param maxDepth levels of nesting allowed, the object itself included
     * @throws JsonSyntaxException if it is not JSON, not an object, nested too deep, or not UTF-8
     * @throws DuplicateKeyException if the object has a field twice (deeper objects are not looked at)
     */
    public static JsonFields scan(JsonBytes bytes, int maxDepth) throws JsonSyntaxException, DuplicateKeyException {
        JsonFields fields = scan(bytes, 0, bytes.length(), maxDepth, true);
        fields.refuseDuplicates();
        return fields;
    }

    /** Scans a caller's document that lies on the heap; see {@link #scan(JsonBytes, int)}. */
    public static JsonFields scan(byte[] bytes, int maxDepth) throws JsonSyntaxException, DuplicateKeyException {
        return scan(new JsonBytes.Heap(bytes), maxDepth);
    }

    /**
     * Scans an upstream's document that fills {@code [from, to)}, for its structure only; it must be one object. What is
     * inside its strings and how its numbers are spelt is not looked at, nor whether a field occurs twice.
     */
    public static JsonFields scanAnswer(byte[] bytes, int from, int to, int maxDepth) throws JsonSyntaxException {
        return scan(new JsonBytes.Heap(bytes), from, to, maxDepth, false);
    }

    /** Scans what was made of a document that had been scanned, for its structure only. */
    public static JsonFields scanEdited(JsonBytes bytes) {
        try {
            return within(bytes, 0, bytes.length());
        } catch (JsonSyntaxException impossible) {
            throw new IllegalStateException("an edit made something else than JSON of a body", impossible);
        }
    }

    private static JsonFields scan(JsonBytes bytes, int from, int to, int maxDepth, boolean strict)
            throws JsonSyntaxException {
        JsonWalker walker = new JsonWalker(bytes, from, to, maxDepth, strict);
        int start = walker.skipSpace(from);
        if (start >= to || bytes.at(start) != '{') {
            throw walker.fault(start, start >= to ? "expected an object but the text is empty" : "expected an object");
        }
        int[] places = new int[INTS_PER_FIELD * 12];
        int count = 0;
        boolean escapedNames = false;
        int i = walker.skipSpace(start + 1);
        if (i < to && bytes.at(i) == '}') {
            i++;
        } else {
            while (true) {
                walker.checkFields(i, count);
                int at = count++ * INTS_PER_FIELD;
                if (at == places.length) {
                    places = Arrays.copyOf(places, places.length * 2);
                }
                places[at + KEY_START] = i;
                int valueStart = walker.key(i);
                places[at + KEY_END] = endOfKey(bytes, valueStart);
                escapedNames |= hasEscape(bytes, i, places[at + KEY_END]);
                places[at + VALUE_START] = valueStart;
                i = walker.value(valueStart, 1);
                places[at + VALUE_END] = i;
                i = walker.skipSpace(i);
                if (i < to && bytes.at(i) == '}') {
                    i++;
                    break;
                }
                i = walker.skipSpace(walker.comma(i, '}'));
            }
        }
        int end = i;
        if (walker.skipSpace(end) != to) {
            throw walker.fault(walker.skipSpace(end), "expected nothing after the object");
        }
        return new JsonFields(bytes, start, end, places, count, escapedNames);
    }

    /** Walks back from a value over white space and the colon to the offset after the key's closing quote. */
    private static int endOfKey(JsonBytes bytes, int valueStart) {
        int i = valueStart - 1;
        while (bytes.at(i) != ':') {
            i--;
        }
        while (bytes.at(i) != '"') {
            i--;
        }
        return i + 1;
    }

    /** Compares names as bytes while there are few and none is escaped, which is nearly always; else as text. */
    private void refuseDuplicates() throws DuplicateKeyException {
        if (escapedNames || count > MAX_PAIRWISE) {
            refuseDuplicateTexts();
            return;
        }
        for (int i = 1; i < count; i++) {
            for (int j = 0; j < i; j++) {
                if (sameName(i, j)) {
                    throw new DuplicateKeyException(name(i));
                }
            }
        }
    }

    private boolean sameName(int one, int other) {
        int length = keyEnd(one) - keyStart(one);
        if (keyEnd(other) - keyStart(other) != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes.at(keyStart(one) + i) != bytes.at(keyStart(other) + i)) {
                return false;
            }
        }
        return true;
    }

    private void refuseDuplicateTexts() throws DuplicateKeyException {
        Set<String> seen = HashSet.newHashSet(count);
        for (int i = 0; i < count; i++) {
            if (!seen.add(name(i))) {
                throw new DuplicateKeyException(name(i));
            }
        }
    }

    /** The bytes that were scanned. */
    public JsonBytes bytes() {
        return bytes;
    }

    /** Offset of the object's opening brace. */
    public int start() {
        return start;
    }

    /** Offset after the object's closing brace. */
    public int end() {
        return end;
    }

    /** Number of fields. */
    public int count() {
        return count;
    }

    /** The field's name, unescaped. */
    public String name(int field) {
        return unquoted(keyStart(field), keyEnd(field));
    }

    /** Offset of the field's name, its opening quote. */
    public int keyStart(int field) {
        return places[field * INTS_PER_FIELD + KEY_START];
    }

    /** Offset after the field's name, its closing quote included. */
    int keyEnd(int field) {
        return places[field * INTS_PER_FIELD + KEY_END];
    }

    /** Offset of the field's value. */
    public int valueStart(int field) {
        return places[field * INTS_PER_FIELD + VALUE_START];
    }

    /** Offset after the field's value. */
    public int valueEnd(int field) {
        return places[field * INTS_PER_FIELD + VALUE_END];
    }

    /** The type of the field's value. */
    public JsonKind kind(int field) {
        return JsonKind.of(bytes.at(valueStart(field)));
    }

    /** The field of that name; empty if the object has none. */
    public OptionalInt find(String name) {
        return find(name, 0);
    }

    /** The next field of that name, from field {@code from} on; empty if there is none. */
    public OptionalInt find(String name, int from) {
        boolean asText = escapedNames || !isAscii(name);
        for (int i = from; i < count; i++) {
            if (asText ? name(i).equals(name) : isNamed(i, name)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    private static boolean isAscii(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** Characters and bytes agree where a name is ASCII and nothing is escaped. */
    private boolean isNamed(int field, String name) {
        int at = keyStart(field) + 1;
        if (keyEnd(field) - at != name.length() + 1) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (bytes.at(at + i) != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasEscape(JsonBytes bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes.at(i) == '\\') {
                return true;
            }
        }
        return false;
    }

    /** The text of a field that is a string. */
    public String string(int field) {
        return unquoted(valueStart(field), valueEnd(field));
    }

    private String unquoted(int from, int to) {
        byte[] quoted = bytes.copy(from, to);
        return JsonText.unquote(quoted, 0, quoted.length);
    }

    /** A copy of the value's bytes. */
    public byte[] valueBytes(int field) {
        return bytes.copy(valueStart(field), valueEnd(field));
    }

    /** The value as it stands in the text. */
    public String raw(int field) {
        return new String(valueBytes(field), StandardCharsets.UTF_8);
    }

    /** The value of a field that is a whole number of 32 bits; empty where there is none, or it is something else. */
    public OptionalInt number(String name) {
        OptionalInt field = find(name);
        if (field.isEmpty() || kind(field.getAsInt()) != JsonKind.NUMBER) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(raw(field.getAsInt())));
        } catch (NumberFormatException other) {
            return OptionalInt.empty();
        }
    }

    /** Whether the field is the word {@code true}. */
    public boolean isTrue(int field) {
        return bytes.at(valueStart(field)) == 't';
    }

    /** Whether the field is an array or object without anything in it. */
    public boolean isEmpty(int field) {
        int i = valueStart(field) + 1;
        while (bytes.at(i) == ' ' || bytes.at(i) == '\n' || bytes.at(i) == '\r' || bytes.at(i) == '\t') {
            i++;
        }
        return bytes.at(i) == ']' || bytes.at(i) == '}';
    }

    /** The fields of a field that is an object, in a document that has been scanned. */
    public JsonFields object(int field) throws JsonSyntaxException {
        return within(bytes, valueStart(field), valueEnd(field));
    }

    /**
     * The fields of every item of a field that is an array of objects, in a document that has been scanned.
     *
     * @throws JsonSyntaxException if an item is something else
     */
    public List<JsonFields> objects(int field) throws JsonSyntaxException {
        int end = valueEnd(field);
        JsonWalker walker = new JsonWalker(bytes, valueStart(field), end, Integer.MAX_VALUE, false);
        List<JsonFields> items = new ArrayList<>(1);
        int at = walker.skipSpace(valueStart(field) + 1);
        while (bytes.at(at) != ']') {
            int after = walker.value(at, 1);
            items.add(within(bytes, at, after));
            at = walker.skipSpace(after);
            if (bytes.at(at) != ']') {
                at = walker.skipSpace(walker.comma(at, ']'));
            }
        }
        return items;
    }

    /** The fields of the object at {@code [from, to)}, in a document that has been scanned. */
    static JsonFields within(JsonBytes bytes, int from, int to) throws JsonSyntaxException {
        return scan(bytes, from, to, Integer.MAX_VALUE, false);
    }
}
