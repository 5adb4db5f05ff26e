package dev.sprue.gateway.providers.bedrock;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import java.util.Set;

/**
 * The content blocks of an earlier answer that the canonical form has no place for, and that Bedrock wants back unchanged:
 * {@code reasoning_details} of an assistant's message. Blocks of other providers stand there too, and are passed over.
 */
final class GivenBack {

    /** Members of the API's union of content blocks that only a model can have written. */
    private static final Set<String> BLOCKS = Set.of("reasoningContent", "toolUse", "toolResult");

    private static final Set<String> THOUGHTS = Set.of("reasoningContent");

    private GivenBack() {}

    /**
     * Writes them as items of the array at hand, in their order.
     *
     * @return how many there were
     */
    static int write(JsonValue details, JsonWriter out) {
        int[] written = {0};
        details.items(block -> {
            if (isOneOf(block, BLOCKS)) {
                out.raw(block);
                written[0]++;
            }
        });
        return written[0];
    }

    /** Whether there are any. */
    static boolean holdsAny(JsonValue details) {
        return holds(details, BLOCKS);
    }

    /** Whether a thought is among them. */
    static boolean holdsReasoning(JsonValue details) {
        return holds(details, THOUGHTS);
    }

    private static boolean holds(JsonValue details, Set<String> names) {
        boolean[] found = {false};
        details.items(block -> found[0] |= isOneOf(block, names));
        return found[0];
    }

    private static boolean isOneOf(JsonValue block, Set<String> names) {
        if (block.kind() != JsonKind.OBJECT) {
            return false;
        }
        JsonFields fields = block.fields();
        return fields.count() == 1 && fields.kind(0) == JsonKind.OBJECT && names.contains(fields.name(0));
    }
}
