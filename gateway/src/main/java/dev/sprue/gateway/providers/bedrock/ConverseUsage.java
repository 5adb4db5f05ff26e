package dev.sprue.gateway.providers.bedrock;

import dev.sprue.gateway.json.JsonCursor;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.providers.canonical.CanonicalUsage;

/** Reads {@code TokenUsage}, which counts what came from a cache, or went into one, beside the other tokens of a prompt. */
final class ConverseUsage {

    private static final int MAX_DIGITS = 15;

    private ConverseUsage() {}

    /** The usage that the cursor stands before. */
    static CanonicalUsage read(JsonCursor cursor, byte[] bytes) throws JsonSyntaxException {
        long input = 0;
        long output = 0;
        long cacheRead = 0;
        long cacheWrite = 0;
        if (cursor.kind() != JsonKind.OBJECT) {
            cursor.skipValue();
            return CanonicalUsage.NONE;
        }
        cursor.enterObject();
        while (cursor.nextField()) {
            if (cursor.isField("inputTokens")) {
                input = number(cursor, bytes);
            } else if (cursor.isField("outputTokens")) {
                output = number(cursor, bytes);
            } else if (cursor.isField("cacheReadInputTokens")) {
                cacheRead = number(cursor, bytes);
            } else if (cursor.isField("cacheWriteInputTokens")) {
                cacheWrite = number(cursor, bytes);
            } else {
                cursor.skipValue();
            }
        }
        return new CanonicalUsage(input + cacheRead + cacheWrite, output, cacheRead, cacheWrite, 0);
    }

    /** A whole number; 0 for anything else. */
    static long number(JsonCursor cursor, byte[] bytes) throws JsonSyntaxException {
        int from = cursor.offset();
        cursor.skipValue();
        int to = cursor.offset();
        long number = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9' || i - from >= MAX_DIGITS) {
                return 0;
            }
            number = number * 10 + bytes[i] - '0';
        }
        return number;
    }
}
