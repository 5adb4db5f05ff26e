package dev.sprue.gateway.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that names the data folder. */
final class DataOption {

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The service's data folder: keys, certificates, state. Default: $SPRUE_DATA, else ~/.sprue.")
    private Optional<Path> data = Optional.empty();

    /** The folder; the one that the environment names, or the one in the home folder, where none is named. */
    Path folder(CommandContext context) {
        return data.or(() -> Optional.ofNullable(context.env().get("SPRUE_DATA"))
                        .filter(name -> !name.isBlank())
                        .map(Path::of))
                .orElseGet(() -> context.home().resolve(".sprue"))
                .toAbsolutePath()
                .normalize();
    }
}
