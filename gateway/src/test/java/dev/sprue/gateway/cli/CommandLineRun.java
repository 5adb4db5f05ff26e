package dev.sprue.gateway.cli;

import dev.sprue.gateway.KeyListing;
import dev.sprue.gateway.config.ServeOptions;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Runs commands in this process, with an environment and a home folder of their own, and keeps what they print. */
final class CommandLineRun {

    final Map<String, String> env = new HashMap<>();
    final StringWriter out = new StringWriter();
    final StringWriter err = new StringWriter();
    final AtomicReference<Optional<ServeOptions>> started = new AtomicReference<>(Optional.empty());
    private final Path home;

    CommandLineRun(Path home) {
        this.home = home;
    }

    /** Runs a command. */
    int run(String... arguments) {
        return SprueCommand.run(context(), arguments);
    }

    /** What commands know of the world: a service that would start fails instead, so that {@code serve} returns. */
    CommandContext context() {
        return new CommandContext(
                env,
                home,
                options -> {
                    started.set(Optional.of(options));
                    throw new java.io.IOException("port 8443 is taken");
                },
                (config, folder) -> {
                    throw new IllegalStateException("no provider is opened here");
                },
                options -> KeyListing.list(options, env),
                new PrintWriter(out),
                new PrintWriter(err));
    }

    /** What was printed since this was last asked. */
    String printed() {
        return taken(out);
    }

    /** What was complained of since this was last asked. */
    String complained() {
        return taken(err);
    }

    private static String taken(StringWriter writer) {
        String text = writer.toString();
        writer.getBuffer().setLength(0);
        return text;
    }
}
