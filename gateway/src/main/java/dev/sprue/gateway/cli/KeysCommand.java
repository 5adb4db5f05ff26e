package dev.sprue.gateway.cli;

import dev.sprue.gateway.config.ServeOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sprue keys}: shows the keys that callers need, one a line: resource, {@code key1} or {@code key2}, key. */
@Command(
        name = "keys",
        description = "Show the resources' keys: resource, key1 or key2, and the key. Those that are missing are made.")
final class KeysCommand implements Callable<Integer> {

    private final CommandContext context;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration. Default: $SPRUE_CONFIG, else none.")
    private Optional<Path> config = Optional.empty();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where keys are kept. Default: $SPRUE_DATA, else ~/.sprue.")
    private Optional<Path> data = Optional.empty();

    KeysCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        ConfigSource source = ConfigSource.read(context, config);
        ServeOptions options =
                new ServeOptions(source.usable(context), DataFolder.of(context, data), source.file(), source.result());
        context.keys().keys(options).forEach((resource, keys) -> {
            context.out().println(resource + " key1 " + keys.key1().value());
            context.out().println(resource + " key2 " + keys.key2().value());
        });
        context.out().flush();
        return 0;
    }
}
