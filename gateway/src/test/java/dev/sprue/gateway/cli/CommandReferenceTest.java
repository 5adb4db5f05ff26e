package dev.sprue.gateway.cli;

import dev.sprue.gateway.testing.GeneratedPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Holds {@code docs/cli.md} to the commands: its reference is made from them. */
class CommandReferenceTest {

    private static final GeneratedPage PAGE = new GeneratedPage(
            "cli.md",
            "<!-- commands: made by CommandReferenceTest, do not edit by hand -->\n",
            "<!-- end of commands -->\n");

    private static final Set<String> EVERYWHERE = Set.of("--help", "--debug");

    /** Has the options that every command has which calls a service. */
    @Command
    private static final class Calling {
        @Mixin
        private final ManagementOptions options = new ManagementOptions();
    }

    @Test
    void thePageIsWhatTheCommandsSayOfThemselves() throws IOException {
        List<OptionSpec> calling = CommandSpec.forAnnotatedObject(new Calling()).options();
        StringBuilder out = new StringBuilder("\nEvery command that calls a service takes these:\n");
        table(out, calling.stream().map(CommandReferenceTest::row).toList());
        Set<String> shared = calling.stream().map(OptionSpec::longestName).collect(Collectors.toSet());
        add(out, SprueCommand.all(new CommandLineRun(Path.of("")).context()).getCommandSpec(), "sprue", shared);
        PAGE.holds(out.append('\n').toString());
    }

    private static void add(StringBuilder out, CommandSpec spec, String name, Set<String> shared) {
        if (spec.userObject() instanceof Callable<?>) {
            boolean calls = spec.userObject() instanceof ManagementCommand;
            out.append("\n### ").append(name).append("\n\n");
            out.append("`").append(name).append(arguments(spec)).append("`\n\n");
            out.append(String.join(" ", spec.usageMessage().description())).append('\n');
            table(
                    out,
                    Stream.concat(
                                    spec.positionalParameters().stream().map(CommandReferenceTest::row),
                                    spec.options().stream()
                                            .filter(option -> !option.hidden())
                                            .filter(option -> !EVERYWHERE.contains(option.longestName()))
                                            .filter(option -> !calls || !shared.contains(option.longestName()))
                                            .map(CommandReferenceTest::row))
                            .toList());
        }
        spec.subcommands().values().stream()
                .filter(child -> !child.getCommandSpec().usageMessage().hidden())
                .forEach(child -> add(out, child.getCommandSpec(), name + " " + child.getCommandName(), shared));
    }

    /** What must or may follow a command's name. */
    private static String arguments(CommandSpec spec) {
        Stream<String> required =
                spec.options().stream().filter(OptionSpec::required).map(CommandReferenceTest::written);
        return Stream.concat(spec.positionalParameters().stream().map(CommandReferenceTest::written), required)
                .map(argument -> " " + argument)
                .collect(Collectors.joining());
    }

    private static String written(PositionalParamSpec argument) {
        boolean optional = argument.arity().min() == 0;
        String many = argument.arity().max() > 1 ? "..." : "";
        return optional ? "[" + argument.paramLabel() + many + "]" : argument.paramLabel() + many;
    }

    private static String written(OptionSpec option) {
        return option.longestName() + (option.arity().max() == 0 ? "" : " " + option.paramLabel());
    }

    private static String row(PositionalParamSpec argument) {
        return "| `" + written(argument) + "` | "
                + described(argument.description(), argument.completionCandidates(), "");
    }

    private static String row(OptionSpec option) {
        return "| `" + written(option) + "` | "
                + described(option.description(), option.completionCandidates(), String.valueOf(option.defaultValue()));
    }

    private static String described(String[] description, Iterable<String> candidates, String defaultValue) {
        String words = candidates == null ? "" : String.join(", ", candidates);
        return String.join(" ", description)
                        .replace("${COMPLETION-CANDIDATES}", words)
                        .replace("${DEFAULT-VALUE}", defaultValue)
                        .replace("|", "\\|")
                + " |\n";
    }

    private static void table(StringBuilder out, List<String> rows) {
        if (!rows.isEmpty()) {
            out.append("\n| | |\n|---|---|\n");
            rows.forEach(out::append);
        }
    }
}
