package dev.sprue.gateway.api.answers;

import dev.sprue.gateway.json.DuplicateKeyException;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * What a provider wants back with the next turn, in a dialect that is not the provider's: packed into a text that the
 * dialect's clients hand back unread.
 */
public final class CarriedDetails {

    private static final int MAX_DEPTH = 32;
    private static final String MARK = "sprue-details:";

    private CarriedDetails() {}

    /** A text of ASCII that holds a JSON object. */
    public static String pack(byte[] json) {
        return Base64.getEncoder().encodeToString(join(MARK.getBytes(StandardCharsets.US_ASCII), json));
    }

    /**
     * The JSON object in a text that {@link #pack} made; empty where it made it not. Clients that hold bytes write them again, some
     * in the other alphabet of base64.
     */
    public static Optional<byte[]> unpack(String packed) {
        byte[] all;
        try {
            all = Base64.getDecoder().decode(packed.replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException other) {
            return Optional.empty();
        }
        int length = MARK.length();
        if (all.length <= length || !new String(all, 0, length, StandardCharsets.ISO_8859_1).equals(MARK)) {
            return Optional.empty();
        }
        byte[] json = new byte[all.length - length];
        System.arraycopy(all, length, json, 0, json.length);
        return isObject(json) ? Optional.of(json) : Optional.empty();
    }

    /** Anybody can pack anything; what is unpacked becomes part of a body. */
    private static boolean isObject(byte[] json) {
        try {
            JsonFields.scan(json, MAX_DEPTH);
            return true;
        } catch (JsonSyntaxException | DuplicateKeyException other) {
            return false;
        }
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] both = new byte[one.length + other.length];
        System.arraycopy(one, 0, both, 0, one.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
