package dev.sprue.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.bench.report.Report;
import dev.sprue.bench.report.ReportText;
import dev.sprue.bench.run.GatewayBench;
import dev.sprue.bench.run.Options;
import dev.sprue.bench.run.Scenario;
import dev.sprue.bench.run.Target;
import dev.sprue.bench.upstream.Provider;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./sprue bench gateway}. */
@Command(
        name = "gateway",
        description = {
            "Measure Sprue beside nginx and HAProxy, as far as they are installed, in interleaved rounds.",
            "Needs Linux and taskset. Everything runs on 127.0.0.1 and ends with this command."
        },
        sortOptions = false)
final class GatewayCommand implements Callable<Integer> {

    private static final String SCENARIOS = "whole,burst,burst-nulls,paced,rate,start";
    private static final String TARGETS = "direct,nginx,haproxy,sprue,sprue-deployments,sprue-v1";
    private static final int MAX_ROUNDS = 50;
    private static final int MAX_SECONDS = 60;
    private static final int MAX_PATIENCE = 7_200;

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
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How long each measurement counts, 1 to 60; default ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--scenarios",
            paramLabel = "LIST",
            defaultValue = SCENARIOS,
            description = "Which of ${DEFAULT-VALUE}.")
    private String scenarios = SCENARIOS;

    @Option(
            names = "--targets",
            paramLabel = "LIST",
            description = {
                "Which of " + TARGETS + ", all of them if nothing is said; direct is the upstream itself,",
                "the last three are Sprue by /models, /openai/deployments and /openai/v1."
            })
    private Optional<String> targets = Optional.empty();

    @Option(
            names = "--translate",
            paramLabel = "LIST",
            defaultValue = "",
            description = {
                "Which of anthropic,gemini,bedrock: Sprue before servers of these dialects, beside itself before one",
                "that speaks its callers' own; unless --targets says otherwise, beside nothing else."
            })
    private String translate = "";

    @Option(names = "--json", paramLabel = "FILE", description = "Write the report there as JSON, too.")
    private Optional<Path> json = Optional.empty();

    @Option(
            names = "--java-opts",
            paramLabel = "OPTIONS",
            defaultValue = "-Xmx256m",
            description = "Options of Sprue's JVM; default ${DEFAULT-VALUE}.")
    private String javaOptions = "";

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = {
                "On a machine that is not quiet: how long to wait for others and to repeat what they disturbed,"
                        + " altogether; 0 to 7200, default ${DEFAULT-VALUE}."
            })
    private int patience;

    @Option(names = "--keep", description = "Keep configurations and logs, and say where they are.")
    private boolean keep;

    @Override
    public Integer call() throws IOException {
        require(rounds >= 1 && rounds <= MAX_ROUNDS, "--rounds is 1 to " + MAX_ROUNDS);
        require(seconds >= 1 && seconds <= MAX_SECONDS, "--seconds is 1 to " + MAX_SECONDS);
        require(patience >= 0 && patience <= MAX_PATIENCE, "--patience is 0 to " + MAX_PATIENCE);
        require(Files.isDirectory(Path.of("/proc/self")), "this needs Linux");
        Path root = Path.of(System.getProperty("sprue.bench.root", "")).toAbsolutePath();
        Options options = new Options(root, rounds, seconds, chosen(), chosenTargets(), javaOptions, patience, keep);
        Path folder = Files.createTempDirectory("sprue-bench-");
        PrintWriter progress = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        if (keep) {
            progress.println("configurations and logs are in " + folder);
        }
        Report report = new GatewayBench(options, folder, progress).run(commandLine());
        System.out.println(ReportText.of(report));
        if (json.isPresent()) {
            Files.writeString(
                    json.get(),
                    new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report) + "\n");
        }
        return report.failures().isEmpty() ? 0 : 1;
    }

    private List<Scenario> chosen() {
        try {
            return Arrays.stream(scenarios.split(",", -1)).map(Scenario::of).toList();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private List<String> chosenTargets() {
        List<String> translated = translate.isEmpty()
                ? List.of()
                : Arrays.stream(translate.split(",", -1)).map(this::translated).toList();
        String usual = translated.isEmpty() ? TARGETS : Target.SPRUE;
        List<String> chosen = new ArrayList<>(List.of(targets.orElse(usual).split(",", -1)));
        require(Target.ALL.containsAll(chosen), "--targets are of " + String.join(", ", Target.ALL));
        require(
                translated.isEmpty() || chosen.contains(Target.SPRUE),
                "--translate compares with the target " + Target.SPRUE);
        chosen.addAll(translated);
        return chosen;
    }

    private String translated(String name) {
        require(
                List.of("anthropic", "gemini", "bedrock").contains(name),
                "--translate is of anthropic, gemini, bedrock, not '" + name + "'");
        return Target.translated(Provider.named(name));
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    private String commandLine() {
        return "./sprue bench gateway --rounds " + rounds + " --seconds " + seconds + " --scenarios " + scenarios
                + " --targets " + String.join(",", chosenTargets()) + " --patience " + patience + " --java-opts '"
                + javaOptions + "'";
    }
}
