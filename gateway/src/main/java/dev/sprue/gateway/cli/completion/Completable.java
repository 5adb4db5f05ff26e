package dev.sprue.gateway.cli.completion;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A command as far as completing it goes.
 *
 * @param path the words that name it, {@code deployments list}; empty for the program itself
 * @param children the commands below it
 * @param options its options
 * @param argument what its first argument is
 */
record Completable(List<String> path, List<Child> children, List<Option> options, Word argument) {

    /** Options by which the service is found, which are passed on when it is asked for names. */
    static final Set<String> CONNECTION = Set.of("--endpoint", "--token", "--ca", "--data", "--resource");

    /**
     * A command below another.
     *
     * @param description in a few words
     */
    record Child(String name, String description) {}

    /**
     * An option.
     *
     * @param names as they are written, {@code -h} and {@code --help}
     * @param description in a few words
     * @param value what follows it
     */
    record Option(List<String> names, String description, Word value) {}

    /** A program's commands, each before those below it. */
    static List<Completable> of(CommandSpec program) {
        List<Completable> all = new ArrayList<>();
        add(all, program, List.of());
        return all;
    }

    /** The names of all options that a value follows. */
    static Set<String> withValue(List<Completable> commands) {
        Set<String> names = new TreeSet<>();
        commands.stream()
                .flatMap(command -> command.options().stream())
                .filter(option -> !(option.value() instanceof Word.None))
                .forEach(option -> names.addAll(option.names()));
        return names;
    }

    /** The words that name it, in one text. */
    String name() {
        return String.join(" ", path);
    }

    private static void add(List<Completable> all, CommandSpec spec, List<String> path) {
        Collection<CommandLine> below = spec.subcommands().values().stream()
                .filter(child -> !child.getCommandSpec().usageMessage().hidden())
                .toList();
        all.add(new Completable(
                path,
                below.stream()
                        .map(child -> new Child(
                                child.getCommandName(),
                                brief(child.getCommandSpec().usageMessage().description())))
                        .toList(),
                spec.options().stream()
                        .filter(option -> !option.hidden())
                        .map(Completable::option)
                        .toList(),
                spec.positionalParameters().isEmpty()
                        ? new Word.None()
                        : word(spec.positionalParameters().getFirst())));
        for (CommandLine child : below) {
            add(
                    all,
                    child.getCommandSpec(),
                    Stream.concat(path.stream(), Stream.of(child.getCommandName()))
                            .toList());
        }
    }

    private static Option option(OptionSpec option) {
        Word value = option.arity().max() == 0 ? new Word.None() : word(option);
        return new Option(List.of(option.names()), brief(option.description()), value);
    }

    private static Word word(ArgSpec argument) {
        Iterable<String> candidates = argument.completionCandidates();
        if (candidates instanceof DeploymentNames) {
            return new Word.Deployment();
        }
        if (candidates != null) {
            return new Word.Choice(
                    StreamSupport.stream(candidates.spliterator(), false).toList());
        }
        return Stream.of(argument.auxiliaryTypes()).anyMatch(Path.class::equals) ? new Word.File() : new Word.Free();
    }

    /** The first sentence, up to where it says what is filled in only when help is printed. */
    private static String brief(String[] description) {
        return String.join(" ", description).replaceFirst("(?s)(:? *[$][{]|[.] |[.]$).*", "");
    }
}
