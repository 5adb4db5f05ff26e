package dev.sprue.gateway.json;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Edits one JSON object by cutting and pasting bytes: what no edit names comes out as it went in, to the byte.
 *
 * <p>Edits may be given in any order but must not touch the same bytes twice.
 */
public final class JsonSplicer {

    private final JsonFields fields;
    private final List<Edit> edits = new ArrayList<>(4);
    private final List<byte[]> added = new ArrayList<>(2);
    private final boolean[] removed;

    private record Edit(int from, int to, byte[] with) {}

    /** A piece of the edited object. */
    public sealed interface Part {

        /** Number of bytes. */
        int length();
    }

    /**
     * Bytes of the object as they were.
     *
     * @param from offset of the first in the object's bytes
     * @param to offset after the last
     */
    public record Kept(int from, int to) implements Part {

        @Override
        public int length() {
            return to - from;
        }
    }

    /**
     * Bytes that an edit put in.
     *
     * @param bytes the bytes
     */
    public record Pasted(byte[] bytes) implements Part {

        @Override
        public int length() {
            return bytes.length;
        }
    }

    /** Starts without any edit. */
    public JsonSplicer(JsonFields fields) {
        this.fields = fields;
        this.removed = new boolean[fields.count()];
    }

    /** Sets a field, in its place where the object has it and at its end where not. */
    public JsonSplicer set(String name, byte[] json) {
        fields.find(name).ifPresentOrElse(field -> replace(field, json), () -> add(name, json));
        return this;
    }

    /** Replaces the value of a field. */
    public JsonSplicer replace(int field, byte[] json) {
        edits.add(new Edit(fields.valueStart(field), fields.valueEnd(field), json));
        return this;
    }

    /** Gives a field another name; the object must not have it. */
    public JsonSplicer rename(int field, String name) {
        edits.add(new Edit(fields.keyStart(field), fields.keyEnd(field), JsonText.quote(name)));
        return this;
    }

    /** Puts bytes in the place of {@code [from, to)} inside a field's value; nothing is cut where both are the same. */
    public JsonSplicer put(int from, int to, byte[] with) {
        edits.add(new Edit(from, to, with));
        return this;
    }

    /** Whether no edit has been given. */
    public boolean isUnedited() {
        for (boolean gone : removed) {
            if (gone) {
                return false;
            }
        }
        return edits.isEmpty() && added.isEmpty();
    }

    /** Removes a field with one of the commas beside it. */
    public JsonSplicer remove(int field) {
        removed[field] = true;
        return this;
    }

    /** Makes the edits of an object that lies inside this one, and is not edited otherwise, too. */
    public JsonSplicer include(JsonSplicer inner) {
        inner.cutRemoved();
        inner.pasteAdded();
        edits.addAll(inner.edits);
        return this;
    }

    /** Where a byte that no edit touches lies in the edited object; after {@link #splice}. */
    public int moved(int offset) {
        int to = offset - fields.start();
        for (Edit edit : edits) {
            to += edit.to <= offset ? edit.with.length - (edit.to - edit.from) : 0;
        }
        return to;
    }

    private void add(String name, byte[] json) {
        byte[] key = JsonText.quote(name);
        byte[] member = new byte[key.length + 1 + json.length];
        System.arraycopy(key, 0, member, 0, key.length);
        member[key.length] = ':';
        System.arraycopy(json, 0, member, key.length + 1, json.length);
        added.add(member);
    }

    /** The edited object, without what stood around it, in one array. */
    public byte[] splice() {
        List<Part> parts = parts();
        int length = 0;
        for (Part part : parts) {
            length += part.length();
        }
        byte[] out = new byte[length];
        int at = 0;
        for (Part part : parts) {
            byte[] bytes =
                    switch (part) {
                        case Kept(int from, int to) -> fields.bytes().copy(from, to);
                        case Pasted(byte[] pasted) -> pasted;
                    };
            System.arraycopy(bytes, 0, out, at, bytes.length);
            at += bytes.length;
        }
        return out;
    }

    /** The edited object as what it is made of, in order; for objects that are too large to be copied. */
    public List<Part> parts() {
        cutRemoved();
        pasteAdded();
        edits.sort(Comparator.comparingInt(Edit::from));
        List<Part> parts = new ArrayList<>(edits.size() * 2 + 1);
        int kept = fields.start();
        for (Edit edit : edits) {
            if (edit.from > kept) {
                parts.add(new Kept(kept, edit.from));
            }
            if (edit.with.length > 0) {
                parts.add(new Pasted(edit.with));
            }
            kept = edit.to;
        }
        parts.add(new Kept(kept, fields.end()));
        return parts;
    }

    /** A removed field goes with the comma behind it; removed fields at the end go with the comma before them. */
    private void cutRemoved() {
        int last = fields.count() - 1;
        while (last >= 0 && removed[last]) {
            last--;
        }
        for (int i = 0; i < last; i++) {
            if (removed[i]) {
                edits.add(new Edit(fields.keyStart(i), fields.keyStart(i + 1), new byte[0]));
            }
        }
        if (last < fields.count() - 1) {
            int from = last < 0 ? fields.keyStart(0) : fields.valueEnd(last);
            edits.add(new Edit(from, fields.valueEnd(fields.count() - 1), new byte[0]));
        }
    }

    private void pasteAdded() {
        int kept = fields.count();
        for (boolean gone : removed) {
            kept -= gone ? 1 : 0;
        }
        for (int i = 0; i < added.size(); i++) {
            byte[] member = added.get(i);
            boolean first = kept == 0 && i == 0;
            byte[] text = new byte[member.length + (first ? 0 : 1)];
            if (!first) {
                text[0] = ',';
            }
            System.arraycopy(member, 0, text, text.length - member.length, member.length);
            edits.add(new Edit(fields.end() - 1, fields.end() - 1, text));
        }
    }
}
