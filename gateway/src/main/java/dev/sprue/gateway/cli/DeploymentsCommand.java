package dev.sprue.gateway.cli;

import picocli.CommandLine.Command;

/** {@code sprue deployments}: what there is to do with deployments. */
@Command(
        name = "deployments",
        description = "Make, show, change and delete deployments of a running service.",
        synopsisSubcommandLabel = "COMMAND")
final class DeploymentsCommand extends CommandGroup {}
