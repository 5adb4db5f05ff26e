package dev.sprue.gateway.providers.adaptation;

import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonCursor;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSyntaxException;
import java.util.Arrays;

/**
 * The vectors of an embeddings answer, by their places in its bytes and in the order of the inputs.
 *
 * <p>Servers may write them in any order, each with its {@code index}. Where the indexes are not the numbers from 0 on, each
 * once (some servers leave them out, or write 0 everywhere), the order of the text counts.
 */
final class EmbeddingItems {

    private static final int INTS = 6;
    private static final int START = 0;
    private static final int END = 1;
    private static final int INDEX_START = 2;
    private static final int INDEX_END = 3;
    private static final int VALUE_START = 4;
    private static final int VALUE_END = 5;
    private static final int MAX_INDEX_DIGITS = 9;

    private final byte[] bytes;
    private int[] places = new int[INTS * 8];
    private int count;
    private boolean numbered = true;
    private boolean vectors = true;

    private EmbeddingItems(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Finds the items of an answer.
     *
     * @throws JsonSyntaxException if {@code data} holds something else than objects
     */
    static EmbeddingItems of(WholeAnswer answer) throws JsonSyntaxException {
        JsonFields fields = answer.fields();
        int data = fields.find("data").orElseThrow();
        EmbeddingItems items = new EmbeddingItems(answer.bytes());
        items.read(fields.valueStart(data), fields.valueEnd(data));
        items.order();
        return items;
    }

    private void read(int from, int to) throws JsonSyntaxException {
        JsonCursor cursor = new JsonCursor();
        cursor.over(bytes, from, to);
        cursor.enterArray();
        while (cursor.nextItem()) {
            if (places.length == count * INTS) {
                places = Arrays.copyOf(places, places.length * 2);
            }
            int at = count * INTS;
            places[at + START] = cursor.offset();
            places[at + INDEX_START] = -1;
            places[at + VALUE_START] = -1;
            cursor.enterObject();
            while (cursor.nextField()) {
                int place = cursor.isField("embedding") ? VALUE_START : cursor.isField("index") ? INDEX_START : -1;
                int start = cursor.offset();
                cursor.skipValue();
                if (place >= 0) {
                    places[at + place] = start;
                    places[at + place + 1] = cursor.offset();
                }
            }
            places[at + END] = cursor.offset();
            count++;
            numbered &= index(count - 1) == count - 1;
            vectors &= isVector(places[at + VALUE_START]);
        }
        cursor.end();
    }

    private boolean isVector(int at) {
        return at >= 0 && (bytes[at] == '[' || bytes[at] == '"');
    }

    /** The number that the item says it has; -1 where it says none that can be. */
    private int index(int item) {
        int from = places[item * INTS + INDEX_START];
        int to = places[item * INTS + INDEX_END];
        if (from < 0 || to - from > MAX_INDEX_DIGITS) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return -1;
            }
            value = value * 10 + bytes[i] - '0';
        }
        return value;
    }

    /** Puts the items in the order of their indexes, if these are the numbers from 0 on. */
    private void order() {
        if (numbered) {
            return;
        }
        int[] ordered = new int[count * INTS];
        boolean[] there = new boolean[count];
        for (int item = 0; item < count; item++) {
            int index = index(item);
            if (index < 0 || index >= count || there[index]) {
                return;
            }
            there[index] = true;
            System.arraycopy(places, item * INTS, ordered, index * INTS, INTS);
        }
        places = ordered;
    }

    /** Whether the items stand in the answer in order and numbered from 0 on, as the API has them. */
    boolean isTidy() {
        return numbered;
    }

    /** Whether every item has a vector as its {@code embedding}. */
    boolean areVectors() {
        return vectors;
    }

    /** Number of items. */
    int count() {
        return count;
    }

    /** The bytes into which the offsets go. */
    byte[] bytes() {
        return bytes;
    }

    /** Offset of an item's opening brace. */
    int start(int item) {
        return places[item * INTS + START];
    }

    /** Offset after an item's closing brace. */
    int end(int item) {
        return places[item * INTS + END];
    }

    /** Offset of the value of an item's index; negative where it has none. */
    int indexStart(int item) {
        return places[item * INTS + INDEX_START];
    }

    /** Offset after the value of an item's index. */
    int indexEnd(int item) {
        return places[item * INTS + INDEX_END];
    }

    /** Offset of an item's vector. */
    int valueStart(int item) {
        return places[item * INTS + VALUE_START];
    }

    /** Offset after an item's vector. */
    int valueEnd(int item) {
        return places[item * INTS + VALUE_END];
    }
}
