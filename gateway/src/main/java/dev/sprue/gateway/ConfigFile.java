package dev.sprue.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells whether the configuration file is another one than the one that was read, and whether whoever writes it is done. */
final class ConfigFile {

    private static final String ABSENT = "absent";

    private final Path path;
    private String seen;
    private String looked = "";
    private String read;

    /** A file that is there counts as changed once: it may have been written after it was read for the start. */
    ConfigFile(Path path) {
        this.path = path;
        this.seen = stamp();
        this.read = seen.equals(ABSENT) ? ABSENT : "";
    }

    /**
     * Looks at the file, which counts as whole when two looks have found it the same: editors and copying write in pieces.
     *
     * @return whether it is whole, and its content another than when this was last true
     */
    boolean hasChanged() {
        String now = stamp();
        boolean rests = now.equals(seen);
        seen = now;
        if (!rests || now.equals(looked)) {
            return false;
        }
        looked = now;
        String content = digest();
        boolean changed = !content.equals(read);
        read = content;
        return changed;
    }

    private String stamp() {
        try {
            return Files.getLastModifiedTime(path) + "/" + Files.size(path);
        } catch (IOException absent) {
            return ABSENT;
        }
    }

    private String digest() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(path)));
        } catch (IOException absent) {
            return ABSENT;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("this JVM lacks SHA-256", impossible);
        }
    }
}
