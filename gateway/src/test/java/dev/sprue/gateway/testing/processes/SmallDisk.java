package dev.sprue.gateway.testing.processes;

import dev.sprue.gateway.testing.Skipped;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A disk of a few megabytes that only one process sees, and that goes with it: a file system in memory, mounted in a namespace of
 * its own. Linux only, and only where users may make namespaces; elsewhere the test is skipped, and the skip is noted.
 */
public final class SmallDisk {

    private static final int PIECE_BYTES = 4096;

    private final Path folder;
    private final String mount;

    /**
     * One that is not there yet.
     *
     * @param folder where the process will see it; an empty folder, made by the test
     * @param megabytes its size
     */
    public SmallDisk(Path folder, int megabytes) {
        this.folder = folder;
        this.mount = "mount -t tmpfs -o mode=700,size=" + megabytes + "m tmpfs \"$0\"";
        if (!works(command(mount))) {
            throw Skipped.because("Full disks", "'unshare -Urm mount -t tmpfs' is not allowed here");
        }
    }

    /** Where the process sees it. */
    public Path folder() {
        return folder;
    }

    /** What a command line begins with whose process sees it. */
    List<String> launcher() {
        return command(mount + " && exec \"$@\"");
    }

    private List<String> command(String script) {
        return List.of("unshare", "-Urm", "sh", "-c", script, folder.toString());
    }

    /** The folder as {@code process} sees it. */
    public Path of(JvmProcess process) {
        return Path.of("/proc/" + process.pid() + "/root").resolve(Path.of("/").relativize(folder.toAbsolutePath()));
    }

    /** Leaves no room on it. */
    public void fill(JvmProcess process) {
        try (OutputStream file = Files.newOutputStream(of(process).resolve("filler"))) {
            byte[] piece = new byte[PIECE_BYTES];
            while (true) {
                file.write(piece);
            }
        } catch (IOException noRoom) {
            // As wanted.
        }
    }

    /** Makes room again. */
    public void free(JvmProcess process) {
        try {
            Files.delete(of(process).resolve("filler"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static boolean works(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException thereIsNoSuchCommand) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
