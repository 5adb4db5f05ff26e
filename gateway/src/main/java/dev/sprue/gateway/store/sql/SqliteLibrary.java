package dev.sprue.gateway.store.sql;

import dev.sprue.gateway.store.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Keeps SQLite's native library in the data folder.
 *
 * <p>The driver would write it to the folder for temporary files at each start, which costs a tenth of a second and leaves it
 * there when the process is killed. Where keeping it fails, the driver does as it is used to.
 */
final class SqliteLibrary {

    private static final String FOLDER = "native";

    private SqliteLibrary() {}

    /** Loads the library, once in the life of this JVM, from {@code dataDir}, where it is put when it is not there. */
    static void load(Path dataDir) {
        if (System.getProperty("org.sqlite.lib.path") == null) {
            try {
                Path kept = keep(dataDir.toAbsolutePath().resolve(FOLDER));
                System.setProperty("org.sqlite.lib.path", String.valueOf(kept.getParent()));
                System.setProperty("org.sqlite.lib.name", String.valueOf(kept.getFileName()));
            } catch (IOException | UncheckedIOException cannotBeKept) {
                System.clearProperty("org.sqlite.lib.path");
            }
        }
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception failed) {
            throw new DatabaseException(
                    "SQLite's native library cannot be loaded: " + failed.getMessage()
                            + ". See that the data folder, or the folder for temporary files, allows programs to be run from it.",
                    failed);
        }
    }

    private static Path keep(Path folder) throws IOException {
        // The processor is in the name as well: a home folder may be shared by machines.
        String name = SQLiteJDBCLoader.getVersion() + "-" + System.getProperty("os.arch") + "-"
                + LibraryLoaderUtil.getNativeLibName();
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            PrivateFiles.makeFolder(folder);
            Path unfinished = Files.createTempFile(folder, ".", ".new");
            try (InputStream library = packaged()) {
                Files.copy(library, unfinished, StandardCopyOption.REPLACE_EXISTING);
                try (FileChannel written = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                    written.force(true);
                }
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(unfinished);
            }
        }
        return file;
    }

    private static InputStream packaged() throws IOException {
        String path = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + LibraryLoaderUtil.getNativeLibName();
        InputStream found = SQLiteJDBCLoader.class.getResourceAsStream(path);
        if (found == null) {
            throw new IOException("there is none for this system");
        }
        return found;
    }
}
