package dev.sprue.gateway.testing.processes;

import dev.sprue.gateway.Main;
import dev.sprue.gateway.testing.RawHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code sprue serve} in a process of its own on free ports, which can be killed and started again over the same data folder; each
 * start listens on other ports. Not for several threads but for {@link #port} and {@link #connect}.
 */
public final class SprueProcess implements AutoCloseable {

    private static final Duration READY = Duration.ofSeconds(60);
    private static final Pattern PORTS = Pattern.compile("https://localhost:(\\d+) http://127\\.0\\.0\\.1:(\\d+)");

    private final Path folder;
    private final Path data;
    private final List<String> launcher;
    private final List<String> jvmOptions;
    private volatile int httpsPort;
    private volatile int port;
    private @Nullable JvmProcess process;

    /**
     * One that is not started yet.
     *
     * @param folder its data folder, which the test makes and removes; the configuration is written into it
     * @param yaml the configuration
     * @param jvmOptions such as the size of the heap
     */
    public SprueProcess(Path folder, String yaml, String... jvmOptions) {
        this(folder, folder, List.of(), yaml, List.of(jvmOptions));
    }

    /**
     * One whose data are on a disk of its own.
     *
     * @param folder a folder that the test makes and removes; the configuration is written into it
     * @param disk where its data are
     */
    public SprueProcess(Path folder, SmallDisk disk, String yaml) {
        this(folder, disk.folder(), disk.launcher(), yaml, List.of());
    }

    private SprueProcess(Path folder, Path data, List<String> launcher, String yaml, List<String> jvmOptions) {
        this.folder = folder;
        this.data = data;
        this.launcher = launcher;
        this.jvmOptions = jvmOptions;
        configure(yaml);
    }

    /** Writes another configuration in one step, as careful people do. */
    public void configure(String yaml) {
        try {
            Path next = Files.writeString(folder.resolve("sprue.yaml.next"), yaml);
            Files.move(next, config(), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The configuration's file. */
    public Path config() {
        return folder.resolve("sprue.yaml");
    }

    /** The data folder. */
    public Path folder() {
        return folder;
    }

    /** Starts it and waits until it is ready. */
    public SprueProcess start() throws InterruptedException {
        return begin().awaitReady();
    }

    /** Starts it. */
    public SprueProcess begin() {
        close();
        List<String> args = List.of(
                "serve",
                "--config",
                config().toString(),
                "--data",
                data.toString(),
                "--https-port",
                "0",
                "--http-port",
                "0");
        process = new JvmProcess(folder, launcher, jvmOptions, Main.class, args);
        return this;
    }

    /** Waits until it is ready. */
    public SprueProcess awaitReady() throws InterruptedException {
        String ready = process()
                .out()
                .first(line -> line.startsWith("ready"), READY)
                .orElseThrow(() -> new AssertionError("the service did not start: " + errors()));
        Matcher ports = PORTS.matcher(ready);
        if (!ports.find()) {
            throw new AssertionError("no ports: " + ready);
        }
        httpsPort = Integer.parseInt(ports.group(1));
        port = Integer.parseInt(ports.group(2));
        return this;
    }

    /** The process that was started last. */
    public JvmProcess process() {
        return Objects.requireNonNull(process, "it was not started");
    }

    /** The port of plain HTTP since the last start. */
    public int port() {
        return port;
    }

    /** The port of HTTPS since the last start. */
    public int httpsPort() {
        return httpsPort;
    }

    /** A connection over plain HTTP. */
    public RawHttp connect() {
        return new RawHttp(port);
    }

    /** What it has written to standard error since the last start. */
    public String errors() {
        return process().errors().toString();
    }

    /** Kills it ({@code kill -9}) and waits until it is gone. */
    public void kill() {
        process().kill();
    }

    /** Kills it where it runs. */
    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
