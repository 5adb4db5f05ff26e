package dev.sprue.gateway.cli;

import dev.sprue.gateway.config.ModelConfig;
import dev.sprue.gateway.config.ModelConfig.Capability;
import dev.sprue.gateway.config.ProviderConfig;
import dev.sprue.gateway.config.SprueConfig;
import dev.sprue.gateway.providers.probe.ModelList;
import dev.sprue.gateway.providers.probe.ProbeResult;
import dev.sprue.gateway.providers.probe.ProbeResult.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code sprue providers test}: asks each provider for its models, which shows whether it takes the credential, and makes the
 * smallest call of each operation of each model that the configuration declares, by the same code that serves calls.
 */
@Command(
        name = "test",
        description = "Check the credential and each declared model of providers by the smallest calls.",
        footer = {
            "",
            "Calls are made as the service makes them, and may cost the price of a few words each.",
            "Exit code 0: all that was tried works; 1: something does not."
        },
        sortOptions = false)
final class ProvidersTestCommand implements Callable<Integer> {

    private static final int MAX_SECONDS = 3_600;

    private final CommandContext context;

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "Only these providers. Default: all.")
    private List<String> names = List.of();

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(
            names = "--import",
            paramLabel = "NAME",
            description = "Call no model; print what that provider lists, as YAML to be put under its entry.")
    private Optional<String> imported = Optional.empty();

    @Option(names = "--pictures", description = "Also have pictures made, which costs more than words.")
    private boolean pictures;

    @Option(names = "--json", description = "Print JSON instead of a table.")
    private boolean json;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long one call may take. Default: ${DEFAULT-VALUE}.")
    private int timeoutSeconds;

    ProvidersTestCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        ConfigSource source = config.read(context);
        SprueConfig read = source.usable(context);
        if (timeoutSeconds < 1 || timeoutSeconds > MAX_SECONDS) {
            throw new CommandFailure("--timeout must be 1 to " + MAX_SECONDS + " seconds");
        }
        Path base = source.file().map(path -> path.toAbsolutePath().getParent()).orElse(Path.of(""));
        try (ProviderOpener.Trial trial = context.providers().open(read, base)) {
            return imported.isPresent() ? list(trial, provider(read, imported.get())) : test(trial, chosen(read));
        } finally {
            context.out().flush();
        }
    }

    private List<ProviderConfig> chosen(SprueConfig read) {
        if (read.providers().isEmpty()) {
            throw new CommandFailure("the configuration has no providers; name one with --config");
        }
        return names.isEmpty()
                ? read.providers()
                : names.stream().map(name -> provider(read, name)).toList();
    }

    private static ProviderConfig provider(SprueConfig read, String name) {
        return read.providers().stream()
                .filter(provider -> provider.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new CommandFailure("there is no provider '" + name + "'; the configuration has: "
                        + read.providers().stream().map(ProviderConfig::name).collect(Collectors.joining(", "))));
    }

    private int list(ProviderOpener.Trial trial, ProviderConfig provider) throws InterruptedException {
        ModelList list = trial.models(provider, patience());
        if (list.result().outcome() != Outcome.OK) {
            throw new CommandFailure(provider.name() + " gives no list of models: "
                    + list.result().detail());
        }
        context.out().print(ImportedModels.yaml(provider, list.models()));
        return 0;
    }

    private int test(ProviderOpener.Trial trial, List<ProviderConfig> providers) throws InterruptedException {
        ProviderReport report = json ? new ProviderReport.Json() : new ProviderReport.Table(context.out());
        List<ProbeResult> results = new ArrayList<>();
        for (ProviderConfig provider : providers) {
            ModelList list = trial.models(provider, patience());
            results.add(list.result());
            report.provider(provider, list.result());
            for (ModelConfig model : provider.models()) {
                for (Capability capability : model.capabilities()) {
                    ProbeResult result = capability == Capability.imageGeneration && !pictures
                            ? ProbeResult.skipped("makes pictures; --pictures has one made")
                            : known(trial.call(provider, model, capability, patience()), model, list);
                    results.add(result);
                    report.model(provider, model, capability, result);
                }
            }
        }
        context.out().print(report.end());
        return results.stream().anyMatch(result -> result.outcome() == Outcome.FAILED) ? 1 : 0;
    }

    /** Says of a model that does not work whether the provider knows it at all. */
    private static ProbeResult known(ProbeResult result, ModelConfig model, ModelList list) {
        String id = model.id().orElse(model.name());
        boolean listed = list.models().stream().anyMatch(one -> one.id().equals(id));
        return result.outcome() != Outcome.FAILED || list.models().isEmpty() || listed
                ? result
                : new ProbeResult(
                        result.outcome(), result.ms(), result.detail() + " Its list of models has no '" + id + "'.");
    }

    private Duration patience() {
        return Duration.ofSeconds(timeoutSeconds);
    }
}
