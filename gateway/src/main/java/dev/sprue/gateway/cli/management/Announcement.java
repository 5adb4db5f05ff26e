package dev.sprue.gateway.cli.management;

import dev.sprue.gateway.store.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A service's word in its data folder where it is to be found, until it is closed. Not safe for several threads. */
public final class Announcement implements AutoCloseable {

    private final Path file;
    private String announced = "";

    /** An announcement still to be made in that folder. */
    public Announcement(Path dataDir) {
        this.file = EndpointFile.in(dataDir);
    }

    /**
     * Makes it.
     *
     * @throws UncheckedIOException when the folder cannot be written
     */
    public void make(EndpointFile endpoint) {
        announced = endpoint.text();
        try {
            PrivateFiles.write(file, announced);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write " + file + ". Make the folder writable for this user", failed);
        }
    }

    /** Takes it back, unless another service has announced itself since. */
    @Override
    public void close() throws IOException {
        if (Files.exists(file) && Files.readString(file).equals(announced)) {
            Files.delete(file);
        }
    }
}
