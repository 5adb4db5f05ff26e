package dev.sprue.gateway.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that names the configuration. */
final class ConfigOption {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration. Default: $SPRUE_CONFIG, else none.")
    private Optional<Path> config = Optional.empty();

    /** Reads the configuration that is named, or that the environment names, or the defaults. */
    ConfigSource read(CommandContext context) {
        return ConfigSource.read(context, config);
    }
}
