package dev.sprue.gateway.cli;

import java.nio.file.Path;
import java.util.Optional;

/** Finds the data folder: the one named, the one that {@code SPRUE_DATA} names, or {@code .sprue} in the home folder. */
final class DataFolder {

    private DataFolder() {}

    static Path of(CommandContext context, Optional<Path> given) {
        return given.or(() -> Optional.ofNullable(context.env().get("SPRUE_DATA"))
                        .filter(name -> !name.isBlank())
                        .map(Path::of))
                .orElseGet(() -> context.home().resolve(".sprue"))
                .toAbsolutePath()
                .normalize();
    }
}
