package dev.sprue.gateway.store.seal;

import dev.sprue.gateway.config.SecurityConfig;
import dev.sprue.gateway.store.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key under which everything secret in the database is sealed. It is kept outside the database, so that a copy of the
 * database gives nothing away.
 *
 * <p>What it is used for is derived from it by HKDF (RFC 5869): the key of the cipher, and an id that says under which key
 * something was sealed and nothing about the key.
 */
public final class MasterKey {

    private static final System.Logger LOG = System.getLogger(MasterKey.class.getName());

    /** How many bytes an id has. */
    static final int ID_BYTES = 8;

    private static final int KEY_BYTES = 32;
    private static final int HEX_DIGITS = 2 * KEY_BYTES;
    private static final String FILE = "file:";
    private static final String ENVIRONMENT = "env:";

    private final SecretKey cipherKey;
    private final byte[] id;
    private final String place;
    private final Optional<Path> made;

    /** @param made the file, where this call made it */
    private MasterKey(byte[] key, String place, Optional<Path> made) {
        try {
            KDF hkdf = KDF.getInstance("HKDF-SHA256");
            this.cipherKey = hkdf.deriveKey("AES", expanding(key, "sprue sealed values", KEY_BYTES));
            this.id = hkdf.deriveData(expanding(key, "sprue master key id", ID_BYTES));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("this JVM lacks HKDF-SHA256", absent);
        }
        this.place = place;
        this.made = made;
    }

    private static HKDFParameterSpec expanding(byte[] key, String purpose, int length) {
        return HKDFParameterSpec.ofExtract()
                .addIKM(new SecretKeySpec(key, "HKDF"))
                .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), length);
    }

    /**
     * The key from where the configuration says it is, or from {@code master.key} in the data folder. A file that is not there is
     * made, for this user only.
     *
     * @param baseDir the folder from which a relative path starts
     * @param env the environment
     * @throws IllegalStateException if it cannot be read or made or is no key; the message says where it was looked for and what
     *     to do, and never what was found
     */
    public static MasterKey obtain(SecurityConfig config, Path baseDir, Path dataDir, Map<String, String> env) {
        String place = config.masterKey().orElse("");
        if (place.startsWith(ENVIRONMENT)) {
            return fromEnvironment(place.substring(ENVIRONMENT.length()), env);
        }
        Path file = place.startsWith(FILE)
                ? baseDir.resolve(place.substring(FILE.length()))
                : dataDir.resolve("master.key");
        try {
            return fromFile(file.toAbsolutePath().normalize());
        } catch (IOException failed) {
            throw new IllegalStateException(
                    "the master key in " + file + " cannot be read or made: " + reason(failed)
                            + ". Let this user read the file, or name another place with security.masterKey",
                    failed);
        }
    }

    private static MasterKey fromEnvironment(String name, Map<String, String> env) {
        String text = env.getOrDefault(name, "");
        if (text.isBlank()) {
            throw new IllegalStateException("the master key is not in the environment: security.masterKey names " + name
                    + ", which is not set. Set it to the 32 bytes of the key in Base64 or hexadecimal;"
                    + " `openssl rand -hex 32` makes a new one");
        }
        return new MasterKey(decoded(text, "the variable " + name), ENVIRONMENT + name, Optional.empty());
    }

    private static MasterKey fromFile(Path file) throws IOException {
        if (Files.exists(file)) {
            return read(file);
        }
        Path folder = file.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            PrivateFiles.makeFolder(folder);
        }
        // Of two that start at once, one makes it and the other finds it.
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        try {
            return PrivateFiles.alone(lock, () -> Files.exists(file) ? read(file) : make(file));
        } finally {
            Files.deleteIfExists(lock);
        }
    }

    private static MasterKey read(Path file) throws IOException {
        if (PrivateFiles.isOpenToOthers(file)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "other users of this machine may read or write the master key in " + file
                            + ". Take that away (chmod 600), and think about whether somebody has");
        }
        return new MasterKey(
                decoded(Files.readString(file, StandardCharsets.ISO_8859_1), "the file " + file),
                FILE + file,
                Optional.empty());
    }

    private static MasterKey make(Path file) throws IOException {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        PrivateFiles.write(file, HexFormat.of().formatHex(key) + "\n");
        return new MasterKey(key, FILE + file, Optional.of(file));
    }

    private static byte[] decoded(String text, String where) {
        String trimmed = text.strip();
        try {
            byte[] key = trimmed.length() == HEX_DIGITS
                    ? HexFormat.of().parseHex(trimmed)
                    : Base64.getDecoder().decode(trimmed);
            if (key.length == KEY_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException neither) {
            // Said below; what the decoder says would quote the key.
        }
        throw new IllegalStateException("the master key cannot be used: " + where
                + " does not hold 32 bytes in Base64 (44 characters) or hexadecimal (64 digits). Put back the key that was"
                + " there; `openssl rand -hex 32` makes a key for a database that is still empty");
    }

    private static String reason(IOException failed) {
        return failed.getClass().getSimpleName() + (failed.getMessage() == null ? "" : " " + failed.getMessage());
    }

    /** The cipher's key. */
    SecretKey cipherKey() {
        return cipherKey;
    }

    /** Which key it is. */
    byte[] id() {
        return id.clone();
    }

    /** The same as text, for messages. */
    String idText() {
        return HexFormat.of().formatHex(id);
    }

    /** Where it was found, as the configuration writes it. */
    String place() {
        return place;
    }

    /** The file, where it was not there before and was made. */
    Optional<Path> made() {
        return made;
    }

    @Override
    public String toString() {
        return "MasterKey[" + idText() + " from " + place + "]";
    }
}
