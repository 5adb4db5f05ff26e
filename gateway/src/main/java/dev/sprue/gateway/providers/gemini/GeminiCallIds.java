package dev.sprue.gateway.providers.gemini;

import java.nio.charset.StandardCharsets;

/**
 * Makes the ids of calls of functions to which Google gives none, as its older models do. The same answer gets the same ids each
 * time that it is read, whole or streamed, and no two calls of a conversation get the same.
 */
final class GeminiCallIds {

    private static final long FNV_BASIS = 0xcbf2_9ce4_8422_2325L;
    private static final long FNV_PRIME = 0x100_0000_01b3L;

    private long hash;

    /** @param responseId what tells this answer from all others */
    GeminiCallIds(String responseId) {
        of(responseId);
    }

    /** From now on ids are those of another answer. */
    void of(String responseId) {
        hash = FNV_BASIS;
        for (byte b : responseId.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * FNV_PRIME;
        }
    }

    /** The id of the call at place {@code call} of a choice, both from 0, as a JSON string. */
    byte[] id(int choice, int call) {
        String id = "\"call_" + Long.toHexString(hash) + "_" + choice + "_" + call + "\"";
        return id.getBytes(StandardCharsets.US_ASCII);
    }
}
