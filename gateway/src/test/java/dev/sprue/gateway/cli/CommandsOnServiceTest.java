package dev.sprue.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.testing.SprueServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The commands before the real service, found by its data folder. */
class CommandsOnServiceTest {

    private static final String KEY = "0123456789abcdef";

    @RegisterExtension
    static final SprueServer SERVER = new SprueServer("""
            listen: {httpsPort: 0, httpPort: 0}
            resources:
              - name: contoso
                keys: {key1: 0123456789abcdef}
                deployments:
                  - {name: fixed, model: {format: Acme, name: big}}
              - name: fabrikam
                keys: {key1: fedcba9876543210}
            providers:
              - name: up
                type: openai
                endpoint: http://127.0.0.1:%UPSTREAM%/v1
                models: [{format: Acme, name: big, version: '7', capabilities: [chatCompletion]}]
            """);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path home;

    private CommandLineRun commands = new CommandLineRun(Path.of(""));

    @BeforeEach
    void start() {
        commands = new CommandLineRun(home);
        commands.env.put("SPRUE_DATA", data().toString());
    }

    @Test
    void whatACommandMakesAnswersAtOnceAndWhatItDeletesDoesNot() throws Exception {
        succeeds("deployments create new --model BIG --capacity 5 --tag a=b --resource contoso");
        assertThat(commands.printed()).contains("Acme / big 7", "capacity 5", "a=b");
        assertThat(chat("NEW")).isEqualTo(200);
        succeeds("deployments update new --capacity 6 --tag c=d --resource contoso");
        assertThat(commands.printed()).contains("capacity 6", "a=b", "c=d", "6 request in 10 s");
        succeeds("deployments list --names --resource contoso");
        assertThat(commands.printed().lines()).containsExactly("fixed", "new");
        succeeds("deployments list --names --resource fabrikam");
        assertThat(commands.printed()).isEmpty();
        fails("deployments create new --model big --resource contoso");
        assertThat(commands.complained()).contains("there is a deployment 'new' already");
        succeeds("deployments show new --output json --resource contoso");
        String etag =
                new ObjectMapper().readTree(commands.printed()).path("etag").asText();
        fails("deployments delete new --if-match 0123 --resource contoso");
        assertThat(commands.complained()).contains("PreconditionFailed");
        succeeds("deployments delete new --resource contoso --if-match " + etag);
        assertThat(chat("new")).isEqualTo(404);
        fails("deployments show new --resource contoso");
        assertThat(commands.complained()).contains("'contoso' has no deployment 'new'; 'sprue deployments list'");
    }

    @Test
    void whatIsDeclaredIsChangedInTheFile() {
        for (String change :
                new String[] {"update fixed --capacity 3", "delete fixed", "create fixed --model big --replace"}) {
            fails("deployments " + change + " --resource contoso");
            assertThat(commands.complained())
                    .contains("OwnedByConfiguration", "'fixed' is declared in", "sprue.yaml, line 6");
        }
        fails("keys regenerate key1 --resource contoso");
        assertThat(commands.complained()).contains("OwnedByConfiguration", "sprue.yaml, line 4");
    }

    @Test
    void aRegeneratedKeyIsTheOneThatIsShown() {
        succeeds("keys regenerate key2 --resource fabrikam");
        String[] made = commands.printed().strip().split(" ");
        assertThat(made).hasSize(3).startsWith("fabrikam", "key2");
        assertThat(made[2]).matches("[0-9a-f]{64}");
        succeeds("keys list --show --resource fabrikam");
        assertThat(commands.printed()).contains(made[2], "fedcba9876543210");
        succeeds("keys list --resource fabrikam");
        assertThat(commands.printed())
                .contains("********" + made[2].substring(60))
                .doesNotContain(made[2], "fedcba");
    }

    @Test
    void listsWhatCanBeDeployed() {
        succeeds("models list --resource contoso");
        assertThat(commands.printed()).contains("Acme    big", "Sprue   sprue-chat", "SKUs: GlobalStandard, ");
    }

    @Test
    void aResourceMustBeNamedWhereThereAreSeveral() {
        fails("deployments list");
        assertThat(commands.complained()).contains("--resource: contoso, fabrikam");
    }

    @Test
    void tellsWhereItIsToThisUserOnly() throws Exception {
        Path file = data().resolve("endpoint.json");
        assertThat(file)
                .content()
                .contains("https://localhost:" + SERVER.httpsPort(), SERVER.ca().toString());
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    }

    private static Path data() {
        return SERVER.ca().resolve("../..").normalize();
    }

    private static int chat(String deployment) {
        return SERVER.post(
                        "/models/chat/completions?api-version=2024-05-01-preview",
                        KEY,
                        "{\"model\":\"" + deployment + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")
                .status();
    }

    private void succeeds(String arguments) {
        int code = commands.run(arguments.split(" "));
        assertThat(commands.complained()).isEmpty();
        assertThat(code).isZero();
    }

    private void fails(String arguments) {
        assertThat(commands.run(arguments.split(" "))).isEqualTo(1);
    }
}
