package dev.sprue.gateway.cli;

import dev.sprue.gateway.config.Problem;
import dev.sprue.gateway.config.SprueConfig;
import dev.sprue.gateway.config.TlsFiles;
import dev.sprue.gateway.http.tls.OwnCertificate;
import dev.sprue.gateway.http.tls.TlsException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sprue check}: says what is wrong with a configuration, or what it comes to. */
@Command(name = "check", description = "Check a configuration without starting anything.")
final class CheckCommand implements Callable<Integer> {

    private final CommandContext context;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "The configuration. Default: $SPRUE_CONFIG, else none.")
    private Optional<Path> file = Optional.empty();

    CheckCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        ConfigSource source = ConfigSource.read(context, file);
        source.printProblems(context);
        SprueConfig config = source.result().config().orElseThrow(source::unusable);
        config.listen().tls().ifPresent(files -> checkCertificate(source, files));
        int warnings = source.result().warnings().size();
        context.out()
                .println(source.name() + " is fine"
                        + (warnings == 0 ? "" : ", with " + warnings + (warnings == 1 ? " warning" : " warnings")));
        context.out().print(Summary.of(config));
        context.out().flush();
        return 0;
    }

    private void checkCertificate(ConfigSource source, TlsFiles files) {
        Path base = source.file().map(path -> path.toAbsolutePath().getParent()).orElse(Path.of(""));
        try {
            new OwnCertificate(InstantSource.system()).check(base.resolve(files.cert()), base.resolve(files.key()));
        } catch (TlsException e) {
            Problem problem = new Problem(Problem.Severity.ERROR, 0, 0, "listen.tls", String.valueOf(e.getMessage()));
            context.err().println(problem.render(source.name()));
            context.err().flush();
            throw new CommandFailure(source.name() + " has 1 error");
        }
    }
}
