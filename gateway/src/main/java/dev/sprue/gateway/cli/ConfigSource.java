package dev.sprue.gateway.cli;

import dev.sprue.gateway.config.ConfigReader;
import dev.sprue.gateway.config.Problem;
import dev.sprue.gateway.config.ReadResult;
import dev.sprue.gateway.config.SprueConfig;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The configuration that a command works on: the file it names, the one that {@code SPRUE_CONFIG} names, or none.
 *
 * @param file the file; empty for the defaults
 * @param result what came of reading it
 */
record ConfigSource(Optional<Path> file, ReadResult result) {

    static ConfigSource read(CommandContext context, Optional<Path> given) {
        Optional<Path> file = given.or(() -> Optional.ofNullable(context.env().get("SPRUE_CONFIG"))
                .filter(name -> !name.isBlank())
                .map(Path::of));
        return new ConfigSource(
                file,
                file.map(path -> ConfigReader.read(path, context.env()))
                        .orElseGet(() -> ConfigReader.defaults(context.env())));
    }

    /** What messages call the configuration. */
    String name() {
        return file.map(Path::toString).orElse("default configuration");
    }

    /** Prints every problem, one a line. */
    void printProblems(CommandContext context) {
        for (Problem problem : result.problems()) {
            context.err().println(problem.render(name()));
        }
        context.err().flush();
    }

    /** The configuration; one that cannot be used ends the command, after its problems are printed. */
    SprueConfig usable(CommandContext context) {
        return result.config().orElseThrow(() -> {
            printProblems(context);
            return unusable();
        });
    }

    /** The failure that ends a command which needs a usable configuration. */
    CommandFailure unusable() {
        int errors = result.errors().size();
        return new CommandFailure(name() + " has " + errors + (errors == 1 ? " error" : " errors"));
    }
}
