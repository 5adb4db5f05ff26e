package dev.sprue.gateway.cli.completion;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** The script for fish from 3.1 on. */
public final class FishCompletion {

    private static final String HEAD = """
            # Completes sprue's command line in fish. Made by: sprue completion fish
            # Keep it in:  ~/.config/fish/completions/sprue.fish

            # the words of the command that the line has so far
            function __sprue_command
              set -l command
              set -l skip
              for word in (commandline -opc)[2..-1]
                if set -q skip[1]
                  set skip
                else if contains -- $word %VALUED%
                  set skip yes
                else if contains -- "$command $word" %COMMANDS%
                  set command (string trim "$command $word")
                end
              end
              echo "$command"
            end

            function __sprue_is
              test (__sprue_command) = "$argv"
            end

            # the names of the deployments of the service that the line names
            function __sprue_deployments
              set -l words (commandline -opc)
              set -l connection
              for i in (seq 2 (math (count $words) - 1))
                if contains -- $words[$i] %CONNECTION%
                  set connection $connection $words[$i] $words[(math $i + 1)]
                end
              end
              SPRUE_NO_BUILD=1 $words[1] deployments list --names $connection 2>/dev/null
            end

            complete -c sprue -f
            """;

    private FishCompletion() {}

    /** The script for a program. */
    public static String script(CommandSpec program) {
        List<Completable> commands = Completable.of(program);
        return HEAD.replace("%VALUED%", String.join(" ", Completable.withValue(commands)))
                        .replace(
                                "%COMMANDS%",
                                commands.stream()
                                        .flatMap(command -> command.children().stream()
                                                .map(child -> quoted(command.name() + " " + child.name())))
                                        .collect(Collectors.joining(" ")))
                        .replace(
                                "%CONNECTION%",
                                Completable.CONNECTION.stream().sorted().collect(Collectors.joining(" ")))
                + commands.stream().flatMap(FishCompletion::lines).collect(Collectors.joining());
    }

    private static Stream<String> lines(Completable command) {
        String start = "complete -c sprue -n " + quoted("__sprue_is " + command.name());
        Stream<String> children = command.children().stream()
                .map(child -> start + " -a " + child.name() + " -d " + quoted(child.description()) + "\n");
        Stream<String> options = command.options().stream()
                .map(option ->
                        start + names(option) + value(option.value()) + " -d " + quoted(option.description()) + "\n");
        String argument = value(command.argument());
        Stream<String> arguments = argument.isEmpty() || command.argument() instanceof Word.Free
                ? Stream.of()
                : Stream.of(start + argument.replace(" -x", "").replace(" -r", "") + "\n");
        return Stream.of(children, options, arguments).flatMap(lines -> lines);
    }

    private static String names(Completable.Option option) {
        return option.names().stream()
                .map(name -> name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1))
                .collect(Collectors.joining());
    }

    private static String value(Word word) {
        return switch (word) {
            case Word.None none -> "";
            case Word.Free free -> " -x";
            case Word.File file -> " -r -F";
            case Word.Deployment deployment -> " -x -a '(__sprue_deployments)'";
            case Word.Choice choice -> " -x -a " + quoted(String.join(" ", choice.words()));
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
