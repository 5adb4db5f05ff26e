package dev.sprue.gateway.cli;

import dev.sprue.gateway.config.Listen;
import dev.sprue.gateway.config.ServeOptions;
import dev.sprue.gateway.config.SprueConfig;
import dev.sprue.gateway.store.sql.Databases;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sprue serve}: runs the service until it is told to stop. */
@Command(name = "serve", description = "Run the service until it is interrupted.", sortOptions = false)
final class ServeCommand implements Callable<Integer> {

    private final CommandContext context;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--https-port", paramLabel = "N", description = "Port for HTTPS, 0 for any free one.")
    private Optional<Integer> httpsPort = Optional.empty();

    @Option(
            names = "--http-port",
            paramLabel = "N",
            description = "Port for plain HTTP on loopback, 0 for any free one, -1 for none.")
    private Optional<Integer> httpPort = Optional.empty();

    @Option(names = "--host", paramLabel = "H", description = "Address to listen on for HTTPS.")
    private Optional<String> host = Optional.empty();

    @Option(
            names = "--exit-after-warm-up",
            hidden = true,
            description = "Make some calls, then stop: the launcher makes the ahead-of-time cache this way.")
    private boolean exitAfterWarmUp;

    ServeCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        Databases.prepare();
        ConfigSource source = config.read(context);
        SprueConfig read = source.usable(context);
        ServeOptions options = new ServeOptions(
                read.withListen(overridden(read.listen())), data.folder(context), source.file(), source.result());
        RunningService service = context.starter().start(options);
        if (exitAfterWarmUp) {
            warmUp(options, service);
        } else {
            waitForEnd(service.stop());
        }
        return 0;
    }

    private void warmUp(ServeOptions options, RunningService service) throws Exception {
        String key = options.config()
                .resources()
                .getFirst()
                .keys()
                .key1()
                .orElseThrow(() -> new CommandFailure("a warm-up needs a key: set SPRUE_KEY1"))
                .value();
        try {
            new WarmUp(options.dataDir().resolve("tls/ca.pem"), key).run(service);
            callByCommand(options);
        } finally {
            service.stop().close();
        }
    }

    /** Commands that call a service shall start fast, too. */
    private void callByCommand(ServeOptions options) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        CommandContext silent = new CommandContext(
                Map.of(), context.home(), context.starter(), context.providers(), context.keys(), nowhere, nowhere);
        SprueCommand.run(
                silent, "deployments", "list", "--data", options.dataDir().toString());
    }

    private Listen overridden(Listen listen) {
        try {
            return listen.with(host, httpsPort, httpPort);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** Returns only when the JVM is told to stop, and not before the service has stopped. */
    private void waitForEnd(AutoCloseable service) throws InterruptedException {
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            try {
                                service.close();
                            } catch (Exception e) {
                                context.err().println("sprue: could not stop in order: " + e.getMessage());
                                context.err().flush();
                            } finally {
                                stopped.countDown();
                            }
                        },
                        "sprue-stop"));
        stopped.await();
    }
}
