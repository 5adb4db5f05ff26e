package dev.sprue.gateway.providers.mistral;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Ids of tool calls as Mistral takes them: nine letters and digits ("Tool call id was ... but must be a-z, A-Z, 0-9, with a length of
 * 9", error 3280). Its own ids are such, and stay; the same id of another provider becomes the same nine every time, so that calls
 * and results still belong together and the beginning of a conversation stays the same for a cache.
 */
final class ToolIds {

    private static final int LENGTH = 9;
    private static final String SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private ToolIds() {}

    /** The id as Mistral takes it. */
    static String taken(String id) {
        return isTaken(id) ? id : hashed(id);
    }

    private static boolean isTaken(String id) {
        return id.length() == LENGTH && id.chars().allMatch(sign -> SIGNS.indexOf(sign) >= 0);
    }

    private static String hashed(String id) {
        long rest = ByteBuffer.wrap(digest(id)).getLong();
        StringBuilder made = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            made.append(SIGNS.charAt((int) Long.remainderUnsigned(rest, SIGNS.length())));
            rest = Long.divideUnsigned(rest, SIGNS.length());
        }
        return made.toString();
    }

    private static byte[] digest(String id) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
