package dev.sprue.gateway.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code sprue version}: what is running, for bug reports. */
@Command(name = "version", description = "Show the version.")
final class VersionCommand implements Callable<Integer> {

    private final CommandContext context;

    VersionCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        String version = Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
                .orElse("unpackaged");
        context.out().println("sprue " + version);
        context.out()
                .println("java " + System.getProperty("java.runtime.version") + ", " + System.getProperty("os.name")
                        + " " + System.getProperty("os.arch"));
        context.out().flush();
        return 0;
    }
}
