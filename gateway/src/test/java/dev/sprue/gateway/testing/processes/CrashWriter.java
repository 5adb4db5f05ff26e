package dev.sprue.gateway.testing.processes;

import dev.sprue.gateway.config.ConfigReader;
import dev.sprue.gateway.config.DatabaseConfig;
import dev.sprue.gateway.store.sql.Database;
import dev.sprue.gateway.store.sql.Databases;
import dev.sprue.gateway.store.sql.Revision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Handle;

/**
 * A program that several writers of a database share, and says of each write that it was acknowledged ({@code done WRITER NUMBER}):
 * to be killed. A write is some rows of the table {@code parts} and one change of the revision.
 */
public final class CrashWriter {

    /** Rows that one write makes. */
    static final int PARTS = 4;

    private CrashWriter() {}

    /** Writes until it is killed. Arguments: the data folder with the configuration, how many writers, the first number. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        int writers = Integer.parseInt(args[1]);
        int first = Integer.parseInt(args[2]);
        try (Database database = Databases.open(config(folder), folder);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int writer = 0; writer < writers; writer++) {
                int me = writer;
                threads.submit(() -> write(database, me, first));
            }
        }
    }

    private static void write(Database database, int writer, int first) {
        for (int number = first; ; number++) {
            int now = number;
            database.write(handle -> insert(handle, writer, now));
            synchronized (CrashWriter.class) {
                System.out.println("done " + writer + " " + number);
            }
        }
    }

    private static boolean insert(Handle handle, int writer, int number) {
        Revision.raise(handle);
        for (int part = 0; part < PARTS; part++) {
            handle.execute("INSERT INTO parts (writer, number, part) VALUES (?, ?, ?)", writer, number, part);
        }
        return true;
    }

    /** The database that a folder's configuration names. */
    static Optional<DatabaseConfig> config(Path folder) throws IOException {
        return ConfigReader.read(Files.readString(folder.resolve("sprue.yaml")), Map.of())
                .config()
                .orElseThrow()
                .database();
    }
}
