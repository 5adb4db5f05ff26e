package dev.sprue.gateway.api.answers;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.json.JsonWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Puts together what a provider wants back where it streams that in fragments, as OpenRouter does: objects of the same
 * {@code type} and {@code index} are one, whose texts grow and whose other fields, such as the signature, are those told last. What
 * has no index is whole.
 */
public final class DetailFragments {

    private static final Set<String> GROWING = Set.of("text", "summary", "data");

    private final List<Detail> details = new ArrayList<>(0);

    /**
     * Takes an object, whole or a fragment.
     *
     * @param json a JSON object that has been read before
     */
    public void add(byte[] json) {
        JsonFields fields;
        try {
            fields = JsonFields.scanAnswer(json, 0, json.length, Integer.MAX_VALUE);
        } catch (JsonSyntaxException impossible) {
            throw new IllegalStateException("an answer that was walked over cannot be walked over", impossible);
        }
        for (Detail detail : details) {
            if (detail.goesOnWith(fields)) {
                detail.add(fields);
                return;
            }
        }
        details.add(new Detail(json, fields));
    }

    /** Hands on each object that has come since this was called last, in the order of their beginnings. */
    public void drain(Consumer<byte[]> each) {
        if (!details.isEmpty()) {
            List<Detail> all = List.copyOf(details);
            details.clear();
            all.forEach(detail -> each.accept(detail.json()));
        }
    }

    private static String raw(JsonFields fields, String name) {
        return fields.find(name).stream()
                .filter(field -> fields.kind(field) != JsonKind.NULL)
                .mapToObj(fields::raw)
                .findFirst()
                .orElse("");
    }

    /** An object in the making. One that came at once stays byte for byte. */
    private static final class Detail {

        private final byte[] first;
        private final String type;
        private final String index;
        private final String id;
        private final Map<String, byte[]> values = new LinkedHashMap<>();
        private final Map<String, StringBuilder> texts = new HashMap<>();
        private boolean grown;

        Detail(byte[] json, JsonFields fields) {
            first = json;
            type = raw(fields, "type");
            index = raw(fields, "index");
            id = raw(fields, "id");
            take(fields);
        }

        /** Of several calls each may have its own, told apart by the call's id. */
        boolean goesOnWith(JsonFields fields) {
            String other = raw(fields, "id");
            return !index.isEmpty()
                    && index.equals(raw(fields, "index"))
                    && type.equals(raw(fields, "type"))
                    && (id.isEmpty() || other.isEmpty() || id.equals(other));
        }

        void add(JsonFields fields) {
            grown = true;
            take(fields);
        }

        private void take(JsonFields fields) {
            for (int i = 0; i < fields.count(); i++) {
                String name = fields.name(i);
                byte[] value = fields.valueBytes(i);
                if (fields.kind(i) == JsonKind.NULL) {
                    values.putIfAbsent(name, value);
                    continue;
                }
                values.put(name, value);
                if (GROWING.contains(name) && fields.kind(i) == JsonKind.STRING) {
                    texts.computeIfAbsent(name, key -> new StringBuilder())
                            .append(JsonText.unquote(value, 0, value.length));
                }
            }
        }

        byte[] json() {
            if (!grown) {
                return first;
            }
            JsonWriter out = new JsonWriter(256).beginObject();
            values.forEach((name, value) -> {
                out.name(name);
                if (texts.get(name) instanceof StringBuilder text) {
                    out.string(text.toString());
                } else {
                    out.raw(value);
                }
            });
            return out.endObject().toBytes();
        }
    }
}
