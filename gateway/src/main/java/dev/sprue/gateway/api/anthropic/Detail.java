package dev.sprue.gateway.api.anthropic;

import dev.sprue.gateway.api.answers.CarriedDetails;
import dev.sprue.gateway.json.JsonCursor;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A block that a provider wants back, as this API shows it. All texts are JSON. */
sealed interface Detail {

    /**
     * Thinking that was signed.
     *
     * @param thinking the text; empty where it is the reasoning beside it
     */
    record Signed(Optional<byte[]> thinking, byte[] signature) implements Detail {}

    /**
     * Thinking that is not shown.
     *
     * @param data what it is
     */
    record Redacted(byte[] data) implements Detail {}

    /**
     * What a provider with another API wants back, whole or a fragment of it.
     *
     * @param json an object
     */
    record Carried(byte[] json) implements Detail {

        /** It as thinking that is not shown. */
        Redacted redacted() {
            return new Redacted(JsonText.quote(CarriedDetails.pack(json)));
        }
    }

    /** The blocks of {@code reasoning_details}. */
    static List<Detail> of(byte[] json, int from, int to) throws JsonSyntaxException {
        List<Detail> details = new ArrayList<>(1);
        JsonCursor cursor = new JsonCursor();
        cursor.over(json, from, to);
        cursor.enterArray();
        while (cursor.nextItem()) {
            int start = cursor.offset();
            boolean object = cursor.kind() == JsonKind.OBJECT;
            cursor.skipValue();
            if (object) {
                details.add(one(json, start, cursor.offset()));
            }
        }
        return details;
    }

    private static Detail one(byte[] json, int from, int to) throws JsonSyntaxException {
        JsonFields fields = JsonFields.scanAnswer(json, from, to, Integer.MAX_VALUE);
        Optional<byte[]> type = string(fields, "type");
        if (type.isPresent()) {
            Optional<byte[]> signature = string(fields, "signature");
            if (is(type.get(), "thinking") && signature.isPresent()) {
                return new Signed(string(fields, "thinking"), signature.get());
            }
            Optional<byte[]> data = string(fields, "data");
            if (is(type.get(), "redacted_thinking") && data.isPresent()) {
                return new Redacted(data.get());
            }
        }
        return new Carried(Arrays.copyOfRange(json, from, to));
    }

    private static boolean is(byte[] quoted, String word) {
        return Arrays.equals(quoted, JsonText.quote(word));
    }

    private static Optional<byte[]> string(JsonFields fields, String name) {
        return fields.find(name).stream()
                .filter(field -> fields.kind(field) == JsonKind.STRING)
                .mapToObj(fields::valueBytes)
                .findFirst();
    }
}
