package dev.sprue.gateway.control;

import dev.sprue.gateway.config.AdminConfig;
import dev.sprue.gateway.config.Form;
import dev.sprue.gateway.config.Secret;
import dev.sprue.gateway.store.PrivateFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/** What whoever administers this service sends as a bearer token. */
public final class AdminToken {

    private static final int TOKEN_BYTES = 32;

    private final byte[] digest;

    /** Holds a token. */
    public AdminToken(Secret token) {
        this.digest = digest(token.value());
    }

    /** Where the token is kept that Sprue makes. */
    public static Path file(Path dataDir) {
        return dataDir.resolve("admin.token");
    }

    /**
     * The token that the configuration declares, else the one in {@code admin.token} in the data folder, which is made where it is
     * not there, for this user only.
     *
     * @throws IllegalStateException if the file cannot be read or made or holds no token
     */
    public static AdminToken obtain(AdminConfig config, Path dataDir) {
        return new AdminToken(config.token().orElseGet(() -> kept(dataDir)));
    }

    /** Whether it is this token; takes as long whatever is presented. */
    public boolean matches(String presented) {
        return MessageDigest.isEqual(digest, digest(presented));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AdminToken token && MessageDigest.isEqual(digest, token.digest);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(digest);
    }

    private static Secret kept(Path dataDir) {
        Path file = file(dataDir);
        try {
            if (Files.exists(file)) {
                return read(file);
            }
            PrivateFiles.makeFolder(dataDir);
            Path lock = file.resolveSibling(file.getFileName() + ".lock");
            try {
                return PrivateFiles.alone(lock, () -> Files.exists(file) ? read(file) : make(file));
            } finally {
                Files.deleteIfExists(lock);
            }
        } catch (IOException failed) {
            throw new IllegalStateException(
                    "the admin token in " + file + " cannot be read or made: "
                            + failed.getClass().getSimpleName()
                            + ". Let this user read and write the folder, or declare admin.token",
                    failed);
        }
    }

    private static Secret read(Path file) throws IOException {
        String token = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
        if (!Form.RESOURCE_KEY.accepts(token)) {
            throw new IllegalStateException("the admin token in " + file + " cannot be used: it must be "
                    + Form.RESOURCE_KEY.description() + ". Remove the file to have a new one made");
        }
        return new Secret(token);
    }

    private static Secret make(Path file) throws IOException {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        String token = HexFormat.of().formatHex(bytes);
        PrivateFiles.write(file, token + "\n");
        return new Secret(token);
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("this JVM lacks SHA-256", absent);
        }
    }

    @Override
    public String toString() {
        return "AdminToken[***]";
    }
}
