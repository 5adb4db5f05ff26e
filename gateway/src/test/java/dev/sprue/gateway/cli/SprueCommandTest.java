package dev.sprue.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.config.ServeOptions;
import dev.sprue.gateway.control.keys.KeptResources;
import dev.sprue.gateway.store.sql.Database;
import dev.sprue.gateway.store.sql.Databases;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SprueCommandTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private CommandLineRun commands = new CommandLineRun(Path.of("home"));

    @BeforeEach
    void start() {
        commands = new CommandLineRun(folder.resolve("home"));
    }

    @Test
    void servesTheDefaultsFromTheHomeFolder() {
        assertThat(serve()).isEqualTo(1);
        ServeOptions options = options();
        assertThat(options.dataDir()).isEqualTo(folder.resolve("home/.sprue"));
        assertThat(options.configFile()).isEmpty();
        assertThat(options.config().resources().getFirst().name()).isEqualTo("local");
        assertThat(options.config().listen().httpsPort()).isEqualTo(8443);
    }

    @Test
    void takesWhatTheCommandLineSaysOverTheFile() throws Exception {
        Path file = write("listen: {host: 10.0.0.1, httpsPort: 1, httpPort: 2, domain: example.com}\nredis: {}");
        serve(
                "--config",
                file.toString(),
                "--data",
                folder.resolve("d").toString(),
                "--host=0.0.0.0",
                "--https-port",
                "0",
                "--http-port=-1");
        ServeOptions options = options();
        assertThat(options.config().listen().host()).isEqualTo("0.0.0.0");
        assertThat(options.config().listen().httpsPort()).isZero();
        assertThat(options.config().listen().httpPort()).isEqualTo(-1);
        assertThat(options.config().listen().domain()).isEqualTo("example.com");
        assertThat(options.dataDir()).isEqualTo(folder.resolve("d"));
        assertThat(options.configFile()).contains(file);
        assertThat(options.baseDir()).isEqualTo(folder);
        assertThat(options.read().warnings()).hasSize(1);
    }

    @Test
    void findsConfigurationAndDataThroughTheEnvironment() throws Exception {
        commands.env.put("SPRUE_CONFIG", write("log: {level: warn}").toString());
        commands.env.put("SPRUE_DATA", folder.resolve("elsewhere").toString());
        serve();
        assertThat(options().config().log().level().name()).isEqualTo("warn");
        assertThat(options().dataDir()).isEqualTo(folder.resolve("elsewhere"));
    }

    @Test
    void doesNotStartOnAConfigurationWithErrors() throws Exception {
        Path file = write("lisen: {}");
        assertThat(serve("--config", file.toString())).isEqualTo(1);
        assertThat(commands.started.get()).isEmpty();
        assertThat(commands.err.toString())
                .contains(file + ":1:1: error: unknown key 'lisen'", "sprue: " + file + " has 1 error")
                .doesNotContain("\tat ", "--debug");
    }

    @Test
    void saysWhyItCannotStartAndWhereOnlyWhenAsked() {
        assertThat(serve()).isEqualTo(1);
        assertThat(commands.err.toString())
                .contains("sprue: port 8443 is taken", "--debug")
                .doesNotContain("\tat ");
        assertThat(serve("--debug")).isEqualTo(1);
        assertThat(commands.err.toString()).contains("\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "serve --https-port x",
                "serve --https-port 65536",
                "serve --http-port -2",
                "serve --https-port 8080",
                "serve --host a/b",
                "serve --portt 1",
                "serve extra",
                "check a b",
                "deployments",
                "deployments lst",
                "deployments create x",
                "deployments show",
                "deployments list --output yaml",
                "models",
                "completion tcsh",
                "chek"
            })
    void calledWronglyIsExitCodeTwoWithHelp(String arguments) {
        assertThat(run(arguments.isEmpty() ? new String[0] : arguments.split(" ")))
                .isEqualTo(2);
        assertThat(commands.started.get()).isEmpty();
        assertThat(commands.out.toString()).isEmpty();
        assertThat(commands.err.toString()).isNotEmpty().doesNotContain("\tat ");
    }

    @Test
    void suggestsTheCommandThatWasMeant() {
        run("chek");
        assertThat(commands.err.toString()).contains("check");
    }

    @Test
    void checksAConfiguration() throws Exception {
        Path good = write("""
                redis: {url: x}
                resources:
                  - name: contoso
                    deployments:
                      - {name: tiny, default: true, model: {format: Sprue, name: sprue-chat}}
                  - name: bare
                providers:
                  - name: up
                    type: openai
                    endpoint: http://localhost:1/v1
                    models: [{format: Acme, name: big, capabilities: [chatCompletion]}]
                """);
        assertThat(run("check", good.toString())).isZero();
        assertThat(commands.err.toString())
                .isEqualTo(good + ":1:1: warning: redis is accepted but this version does not act on"
                        + " it: there are no shared limits" + System.lineSeparator());
        assertThat(commands.out.toString())
                .contains(
                        good + " is fine, with 1 warning",
                        "contoso (local)",
                        "tiny = Sprue / sprue-chat, answers calls that name no model",
                        "no deployments",
                        "up (openai): Acme / big 1",
                        "Sprue / sprue-chat 1, Sprue / sprue-embed 1, Sprue / sprue-image-embed 1");
    }

    @Test
    void checkReportsEveryErrorAndFails() throws Exception {
        Path bad = write("lisen: {}\nlog: {level: no}");
        assertThat(run("check", bad.toString())).isEqualTo(1);
        assertThat(commands.err.toString().lines())
                .hasSize(3)
                .first()
                .asString()
                .startsWith(bad + ":1:1: error: unknown key 'lisen'");
        assertThat(commands.out.toString()).isEmpty();
        assertThat(run("check", folder.resolve("absent").toString())).isEqualTo(1);
        assertThat(commands.err.toString()).contains("absent: error: there is no such file");
    }

    @Test
    void checkLooksAtTheCertificateThatTheFileNames() throws Exception {
        Path file = write("listen: {tls: {cert: nowhere.pem, key: nowhere.key}}");
        assertThat(run("check", file.toString())).isEqualTo(1);
        assertThat(commands.err.toString()).contains("error: listen.tls.cert names " + folder.resolve("nowhere.pem"));
    }

    @Test
    void checksTheDefaultsWhenNoFileIsNamed() {
        assertThat(run("check")).isZero();
        assertThat(commands.out.toString()).contains("default configuration is fine", "sprue-embed");
    }

    @Test
    void showsTheSameKeysEachTimeAndThoseThatAreDeclared() throws Exception {
        assertThat(run("keys", "--data", folder.resolve("d").toString())).isZero();
        String first = commands.out.toString();
        assertThat(first).matches("local key1 [0-9a-f]{64}\\R" + "local key2 [0-9a-f]{64}\\R");
        commands.out.getBuffer().setLength(0);
        assertThat(run("keys", "--data", folder.resolve("d").toString())).isZero();
        assertThat(commands.out.toString()).isEqualTo(first);

        commands.out.getBuffer().setLength(0);
        Path file = write("resources: [{name: contoso, keys: {key1: aaaaaaaaaaaaaaaa, key2: bbbbbbbbbbbbbbbb}}]");
        assertThat(run("keys", "--data", folder.resolve("e").toString(), "--config", file.toString()))
                .isZero();
        assertThat(commands.out.toString().lines())
                .containsExactly("contoso key1 aaaaaaaaaaaaaaaa", "contoso key2 bbbbbbbbbbbbbbbb");
    }

    @Test
    void withoutTheConfigurationShowsWhatItsServiceHasAndMakesNothing() throws Exception {
        String data = folder.resolve("d").toString();
        Path file = write("resources: [{name: Contoso, keys: {key1: aaaaaaaaaaaaaaaa}}, {name: fabrikam}]");
        assertThat(run("keys", "--data", data, "--config", file.toString())).isZero();
        List<String> all = commands.printed().lines().toList();
        assertThat(run("keys", "--data", data)).isZero();
        assertThat(commands.printed().lines()).containsExactlyElementsOf(all.subList(1, 4));
        assertThat(commands.complained())
                .contains("key1 of Contoso is not in the database", "configuration declares", "--config");
        assertThat(run("keys", "--data", data, "--config", file.toString())).isZero();
        assertThat(commands.printed().lines()).containsExactlyElementsOf(all);
        try (Database database = Databases.open(Optional.empty(), Path.of(data))) {
            assertThat(KeptResources.names(database).values()).containsExactlyInAnyOrder("Contoso", "fabrikam");
        }
        for (String lost : new String[] {"master.key", "sprue.db"}) {
            Path moved = folder.resolve("moved");
            Files.move(Path.of(data, lost), moved);
            assertThat(run("keys", "--data", data)).isEqualTo(1);
            assertThat(commands.complained()).contains("is not there but elsewhere", "--config");
            assertThat(Path.of(data, lost)).doesNotExist();
            Files.move(moved, Path.of(data, lost));
        }
    }

    @Test
    void saysWhichKeyCannotBeOpenedAndShowsTheOther() {
        Path data = folder.resolve("d");
        assertThat(run("keys", "--data", data.toString())).isZero();
        commands.out.getBuffer().setLength(0);
        try (Database database = Databases.open(Optional.empty(), data)) {
            database.write(handle -> handle.execute("UPDATE resource_keys SET sealed = x'00' WHERE slot = 2"));
        }
        assertThat(run("keys", "--data", data.toString())).isZero();
        assertThat(commands.out.toString()).matches("local key1 [0-9a-f]{64}\\R");
        assertThat(commands.err.toString()).contains("key2 of local", "sprue keys regenerate key2 --resource local");
    }

    @Test
    void showsVersionAndHelp() {
        assertThat(run("version")).isZero();
        assertThat(commands.out.toString()).contains("sprue ", "java ");
        assertThat(run("help")).isZero();
        assertThat(run("--help")).isZero();
        assertThat(run("--version")).isZero();
        assertThat(run("serve", "--help")).isZero();
        assertThat(run("help", "check")).isZero();
        assertThat(run("help", "deployments", "create")).isZero();
        assertThat(commands.out.toString())
                .contains("serve", "check", "keys", "version", "--https-port", "SPRUE_CONFIG", "--rai-policy");
    }

    private ServeOptions options() {
        return commands.started.get().orElseThrow();
    }

    private Path write(String text) throws Exception {
        return Files.writeString(folder.resolve("sprue.yaml"), text);
    }

    private int serve(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "serve";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return run(all);
    }

    private int run(String... arguments) {
        return commands.run(arguments);
    }
}
