package dev.sprue.gateway.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sprue providers}: what there is to do with providers. */
@Command(name = "providers", description = "Try out providers.", synopsisSubcommandLabel = "COMMAND")
final class ProvidersCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do with providers");
    }
}
