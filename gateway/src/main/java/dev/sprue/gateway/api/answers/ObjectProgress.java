package dev.sprue.gateway.api.answers;

import dev.sprue.gateway.json.JsonBytes;
import dev.sprue.gateway.json.JsonCharacters;

/** Follows an object that comes piece by piece in JSON strings, and knows when it is whole: then no further piece can come. */
public final class ObjectProgress {

    private int depth;
    private boolean begun;
    private boolean inString;
    private boolean escaped;

    /** The next piece: a JSON string that fills {@code [from, to)}. */
    public void add(byte[] json, int from, int to) {
        JsonCharacters characters = new JsonCharacters(new JsonBytes.Heap(json), from, to);
        for (int c = characters.next(); c >= 0; c = characters.next()) {
            add(c);
        }
    }

    private void add(int c) {
        if (inString) {
            inString = escaped || c != '"';
            escaped = !escaped && c == '\\';
            return;
        }
        switch (c) {
            case '"' -> inString = true;
            case '{', '[' -> {
                depth++;
                begun = true;
            }
            case '}', ']' -> depth--;
            default -> {}
        }
    }

    /** Whether it is whole. */
    public boolean isWhole() {
        return begun && depth == 0;
    }
}
