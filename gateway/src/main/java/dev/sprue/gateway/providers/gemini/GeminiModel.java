package dev.sprue.gateway.providers.gemini;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model's id tells of its generation, on which its ways depend. An id that tells nothing (a tuned model's number, an alias)
 * is taken for one of generation 2.5.
 *
 * @param generation tenths: 25 for 2.5, 30 for 3
 */
record GeminiModel(int generation) {

    private static final int UNKNOWN = 25;
    private static final int LEVELS = 30;
    private static final int JSON_SCHEMA = 25;
    private static final Pattern ID = Pattern.compile("(?:^|/)gemini-([0-9]{1,2})(?:\\.([0-9]))?(?:-|$)");

    static GeminiModel of(String id) {
        Matcher matcher = ID.matcher(id);
        if (!matcher.find()) {
            return new GeminiModel(UNKNOWN);
        }
        int minor = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        return new GeminiModel(10 * Integer.parseInt(matcher.group(1)) + minor);
    }

    /** Whether it is told how much to think by a level, and not by a number of tokens. */
    boolean thinksByLevel() {
        return generation >= LEVELS;
    }

    /** Whether it refuses calls of its own that come back without their signature. */
    boolean wantsSignatures() {
        return generation >= LEVELS;
    }

    /** Whether it takes JSON schemas as they are; else they are put into Google's own form. */
    boolean takesJsonSchema() {
        return generation >= JSON_SCHEMA;
    }
}
