package dev.sprue.gateway.usage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Appends to one file a day, which stays open until another day's is wanted. Used by one thread. */
final class DailyFile {

    private static final System.Logger LOG = System.getLogger(DailyFile.class.getName());

    private final Path folder;
    private @Nullable FileChannel channel;
    private @Nullable LocalDate openDay;

    DailyFile(Path folder) {
        this.folder = folder;
    }

    /**
     * Appends the first {@code length} bytes of {@code lines}, which end in a line break, to the file of {@code day}; all of them
     * or, where that fails, none.
     */
    void append(LocalDate day, byte[] lines, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(lines, 0, length);
        FileChannel file = open(day);
        long before = file.size();
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException noRoom) {
            cutBack(file, before, noRoom);
            throw noRoom;
        }
    }

    private static void cutBack(FileChannel file, long size, IOException because) {
        try {
            file.truncate(size);
        } catch (IOException failed) {
            because.addSuppressed(failed);
        }
    }

    private FileChannel open(LocalDate day) throws IOException {
        FileChannel current = channel;
        if (current != null && day.equals(openDay)) {
            return current;
        }
        close();
        Files.createDirectories(folder);
        FileChannel opened =
                FileChannel.open(folder.resolve(day + ".jsonl"), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        channel = opened;
        openDay = day;
        return opened;
    }

    /** Closes the open file; the next append opens it again. */
    void close() {
        FileChannel current = channel;
        channel = null;
        openDay = null;
        if (current != null) {
            try {
                current.close();
            } catch (IOException failed) {
                LOG.log(System.Logger.Level.WARNING, "a usage ledger cannot be closed: " + failed.getMessage());
            }
        }
    }
}
