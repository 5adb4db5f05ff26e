package dev.sprue.gateway.auth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Finds the principal that a key belongs to. Immutable.
 *
 * <p>A key is looked up by its HMAC under a secret of this process: one lookup however many keys there are, whose time
 * says nothing about how near a wrong key came; the key itself is then compared in constant time.
 */
public final class Keyring {

    private static final String HMAC = "HmacSHA256";
    private static final int MAX_KEY_CHARS = 4_096;

    private final SecretKeySpec secret;
    private final Mac prototype;
    private final Map<Long, Entry> entries;

    private record Entry(byte[] key, Principal principal) {}

    /** Holds {@code keys}: the principal of each key. */
    public Keyring(Map<String, Principal> keys) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.secret = new SecretKeySpec(random, HMAC);
        try {
            this.prototype = Mac.getInstance(HMAC);
            this.prototype.init(secret);
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("this JVM lacks " + HMAC, absent);
        }
        Map<Long, Entry> byHmac = new HashMap<>();
        keys.forEach((key, principal) -> {
            if (byHmac.put(hmac(utf8(key)), new Entry(utf8(key), principal)) != null) {
                // One chance in 2^64 a pair of keys.
                throw new IllegalStateException("two keys cannot be told apart; start again");
            }
        });
        this.entries = Map.copyOf(byHmac);
    }

    /** The principal that the key belongs to; empty if it is nobody's. */
    public Optional<Principal> find(String key) {
        if (key.length() > MAX_KEY_CHARS) {
            return Optional.empty();
        }
        byte[] bytes = utf8(key);
        Entry entry = entries.get(hmac(bytes));
        return entry != null && MessageDigest.isEqual(entry.key, bytes)
                ? Optional.of(entry.principal)
                : Optional.empty();
    }

    /** The first eight bytes, which are enough to find it: it is compared after that. */
    private long hmac(byte[] key) {
        try {
            // A Mac is not thread-safe; a clone of one that holds its secret already is cheaper than a new one.
            Mac mac = (Mac) prototype.clone();
            return ByteBuffer.wrap(mac.doFinal(key)).getLong();
        } catch (CloneNotSupportedException noClone) {
            throw new IllegalStateException("this JVM's " + HMAC + " cannot be cloned", noClone);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
