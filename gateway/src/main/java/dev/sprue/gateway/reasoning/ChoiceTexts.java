package dev.sprue.gateway.reasoning;

import org.jspecify.annotations.Nullable;

/**
 * The texts of one choice, in a whole answer or in one chunk of a stream, as JSON strings with their quotes.
 *
 * @param reasoning the text of {@code reasoning_content}; null where there is none
 * @param content the text of {@code content}; null where there is none
 * @param callsTools whether tool calls stand beside them
 * @param finishes whether the choice ends here
 */
record ChoiceTexts(byte @Nullable [] reasoning, byte @Nullable [] content, boolean callsTools, boolean finishes) {

    ChoiceTexts with(byte @Nullable [] otherReasoning, byte @Nullable [] otherContent) {
        return new ChoiceTexts(otherReasoning, otherContent, callsTools, finishes);
    }

    /** Whether a JSON string has anything in it. */
    static boolean isText(byte @Nullable [] json) {
        return json != null && json.length > 2;
    }
}
