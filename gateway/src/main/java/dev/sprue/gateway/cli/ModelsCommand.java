package dev.sprue.gateway.cli;

import picocli.CommandLine.Command;

/** {@code sprue models}: what there is to do with models. */
@Command(name = "models", description = "Show what a running service can deploy.", synopsisSubcommandLabel = "COMMAND")
final class ModelsCommand extends CommandGroup {}
