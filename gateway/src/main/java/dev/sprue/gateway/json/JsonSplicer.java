package dev.sprue.gateway.json;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Edits one JSON object by cutting and pasting bytes: what no edit names comes out as it went in, to the byte.
 *
 * <p>Edits may be given in any order but must not touch the same field twice.
 */
public final class JsonSplicer {

    private final JsonFields fields;
    private final List<Edit> edits = new ArrayList<>(4);
    private final List<byte[]> added = new ArrayList<>(2);
    private final boolean[] removed;

    private record Edit(int from, int to, byte[] with) {}

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

    /** Removes a field with one of the commas beside it. */
    public JsonSplicer remove(int field) {
        removed[field] = true;
        return this;
    }

    private void add(String name, byte[] json) {
        byte[] key = JsonText.quote(name);
        byte[] member = new byte[key.length + 1 + json.length];
        System.arraycopy(key, 0, member, 0, key.length);
        member[key.length] = ':';
        System.arraycopy(json, 0, member, key.length + 1, json.length);
        added.add(member);
    }

    /** The edited object, without what stood around it. */
    public byte[] splice() {
        cutRemoved();
        pasteAdded();
        edits.sort(Comparator.comparingInt(Edit::from));
        int length = fields.end() - fields.start();
        for (Edit edit : edits) {
            length += edit.with.length - (edit.to - edit.from);
        }
        byte[] out = new byte[length];
        int in = fields.start();
        int at = 0;
        for (Edit edit : edits) {
            System.arraycopy(fields.bytes(), in, out, at, edit.from - in);
            at += edit.from - in;
            System.arraycopy(edit.with, 0, out, at, edit.with.length);
            at += edit.with.length;
            in = edit.to;
        }
        System.arraycopy(fields.bytes(), in, out, at, fields.end() - in);
        return out;
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
