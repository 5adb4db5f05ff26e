package dev.sprue.gateway.inference;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSyntaxException;
import java.util.Optional;

/**
 * One event of a streamed answer in canonical form, looked at only as far as somebody needs.
 *
 * @param bytes hold the chunk, and may hold others; shared, not copied: nobody may change them
 * @param start offset of the chunk's opening brace
 * @param end offset after its closing brace; there is no line break between the two
 * @param hasChoices whether it carries a choice (the chunk that reports usage alone does not)
 * @param finishes whether one of its choices ends with it
 * @param reasons whether one of its choices has {@code reasoning_content}
 * @param usage what it reports as used
 * @param usageStart offset of the name of its {@code usage} field; -1 where it has none
 * @param usageEnd offset after the value of that field
 */
public record StreamEvent(
        byte[] bytes,
        int start,
        int end,
        boolean hasChoices,
        boolean finishes,
        boolean reasons,
        Optional<Usage> usage,
        int usageStart,
        int usageEnd) {

    /** Whether it has a usage field that reports nothing. */
    public boolean hasNullUsage() {
        return usageStart >= 0 && usage.isEmpty();
    }

    /** Its top-level fields, for the few events that are edited. */
    public JsonFields fields() {
        try {
            return JsonFields.scanAnswer(bytes, start, end, Integer.MAX_VALUE);
        } catch (JsonSyntaxException impossible) {
            throw new IllegalStateException("an event that was read cannot be scanned", impossible);
        }
    }
}
