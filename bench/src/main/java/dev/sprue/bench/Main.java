package dev.sprue.bench;

import dev.sprue.bench.engine.EngineCommand;
import dev.sprue.bench.routing.RoutingCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code ./sprue bench}: hands the command line to its commands. */
@Command(
        name = "sprue bench",
        description = "Measure Sprue on this machine.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            GatewayCommand.class,
            EngineCommand.class,
            RoutingCommand.class,
            UpstreamCommand.class,
            LoadCommand.class
        })
public final class Main implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            scope = ScopeType.INHERIT,
            usageHelp = true,
            description = "Show how a command is called.")
    private boolean help;

    private Main() {}

    /** Runs one command; exits with 0 when all was right, 1 when something failed, 2 when it was called wrongly. */
    public static void main(String[] args) {
        CommandLine line = new CommandLine(new Main()).setExecutionExceptionHandler((failure, command, result) -> {
            command.getErr().println("sprue bench: " + failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
        System.exit(line.execute(args));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to measure");
    }
}
