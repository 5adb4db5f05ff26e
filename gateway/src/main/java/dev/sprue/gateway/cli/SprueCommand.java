package dev.sprue.gateway.cli;

import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code sprue}: gathers the commands, and turns what goes wrong in them into a message and an exit code. */
@Command(
        name = "sprue",
        description = "A self-hosted inference service: one endpoint and one set of credentials for every model.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "sprue COMMAND --help shows how a command is called.",
            "./sprue test [--full] builds and runs the tests",
            "",
            "Exit codes: 0 done, 1 failed, 2 called wrongly."
        })
public final class SprueCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            scope = ScopeType.INHERIT,
            usageHelp = true,
            description = "Show how a command is called.")
    private boolean help;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Show where in the program a failure came from.")
    private boolean debug;

    private SprueCommand() {}

    /**
     * Runs a command line.
     *
     * @return the exit code: 0 done, 1 failed, 2 called wrongly
     */
    public static int run(CommandContext context, String... args) {
        SprueCommand top = new SprueCommand();
        CommandLine line = top.withCommands(context);
        line.setOut(context.out());
        line.setErr(context.err());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((failure, command, result) -> {
            context.err().println("sprue: " + explain(failure));
            if (top.debug) {
                failure.printStackTrace(context.err());
            } else if (!(failure instanceof CommandFailure)) {
                context.err().println("(add --debug to see where this came from)");
            }
            context.err().flush();
            return CommandLine.ExitCode.SOFTWARE;
        });
        return line.execute(inOwnWords(args));
    }

    /** The whole command line, for what describes it. */
    static CommandLine all(CommandContext context) {
        return new SprueCommand().withCommands(context);
    }

    private CommandLine withCommands(CommandContext context) {
        return new CommandLine(this)
                .addSubcommand(new ServeCommand(context))
                .addSubcommand(new CheckCommand(context))
                .addSubcommand(new VersionCommand(context))
                .addSubcommand(new CommandLine(new DeploymentsCommand())
                        .addSubcommand(new DeploymentsCreateCommand(context))
                        .addSubcommand(new DeploymentsListCommand(context))
                        .addSubcommand(new DeploymentsShowCommand(context))
                        .addSubcommand(new DeploymentsUpdateCommand(context))
                        .addSubcommand(new DeploymentsDeleteCommand(context)))
                .addSubcommand(new CommandLine(new ModelsCommand()).addSubcommand(new ModelsListCommand(context)))
                .addSubcommand(new CommandLine(new KeysCommand(context))
                        .addSubcommand(new KeysListCommand(context))
                        .addSubcommand(new KeysRegenerateCommand(context)))
                .addSubcommand(new CommandLine(new ProvidersCommand()).addSubcommand(new ProvidersTestCommand(context)))
                .addSubcommand(new CompletionCommand(context))
                .addSubcommand(new WarmEngineCommand());
    }

    /** Turns what people try first into what there is. */
    private static String[] inOwnWords(String[] args) {
        String first = args.length == 0 ? "" : args[0];
        return switch (first) {
            case "--version" -> new String[] {"version"};
            case "help" ->
                Stream.concat(Stream.of(args).skip(1), Stream.of("--help")).toArray(String[]::new);
            default -> args;
        };
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do");
    }

    private static String explain(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.toString() : message;
    }
}
