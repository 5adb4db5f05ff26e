package dev.sprue.gateway.providers.credentials;

import dev.sprue.gateway.config.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads files that hold something secret: never much, and no message shows any of it. */
final class SecretFiles {

    private static final int MAX_BYTES = 1024 * 1024;

    private SecretFiles() {}

    /** The whole text. */
    static String text(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException(file + " is larger than " + MAX_BYTES + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (NoSuchFileException absent) {
            throw new IOException("there is no file " + file);
        } catch (AccessDeniedException denied) {
            throw new IOException("this service's user may not read " + file);
        }
    }

    /** The one credential that a file holds, with white space around it. */
    static Secret credential(Path file) throws IOException {
        return TokenAnswers.usable(text(file).strip(), file.toString());
    }
}
