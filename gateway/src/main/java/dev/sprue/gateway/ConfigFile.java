package dev.sprue.gateway;

import dev.sprue.gateway.config.ConfigText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells whether the configuration file is another one than the one that was read, and whether whoever writes it is done. */
final class ConfigFile {

    private static final String ABSENT = "absent";

    private final Path path;
    private final Function<Path, ConfigText> reader;
    private String seen;
    private String looked = "";
    private @Nullable ConfigText read;
    private boolean owed;

    /** A file that is there counts as changed once: it may have been written after it was read for the start. */
    ConfigFile(Path path) {
        this(path, ConfigText::of);
    }

    /** @param reader reads it */
    ConfigFile(Path path, Function<Path, ConfigText> reader) {
        this.path = path;
        this.reader = reader;
        this.seen = stamp();
        this.read = seen.equals(ABSENT) ? reader.apply(path) : null;
    }

    /** Has the next look that finds the file whole take it for changed. */
    void ask() {
        owed = true;
    }

    /** Whether {@link #ask} has not been answered yet. */
    boolean isAsked() {
        return owed;
    }

    /**
     * Looks at the file, which counts as whole when two looks have found it the same: editors and copying write in pieces.
     *
     * @return what is in it, where it is whole and its content another than when there was an answer last, or somebody asked
     */
    Optional<ConfigText> changed() {
        String now = stamp();
        boolean rests = now.equals(seen);
        seen = now;
        if (!rests || now.equals(looked) && !owed) {
            return Optional.empty();
        }
        ConfigText content = reader.apply(path);
        String then = stamp();
        if (!then.equals(now)) {
            seen = then;
            return Optional.empty();
        }
        // What could not be read may be readable later, without a trace in the stamp.
        looked = content instanceof ConfigText.Readable ? now : "";
        boolean changed = owed || !content.equals(read);
        owed = false;
        read = content;
        return changed ? Optional.of(content) : Optional.empty();
    }

    private String stamp() {
        try {
            return Files.getLastModifiedTime(path) + "/" + Files.size(path);
        } catch (IOException absent) {
            return ABSENT;
        }
    }
}
