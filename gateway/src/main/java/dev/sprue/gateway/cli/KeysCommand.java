package dev.sprue.gateway.cli;

import dev.sprue.gateway.config.Secret;
import dev.sprue.gateway.config.ServeOptions;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sprue keys}: shows the keys that callers need, one a line: resource, {@code key1} or {@code key2}, key. */
@Command(
        name = "keys",
        description = "Show the resources' keys: resource, key1 or key2, and the key. Those that are missing are made.")
final class KeysCommand implements Callable<Integer> {

    private final CommandContext context;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private DataOption data = new DataOption();

    KeysCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        ConfigSource source = config.read(context);
        ServeOptions options =
                new ServeOptions(source.usable(context), data.folder(context), source.file(), source.result());
        context.keys().keys(options).forEach((resource, keys) -> {
            print(resource, "key1", keys.key1());
            print(resource, "key2", keys.key2());
        });
        context.out().flush();
        context.err().flush();
        return 0;
    }

    private void print(String resource, String name, Optional<Secret> key) {
        key.ifPresentOrElse(
                value -> context.out().println(resource + " " + name + " " + value.value()), () -> context.err()
                        .println(name + " of " + resource
                                + " cannot be opened: its row in the database was changed. Restore the"
                                + " database, or make the key anew: sprue keys regenerate " + name + " --resource "
                                + resource));
    }
}
