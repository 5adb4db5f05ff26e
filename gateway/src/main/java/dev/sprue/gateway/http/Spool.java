package dev.sprue.gateway.http;

import dev.sprue.gateway.json.JsonBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Set;

/**
 * A large body on disk instead of on the heap: a file without a name, gone with the last use of it.
 *
 * <p>Its methods block and are called one after the other, on {@link HeavyWork}.
 */
final class Spool implements AutoCloseable {

    private static final Set<StandardOpenOption> OPEN =
            EnumSet.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);

    private final FileChannel channel;

    private Spool(FileChannel channel) {
        this.channel = channel;
    }

    /** Makes a file in {@code folder}, which is made where it is not there, readable by its owner only. */
    static Spool open(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path file = Files.createTempFile(folder, "body-", ".spool");
        FileChannel channel = FileChannel.open(file, OPEN);
        try {
            // A file without a name cannot be left behind, however the process ends.
            Files.deleteIfExists(file);
        } catch (FileSystemException inUse) {
            // Where an open file cannot be deleted, it goes when it is closed.
        }
        return new Spool(channel);
    }

    void append(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** All that was appended, readable until nobody holds it any more. */
    JsonBytes finish() throws IOException {
        return new JsonBytes.Mapped(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
