package dev.sprue.gateway.cli;

import picocli.CommandLine.Command;

/** {@code sprue providers}: what there is to do with providers. */
@Command(name = "providers", description = "Try out providers.", synopsisSubcommandLabel = "COMMAND")
final class ProvidersCommand extends CommandGroup {}
