package dev.sprue.gateway.json;

import java.util.Arrays;

/**
 * The items of one JSON array, by their places in its bytes.
 *
 * <p>An item is meant by its index, from 0. The bytes are shared, not copied.
 */
public final class JsonItems {

    private final byte[] bytes;
    private final int[] places;
    private final int count;

    private JsonItems(byte[] bytes, int[] places, int count) {
        this.bytes = bytes;
        this.places = places;
        this.count = count;
    }

    /**
     * Finds the items of a field that is an array, in a document that has been scanned.
     *
     * @throws JsonSyntaxException if the field is not an array
     */
    public static JsonItems of(JsonFields fields, int field) throws JsonSyntaxException {
        byte[] bytes = fields.bytes();
        int to = fields.valueEnd(field);
        JsonWalker walker = new JsonWalker(bytes, fields.valueStart(field), to, Integer.MAX_VALUE, false);
        if (fields.kind(field) != JsonKind.ARRAY) {
            throw walker.fault(fields.valueStart(field), "expected an array");
        }
        int[] places = new int[2];
        int count = 0;
        int i = walker.skipSpace(fields.valueStart(field) + 1);
        while (bytes[i] != ']') {
            if (count * 2 == places.length) {
                places = Arrays.copyOf(places, places.length * 2);
            }
            places[count * 2] = i;
            i = walker.value(i, 1);
            places[count * 2 + 1] = i;
            count++;
            i = walker.skipSpace(i);
            if (bytes[i] == ',') {
                i = walker.skipSpace(i + 1);
            }
        }
        return new JsonItems(bytes, places, count);
    }

    /** Number of items. */
    public int count() {
        return count;
    }

    /** The fields of an item that is an object. */
    public JsonFields object(int item) throws JsonSyntaxException {
        return JsonFields.scanAnswer(bytes, places[item * 2], places[item * 2 + 1], Integer.MAX_VALUE);
    }
}
