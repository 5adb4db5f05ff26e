package dev.sprue.gateway.store.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Seals values so that they can be neither read nor changed nor moved without the master key: AES-256-GCM (NIST SP 800-38D) with
 * a random nonce.
 *
 * <p>A sealed value is: 1 byte version of this format, 8 bytes id of the master key, 12 bytes nonce, then the ciphertext and its tag
 * of 16 bytes. Version, id and the identity of what is sealed (the row it stands in) are authenticated with it, so that a value
 * opens only where it was put. Safe for use by several threads.
 */
public final class SecretBox {

    private static final byte VERSION = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int HEADER_BYTES = 1 + MasterKey.ID_BYTES;
    private static final int LEAST_BYTES = HEADER_BYTES + NONCE_BYTES + TAG_BITS / Byte.SIZE;

    private final MasterKey key;
    private final byte[] header;
    private final SecureRandom random = new SecureRandom();

    /** Seals under {@code key}. */
    public SecretBox(MasterKey key) {
        this.key = key;
        this.header =
                ByteBuffer.allocate(HEADER_BYTES).put(VERSION).put(key.id()).array();
    }

    /**
     * Seals a value; twice the same value gives different bytes.
     *
     * @param identity what it is and where it stands, such as {@code resource_keys/contoso/1}; needed to open it
     */
    public byte[] seal(byte[] plain, String identity) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, identity).doFinal(plain);
            return ByteBuffer.allocate(HEADER_BYTES + NONCE_BYTES + sealed.length)
                    .put(header)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JVM cannot seal with AES-GCM", impossible);
        }
    }

    /**
     * The value that was sealed.
     *
     * @param identity as it was when it was sealed
     * @throws SealException if it was sealed under another key or for another identity, or is not what {@link #seal} made
     */
    public byte[] open(byte[] sealed, String identity) {
        if (sealed.length < LEAST_BYTES) {
            throw new SealException(
                    "the sealed value of " + identity + " is damaged: it is cut off. Restore the database");
        }
        if (sealed[0] != VERSION) {
            throw new SealException("the sealed value of " + identity
                    + " is damaged, or a newer version of Sprue wrote it. Run that version, or restore the database");
        }
        if (!Arrays.equals(sealed, 0, HEADER_BYTES, header, 0, HEADER_BYTES)) {
            throw new SealException("the value of " + identity + " is sealed under the master key with the id "
                    + HexFormat.of().formatHex(sealed, 1, HEADER_BYTES) + "; the one in " + key.place() + " has the id "
                    + key.idText() + ". Put the other key there, or restore the database that belongs to this one");
        }
        byte[] nonce = Arrays.copyOfRange(sealed, HEADER_BYTES, HEADER_BYTES + NONCE_BYTES);
        try {
            return cipher(Cipher.DECRYPT_MODE, nonce, identity)
                    .doFinal(sealed, HEADER_BYTES + NONCE_BYTES, sealed.length - HEADER_BYTES - NONCE_BYTES);
        } catch (AEADBadTagException changed) {
            throw new SealException("the sealed value of " + identity
                    + " was changed or moved since it was sealed. Restore the database");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this JVM cannot open AES-GCM", impossible);
        }
    }

    /** What the key is and where it comes from, for messages. */
    MasterKey key() {
        return key;
    }

    private Cipher cipher(int mode, byte[] nonce, String identity) throws GeneralSecurityException {
        // A cipher is not thread-safe, and nothing here is done often enough for a pool of them.
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.cipherKey(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(header);
        cipher.updateAAD(identity.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
