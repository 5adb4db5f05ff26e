package dev.sprue.gateway;

import dev.sprue.gateway.cli.CommandContext;
import dev.sprue.gateway.cli.RunningService;
import dev.sprue.gateway.cli.SprueCommand;
import dev.sprue.gateway.config.ServeOptions;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import sun.misc.Signal;

/** The process: hands the command line to the commands, and their exit code to the system. */
public final class Main {

    private Main() {}

    /** Runs one command; {@code serve} runs until the process is told to stop. */
    public static void main(String[] args) {
        CommandContext context = new CommandContext(
                System.getenv(),
                Path.of(System.getProperty("user.home", "")),
                Main::start,
                ProviderTrials::open,
                options -> KeyListing.list(options, System.getenv()),
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        int code = SprueCommand.run(context, args);
        System.exit(code);
    }

    private static RunningService start(ServeOptions options) {
        Sprue sprue = Sprue.start(options, System.out);
        // Left alone, a hang-up would end the process.
        Signal.handle(new Signal("HUP"), hangUp -> sprue.reload());
        return new RunningService(sprue.httpsPort(), sprue.httpPort(), sprue);
    }
}
