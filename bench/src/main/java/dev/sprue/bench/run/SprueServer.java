package dev.sprue.bench.run;

import dev.sprue.bench.upstream.Answers;
import dev.sprue.bench.upstream.Provider;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The product, started as users start it: {@code ./sprue serve}. The launcher becomes the JVM, so that its process is
 * the product's.
 *
 * @param process the running product
 * @param version the first line of its banner, which names version and transport
 * @param port plain HTTP
 * @param readyMs from the start of the launcher to the {@code ready} line, milliseconds
 */
record SprueServer(Process process, String version, int port, double readyMs) {

    private static final Pattern BANNER = Pattern.compile("Sprue \\S+ \\(.*\\)");
    private static final Pattern READY = Pattern.compile("ready .*http://127\\.0\\.0\\.1:(\\d+).*");
    private static final String MODELS_PATH = "/models/chat/completions?api-version=2024-05-01-preview";
    private static final String DEPLOYMENTS_PATH =
            "/openai/deployments/" + ServerConfigs.DEPLOYMENT + "/chat/completions?api-version=2024-10-21";
    private static final String V1_PATH = "/openai/v1/chat/completions";
    private static final long READY_LIMIT_S = 90;
    private static final double NS_PER_MS = 1_000_000;

    /**
     * Starts the product and returns when it is ready.
     *
     * @param launcher {@code ./sprue}
     * @param data its data folder, kept from start to start
     */
    static SprueServer start(
            Children children, Path launcher, List<Integer> processors, String javaOptions, Path config, Path data)
            throws IOException {
        long begin = System.nanoTime();
        Process process = children.start(
                Target.SPRUE,
                processors,
                Map.of("SPRUE_NO_BUILD", "1", "SPRUE_JAVA_OPTS", javaOptions),
                List.of(
                        launcher.toString(),
                        "serve",
                        "--config",
                        config.toString(),
                        "--data",
                        data.toString(),
                        "--https-port",
                        "0",
                        "--http-port",
                        "0"));
        CompletableFuture<SprueServer> ready = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("sprue-output").start(() -> follow(process, begin, ready));
        try {
            return ready.get(READY_LIMIT_S, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IOException("Sprue did not start: " + Files.readString(children.log(Target.SPRUE)), e);
        }
    }

    private static void follow(Process process, long begin, CompletableFuture<SprueServer> ready) {
        String version = "Sprue";
        try (BufferedReader out = process.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (BANNER.matcher(line).matches()) {
                    version = line;
                }
                Matcher matcher = READY.matcher(line);
                if (matcher.matches()) {
                    double ms = (System.nanoTime() - begin) / NS_PER_MS;
                    ready.complete(new SprueServer(process, version, Integer.parseInt(matcher.group(1)), ms));
                }
            }
        } catch (IOException closed) {
            ready.completeExceptionally(closed);
        }
        ready.completeExceptionally(new IOException("its output ended"));
    }

    /** As something to be measured, by each of its routes, and by one of them to each provider. */
    List<Target> targets() {
        return List.of(
                target(Target.SPRUE, MODELS_PATH, Provider.OPENAI, Answers.EVENTS),
                // The event about the prompt's content filters, which this route has before all others.
                target(Target.SPRUE_DEPLOYMENTS, DEPLOYMENTS_PATH, Provider.OPENAI, Answers.EVENTS + 1),
                target(Target.SPRUE_V1, V1_PATH, Provider.OPENAI, Answers.EVENTS),
                translated(Provider.ANTHROPIC),
                translated(Provider.GEMINI),
                translated(Provider.BEDROCK));
    }

    /** What a translated stream has more: an event for the role, and one for the reason why it ended. */
    private Target translated(Provider provider) {
        return target(Target.translated(provider), MODELS_PATH, provider, Answers.EVENTS + 2);
    }

    private Target target(String name, String path, Provider provider, int streamEvents) {
        return new Target(
                name,
                port,
                path,
                ServerConfigs.KEY,
                ServerConfigs.deployment(provider),
                streamEvents,
                OptionalLong.of(process.pid()));
    }

    /** The transport that the banner names. */
    String transport() {
        return version.substring(version.indexOf('(') + 1, version.length() - 1);
    }
}
