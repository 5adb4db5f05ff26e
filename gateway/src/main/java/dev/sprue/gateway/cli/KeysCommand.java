package dev.sprue.gateway.cli;

import dev.sprue.gateway.config.ServeOptions;
import dev.sprue.gateway.control.KeptKeys;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sprue keys}: shows the keys that callers need, one a line: resource, {@code key1} or {@code key2}, key. */
@Command(
        name = "keys",
        description =
                "Show the resources' keys: resource, key1 or key2, and the key. Those that are missing are made. Without"
                        + " the service's configuration: those in its database.")
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
        KeyLister.Listed listed = context.keys().keys(options);
        listed.keys().forEach((resource, keys) -> {
            print(resource, 1, keys);
            print(resource, 2, keys);
        });
        if (listed.declaredElsewhere()) {
            context.err()
                    .println(
                            "sprue: these are the keys in the database. What the service's configuration declares comes"
                                    + " before them; name it with --config");
        }
        context.out().flush();
        context.err().flush();
        return 0;
    }

    private void print(String resource, int slot, KeptKeys keys) {
        String name = "key" + slot;
        if (keys.slot(slot).isPresent()) {
            context.out()
                    .println(resource + " " + name + " " + keys.slot(slot).get().value());
        } else if (keys.isFree(slot)) {
            context.err().println(name + " of " + resource + " is not in the database");
        } else {
            context.err()
                    .println(name + " of " + resource
                            + " cannot be opened: its row in the database was changed. Restore the"
                            + " database, or make the key anew: sprue keys regenerate " + name + " --resource "
                            + resource);
        }
    }
}
