package dev.sprue.gateway.providers.balancing;

import dev.sprue.gateway.config.DeploymentConfig.Affinity;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.inference.Operation;
import dev.sprue.gateway.json.JsonBytes;
import dev.sprue.gateway.json.JsonCursor;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What a call has in common with others that had better go to the same provider, since it keeps prompts that it has read. */
final class AffinityKey {

    private static final int MAX_BYTES = 16 * 1024;

    private AffinityKey() {}

    /** The call's key; empty where it has none, or nobody asks for it. */
    static OptionalLong of(InferenceCall call, Affinity affinity) {
        if (affinity == Affinity.none) {
            return OptionalLong.empty();
        }
        JsonFields body = call.body();
        OptionalInt named = text(body, "prompt_cache_key");
        if (named.isEmpty()) {
            named = text(body, "user");
        }
        if (named.isPresent()) {
            int field = named.getAsInt();
            return OptionalLong.of(Hashes.of(body.bytes(), body.valueStart(field), body.valueEnd(field)));
        }
        OptionalInt messages = body.find("messages");
        return affinity == Affinity.prefix && call.operation() == Operation.CHAT_COMPLETION && messages.isPresent()
                ? OptionalLong.of(beginning(body, messages.getAsInt()))
                : OptionalLong.empty();
    }

    private static OptionalInt text(JsonFields body, String name) {
        OptionalInt field = body.find(name);
        return field.isPresent() && body.kind(field.getAsInt()) == JsonKind.STRING ? field : OptionalInt.empty();
    }

    /**
     * Of all that precedes the first answer: it is the same in every turn of a conversation, and its beginning in every
     * conversation with the same instructions. Of what is long only the first {@value #MAX_BYTES} bytes count.
     */
    private static long beginning(JsonFields body, int messages) {
        int from = body.valueStart(messages);
        byte[] bytes = body.bytes().copy(from, Math.min(body.valueEnd(messages), from + MAX_BYTES));
        JsonCursor cursor = new JsonCursor();
        cursor.over(bytes, 0, bytes.length);
        int end = bytes.length;
        try {
            cursor.enterArray();
            while (cursor.nextItem()) {
                int start = cursor.offset();
                cursor.skipValue();
                if (isUsers(bytes, start, cursor.offset())) {
                    end = cursor.offset();
                    break;
                }
            }
        } catch (JsonSyntaxException cut) {
            // It is longer than what is looked at.
        }
        return Hashes.of(new JsonBytes.Heap(bytes), 0, end);
    }

    private static boolean isUsers(byte[] bytes, int from, int to) throws JsonSyntaxException {
        JsonFields message = JsonFields.scanAnswer(bytes, from, to, Integer.MAX_VALUE);
        OptionalInt role = message.find("role");
        return role.isPresent()
                && message.kind(role.getAsInt()) == JsonKind.STRING
                && message.string(role.getAsInt()).equals("user");
    }
}
