package dev.sprue.gateway.providers.canonical;

import dev.sprue.gateway.json.JsonCharacters;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Ids of tool calls for APIs that do not take every id. One that an API takes stays; one that was made elsewhere and that it
 * would refuse becomes the same other one every time, so that calls and results still belong together and the beginning of a
 * conversation stays the same for a cache.
 */
public final class CallIds {

    private static final int HASH_BYTES = 16;

    private final String signs;
    private final int maxLength;

    /**
     * @param signs what an id may have beside letters and digits of ASCII
     * @param maxLength most characters of an id
     */
    public CallIds(String signs, int maxLength) {
        this.signs = signs;
        this.maxLength = maxLength;
    }

    /** Writes an id, a string, as the API takes it. */
    public void write(JsonWriter out, JsonValue id) {
        if (fits(id)) {
            out.raw(id);
        } else {
            out.string(made(id.text()));
        }
    }

    private boolean fits(JsonValue id) {
        JsonCharacters characters = id.characters();
        int length = 0;
        for (int c = characters.next(); c >= 0; c = characters.next()) {
            if (++length > maxLength || !isTaken(c)) {
                return false;
            }
        }
        return length > 0;
    }

    private boolean isTaken(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || signs.indexOf(c) >= 0;
    }

    private static String made(String id) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return "call_" + HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
