package dev.sprue.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The product, started the way a user starts it: {@code ./sprue serve} in a child process.
 *
 * <p>What it prints stays under {@code target/sprue-NAME}: {@code stdout.log}, {@code stderr.log} and its data folder.
 */
public final class SprueProcess implements AutoCloseable {
    /** Where set, the launcher may build the product first; otherwise it must not. */
    private static final String MAY_BUILD = "sprue.launcher.build";

    private static final Pattern READY = Pattern.compile("ready in \\d+ ms: (https://\\S+)(?: (http://\\S+))?\\s*");
    private static final int READY_LIMIT_S = Boolean.getBoolean(MAY_BUILD) ? 600 : 90;
    private static final int STOP_LIMIT_S = 45;

    private final Process process;
    private final ProcessBuilder builder;
    private final Path home;
    private final List<String> banner;
    private final URI https;
    private final Optional<URI> http;

    private SprueProcess(Process process, ProcessBuilder builder, Path home, List<String> printed, Matcher ready) {
        this.process = process;
        this.builder = builder;
        this.home = home;
        this.banner = printed;
        this.https = URI.create(ready.group(1));
        this.http = Optional.ofNullable(ready.group(2)).map(URI::create);
    }

    /**
     * Starts the product and returns once it says that it accepts calls.
     *
     * @param name names the folder under {@code target}
     * @param config the text of {@code sprue.yaml}; empty: started without a configuration
     * @param environment variables beside the inherited ones
     */
    public static SprueProcess start(String name, Optional<String> config, Map<String, String> environment) {
        Path home = Repository.target().resolve("sprue-" + name);
        try {
            Folders.empty(home);
            List<String> command = new ArrayList<>(List.of(Repository.launcher().toString(), "serve"));
            if (config.isPresent()) {
                Path file = home.resolve("sprue.yaml");
                Files.writeString(file, config.get());
                command.addAll(List.of("--config", file.toString()));
            }
            command.addAll(List.of("--data", home.resolve("data").toString(), "--https-port", "0", "--http-port", "0"));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(home.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectError(home.resolve("stderr.log").toFile());
            builder.environment().keySet().removeIf(SprueProcess::configuresTheProduct);
            builder.environment().putAll(environment);
            if (!Boolean.getBoolean(MAY_BUILD)) {
                builder.environment().put("SPRUE_NO_BUILD", "1");
            }
            return awaitReady(builder, home);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + Repository.launcher(), e);
        }
    }

    /** Stops this product and starts another with the same command and the same data. */
    public SprueProcess restart() {
        close();
        try {
            return awaitReady(builder, home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks the product to stop (SIGTERM) and does not wait for it. */
    public void terminate() {
        process.destroy();
    }

    /** The address that the product printed for HTTPS. */
    public URI https() {
        return https;
    }

    /** The address that the product printed for plain HTTP. */
    public URI http() {
        return http.orElseThrow(() -> new AssertionError("the ready line names no plain HTTP address"));
    }

    /** What the product printed before its ready line, and that line. */
    public List<String> banner() {
        return banner;
    }

    /** The certificate authority that the product made. */
    public Path ca() {
        return home.resolve("data").resolve("tls").resolve("ca.pem");
    }

    /** The token that the product made for whoever administers it. */
    public String adminToken() {
        return read(home.resolve("data").resolve("admin.token")).strip();
    }

    /** Everything that the product has printed so far, for messages of failed tests. */
    public String output() {
        return read(home.resolve("stdout.log")) + read(home.resolve("stderr.log"));
    }

    /** Asks the product to stop (SIGTERM) and checks that it, and every process that it started, is gone. */
    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        List<Long> left = new ArrayList<>();
        if (!ended(process.toHandle())) {
            left.add(process.pid());
        }
        for (ProcessHandle child : children) {
            if (!ended(child)) {
                left.add(child.pid());
            }
        }
        if (!left.isEmpty()) {
            throw new AssertionError("processes " + left + " outlived SIGTERM by " + STOP_LIMIT_S + " s\n" + output());
        }
    }

    /** What the launcher itself needs stays; what would make the product another one than the test asks for does not. */
    private static boolean configuresTheProduct(String variable) {
        return variable.startsWith("SPRUE_") && !variable.startsWith("SPRUE_JAVA_");
    }

    private static boolean ended(ProcessHandle handle) {
        try {
            handle.onExit().get(STOP_LIMIT_S, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            handle.destroyForcibly();
            return false;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SprueProcess awaitReady(ProcessBuilder builder, Path home) throws IOException {
        Process process = builder.start();
        List<String> banner = new ArrayList<>();
        CompletableFuture<Matcher> ready = new CompletableFuture<>();
        // a virtual thread that waits for a pipe keeps its carrier, and two of them are all that two processors have
        Thread.ofPlatform().name("sprue-stdout").daemon().start(() -> relay(process, home, banner, ready));
        try {
            Matcher line = ready.get(READY_LIMIT_S, TimeUnit.SECONDS);
            return new SprueProcess(process, builder, home, List.copyOf(banner), line);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            String printed = read(home.resolve("stdout.log")) + read(home.resolve("stderr.log"));
            throw new AssertionError("the product did not get ready; it printed:\n" + printed, e);
        }
    }

    private static void relay(Process process, Path home, List<String> banner, CompletableFuture<Matcher> ready) {
        try (BufferedReader in = process.inputReader();
                var log = Files.newBufferedWriter(home.resolve("stdout.log"))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                log.write(line);
                log.newLine();
                log.flush();
                if (!ready.isDone()) {
                    banner.add(line);
                    Matcher matcher = READY.matcher(line);
                    if (matcher.matches()) {
                        ready.complete(matcher);
                    }
                }
            }
            ready.completeExceptionally(new IOException("it ended, or closed its output, before it was ready"));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
