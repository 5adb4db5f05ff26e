package dev.sprue.bench.engine;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./sprue bench engine}. */
@Command(
        name = "engine",
        description = {
            "Measure the engine of the built-in models beside llama.cpp on the same model, in turn.",
            "llama.cpp comes from npm, once, into target/; without Node or on another platform it is left out."
        },
        sortOptions = false)
public final class EngineCommand implements Callable<Integer> {
    private static final int MAX_ROUNDS = 50;
    private static final int MAX_TOKENS = 900;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "1 to 50; default ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--prompt",
            paramLabel = "N",
            defaultValue = "512",
            description = "About so many tokens of prompt, 16 to 900; default ${DEFAULT-VALUE}.")
    private int prompt;

    @Option(
            names = "--tokens",
            paramLabel = "N",
            defaultValue = "128",
            description = "So many tokens of answer, 1 to 900; default ${DEFAULT-VALUE}.")
    private int tokens;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the report there as JSON, too.")
    private Optional<Path> json = Optional.empty();

    /** Made by picocli. */
    public EngineCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        require(rounds >= 1 && rounds <= MAX_ROUNDS, "--rounds is 1 to " + MAX_ROUNDS);
        require(prompt >= 16 && prompt <= MAX_TOKENS, "--prompt is 16 to " + MAX_TOKENS);
        require(tokens >= 1 && tokens <= MAX_TOKENS, "--tokens is 1 to " + MAX_TOKENS);
        Path root = Path.of(System.getProperty("sprue.bench.root", "")).toAbsolutePath();
        Path folder = Files.createTempDirectory("sprue-bench-");
        PrintWriter progress = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        try {
            EngineReport report = new EngineBench(root, folder, rounds, prompt, tokens, progress)
                    .run(
                            "./sprue bench engine --rounds " + rounds + " --prompt " + prompt + " --tokens " + tokens,
                            machine(),
                            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
            System.out.println(report.text());
            if (json.isPresent()) {
                Files.writeString(
                        json.get(),
                        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n");
            }
            return 0;
        } finally {
            delete(folder);
        }
    }

    private static String machine() throws IOException {
        Path cpu = Path.of("/proc/cpuinfo");
        List<String> lines = Files.isReadable(cpu) ? Files.readAllLines(cpu) : List.of();
        String model = lines.stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
        Path load = Path.of("/proc/loadavg");
        return model + ", " + Runtime.getRuntime().availableProcessors() + " processors, "
                + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", Java "
                + System.getProperty("java.runtime.version")
                + (Files.isReadable(load) ? ", load " + Files.readString(load).strip() : "");
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
