package dev.sprue.gateway.cli;

import dev.sprue.gateway.cli.management.EndpointFile;
import dev.sprue.gateway.cli.management.ManagementClient;
import dev.sprue.gateway.config.Form;
import dev.sprue.gateway.config.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of all commands that call a running service: which one, and by what right. */
final class ManagementOptions {

    /** How results are printed. */
    enum Output {
        /** For people. */
        table,
        /** For programs: what the service answered. */
        json
    }

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "The service. Default: $SPRUE_ENDPOINT, else the one that runs on the data folder.")
    private Optional<String> endpoint = Optional.empty();

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description = "The admin token. Default: $SPRUE_ADMIN_TOKEN, else admin.token in the data folder.")
    private Optional<String> token = Optional.empty();

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "PEM file of the CA that signed the service's certificate."
                    + " Default: tls/ca.pem in the data folder, where the service is on this machine.")
    private Optional<Path> ca = Optional.empty();

    @Mixin
    private DataOption data = new DataOption();

    @Option(names = "--resource", paramLabel = "NAME", description = "The resource. Default: the only one.")
    private Optional<String> resource = Optional.empty();

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "How to print: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Output output = Output.table;

    /** How results are printed. */
    Output output() {
        return output;
    }

    /** Finds the service, the token and whom to trust. */
    Management open(CommandContext context) {
        Path dataDir = data.folder(context);
        Optional<String> named = endpoint.or(() -> set(context.env(), "SPRUE_ENDPOINT"));
        String base = named.map(ManagementOptions::base).orElseGet(() -> local(dataDir));
        boolean here = named.isEmpty() || THIS_MACHINE.contains(URI.create(base).getHost());
        if (!here && base.startsWith("http:")) {
            throw new CommandFailure("the admin token is not sent to " + base
                    + ", where others on the way could read it: name an address that begins with https://, or a tunnel's end"
                    + " on this machine");
        }
        if (here && named.isPresent()) {
            announced(dataDir).ifPresent(service -> requireScheme(base, service));
        }
        Path ownCa = dataDir.resolve("tls/ca.pem");
        Optional<Path> trusted = ca.or(() -> here && Files.exists(ownCa) ? Optional.of(ownCa) : Optional.empty());
        Token right = token(context.env(), dataDir, here);
        return new Management(
                new ManagementClient(base, right.value(), trusted), base, right.source(), start(dataDir), resource);
    }

    /** An admin token and where it came from, for messages. */
    private record Token(Secret value, String source) {

        /** A token as it was given; what no header can carry ends the command, and is not shown. */
        static Token of(String given, String source) {
            String value = given.strip();
            if (!Form.CREDENTIAL.accepts(value)) {
                throw new CommandFailure(
                        "the admin token, " + source + ", cannot be used: it must be " + Form.CREDENTIAL.description());
            }
            return new Token(new Secret(value), source);
        }
    }

    private Token token(Map<String, String> env, Path dataDir, boolean here) {
        Path file = dataDir.resolve("admin.token");
        if (token.isPresent()) {
            return Token.of(token.get(), "the one given with --token");
        }
        Optional<String> variable = set(env, "SPRUE_ADMIN_TOKEN");
        if (variable.isPresent()) {
            return Token.of(variable.get(), "the one in SPRUE_ADMIN_TOKEN");
        }
        if (!here) {
            throw new CommandFailure("a service on another machine needs its admin token: give it with --token or"
                    + " SPRUE_ADMIN_TOKEN (the one in " + file + " is not sent to other machines)");
        }
        if (announced(dataDir).filter(EndpointFile::adminTokenDeclared).isPresent()) {
            throw new CommandFailure("the configuration of the service on " + dataDir
                    + " declares its admin token, so that " + file
                    + " does not count: set SPRUE_ADMIN_TOKEN to that token, or give it with --token");
        }
        try {
            return Token.of(Files.readString(file, StandardCharsets.ISO_8859_1), "the one in " + file);
        } catch (NoSuchFileException absent) {
            throw new CommandFailure("there is no admin token in " + file
                    + "; give it with --token or SPRUE_ADMIN_TOKEN, or name the service's data folder with --data");
        } catch (IOException unreadable) {
            throw new CommandFailure("the admin token in " + file + " cannot be read by this user ("
                    + unreadable.getClass().getSimpleName() + "); give it with --token or SPRUE_ADMIN_TOKEN");
        }
    }

    private static String local(Path dataDir) {
        return EndpointFile.read(dataDir)
                .map(EndpointFile::address)
                .orElseThrow(() -> new CommandFailure("no service runs on the data folder " + dataDir
                        + ". Start it with '" + start(dataDir) + "', or name one with --endpoint or SPRUE_ENDPOINT"));
    }

    /** What the service on the data folder says of itself; empty where that cannot be read, as the endpoint is named anyway. */
    private static Optional<EndpointFile> announced(Path dataDir) {
        try {
            return EndpointFile.read(dataDir);
        } catch (UncheckedIOException unreadable) {
            return Optional.empty();
        }
    }

    /** A port of this service speaks either TLS or does not; whoever speaks otherwise tells its token to nobody, or waits. */
    private static void requireScheme(String base, EndpointFile service) {
        Stream.concat(Stream.of(service.https()), service.http().stream())
                .map(URI::create)
                .filter(known -> port(known) == port(URI.create(base)))
                .filter(known -> !base.startsWith(known.getScheme() + ":"))
                .findFirst()
                .ifPresent(known -> {
                    throw new CommandFailure(
                            "port " + port(known) + " of the service on this machine is not the one for "
                                    + URI.create(base).getScheme() + "; use " + known);
                });
    }

    private static int port(URI uri) {
        int usual = "https".equals(uri.getScheme()) ? 443 : 80;
        return uri.getPort() < 0 ? usual : uri.getPort();
    }

    private static String start(Path dataDir) {
        return "sprue serve --data " + dataDir;
    }

    private static Optional<String> set(Map<String, String> env, String name) {
        return Optional.ofNullable(env.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** The service's URL, also from the one that is given to inference clients. */
    private static String base(String given) {
        String url = given.strip().replaceFirst("/+$", "").replaceFirst("(?<=[^/])/(models|openai(/v1)?)$", "");
        try {
            URI uri = new URI(url);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getRawQuery() == null && uri.getRawUserInfo() == null) {
                return url;
            }
        } catch (URISyntaxException wrong) {
            // said below
        }
        throw new CommandFailure("'" + given + "' is no endpoint; it looks like https://localhost:8443");
    }
}
