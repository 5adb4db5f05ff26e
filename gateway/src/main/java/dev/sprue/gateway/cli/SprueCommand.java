package dev.sprue.gateway.cli;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
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
        String[] words = inOwnWords(args);
        CommandLine line = top.withCommands(context, words.length == 0 ? "" : words[0]);
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
        return line.execute(words);
    }

    /** The whole command line, for what describes it. */
    static CommandLine all(CommandContext context) {
        return new SprueCommand().withCommands(context, "");
    }

    /** The command that is called, with those below it, since making all of them takes time; all where that is none of them. */
    private CommandLine withCommands(CommandContext context, String called) {
        Map<String, Supplier<Object>> commands = Commands.of(context);
        CommandLine line = new CommandLine(this);
        Optional.ofNullable(commands.get(called))
                .ifPresentOrElse(
                        make -> line.addSubcommand(called, make.get()),
                        () -> commands.forEach((name, make) -> line.addSubcommand(name, make.get())));
        return line;
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
