package dev.sprue.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.testing.ScriptedUpstream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that call a running service, before a stand-in for it. */
class ManagementCommandsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final ManagedService service = new ManagedService();
    private final ScriptedUpstream server = new ScriptedUpstream().script(service);
    private CommandLineRun commands = new CommandLineRun(Path.of(""));

    @BeforeEach
    void start() throws Exception {
        commands = new CommandLineRun(folder);
        Path data = Files.createDirectory(folder.resolve(".sprue"));
        Files.writeString(data.resolve("admin.token"), "secret-token\n");
        announce(ProcessHandle.current().pid(), server.port());
        service.model("Sprue", "sprue-chat", "1", true, "Standard", "GlobalStandard")
                .model("Acme", "big", "1", false, "Standard")
                .model("Acme", "big", "2", true, "Standard")
                .model("Bolt", "Big-One", "1", true)
                .model("Acme", "big-one", "1", true);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void makesADeploymentOfWhatIsNamedAndOfDefaults() throws Exception {
        assertThat(run("deployments create chat --model SPRUE-chat")).isZero();
        assertThat(commands.printed())
                .contains("name   chat", "model  Sprue / sprue-chat", "sku    GlobalStandard, capacity 7", "etag   e0");
        ScriptedUpstream.Request put = service.requests.getLast();
        assertThat(put.line())
                .isEqualTo(
                        "PUT /subscriptions/s1/resourceGroups/g/providers/Microsoft.CognitiveServices/accounts/contoso"
                                + "/deployments/chat?api-version=2024-10-01 HTTP/1.1");
        assertThat(put.headers()).containsEntry("if-none-match", "*").containsEntry("content-type", "application/json");
        assertThat(json(put.body())).isEqualTo(json("""
                {"sku": {"name": "GlobalStandard", "capacity": 7},
                 "properties": {"model": {"format": "Sprue", "name": "sprue-chat"}}}"""));

        assertThat(run("deployments create b --model big --version 1 --sku Standard --capacity 3 --rai-policy strict"
                        + " --tag team=search --tag=cost=12=3"))
                .isZero();
        assertThat(json(service.requests.getLast().body())).isEqualTo(json("""
                {"sku": {"name": "Standard", "capacity": 3},
                 "properties": {"model": {"format": "Acme", "name": "big", "version": "1"}, "raiPolicyName": "strict"},
                 "tags": {"team": "search", "cost": "12=3"}}"""));
    }

    @Test
    void makesNothingOverWhatIsThereUnlessTold() {
        run("deployments create chat --model sprue-chat");
        assertThat(run("deployments create chat --model big")).isEqualTo(1);
        assertThat(commands.complained())
                .contains("there is a deployment 'chat' already", "sprue deployments update chat", "--replace")
                .doesNotContain("--debug");
        assertThat(run("deployments create chat --model big --replace")).isZero();
        assertThat(run("deployments create chat --model big --if-match e0")).isEqualTo(1);
        assertThat(commands.complained()).contains("PreconditionFailed");
        assertThat(run("deployments create chat --model big --if-match e1")).isZero();
        assertThat(service.requests.getLast().headers()).containsEntry("if-match", "\"e1\"");
        assertThat(run("deployments create chat --model big --if-match e1 --replace"))
                .isEqualTo(2);
    }

    @Test
    void saysWhichModelsThereAre() {
        assertThat(run("deployments create x --model sprue-chta")).isEqualTo(1);
        assertThat(commands.complained())
                .contains("no model 'sprue-chta'; did you mean 'sprue-chat'?", "sprue-chat, big, Big-One");
        assertThat(run("deployments create x --model big-one")).isEqualTo(1);
        assertThat(commands.complained()).contains("say which with --format: Bolt, Acme");
        assertThat(run("deployments create x --model big-one --format bolt")).isZero();
        assertThat(run("deployments create y --model big --version 3")).isEqualTo(1);
        assertThat(commands.complained()).contains("no version '3'; it has: 1, 2");
        assertThat(run("deployments create y --model big --format Bolt")).isEqualTo(1);
        assertThat(commands.complained()).contains("not by 'Bolt'; it is by: Acme");
    }

    @Test
    void listsAllPagesAndSendsTheTokenNowhereElse() throws Exception {
        for (String name : new String[] {"one", "three", "two"}) {
            run("deployments create " + name + " --model big --tag a=\u001b[31m");
        }
        commands.printed();
        assertThat(run("deployments list")).isZero();
        assertThat(commands.printed().lines())
                .hasSize(4)
                .first()
                .asString()
                .isEqualTo("NAME   FORMAT  MODEL  VERSION  SKU       CAPACITY  STATE");
        assertThat(run("deployments list --names")).isZero();
        assertThat(commands.printed().lines()).containsExactly("one", "three", "two");
        assertThat(run("deployments list --output JSON")).isZero();
        assertThat(json(commands.printed()).findValuesAsText("etag")).containsExactly("e0", "e1", "e2");
        assertThat(run("deployments show one")).isZero();
        assertThat(commands.printed()).contains("a=?[31m").doesNotContain("\u001b");
        assertThat(run("deployments show one --output json")).isZero();
        assertThat(json(commands.printed())).isEqualTo(service.deployments.get("one"));
    }

    @Test
    void changesOnlyWhatIsNamedAndOnlyWhatNobodyElseChanged() throws Exception {
        run("deployments create chat --model big --version 1 --capacity 3 --tag a=1 --tag b=2");
        assertThat(run("deployments update chat --capacity 9 --tag b=3 --tag c=4 --remove-tag a"))
                .isZero();
        ScriptedUpstream.Request put = service.requests.getLast();
        assertThat(put.headers()).containsEntry("if-match", "\"e0\"");
        assertThat(json(put.body()).path("tags")).isEqualTo(json("{\"b\": \"3\", \"c\": \"4\"}"));
        assertThat(json(put.body()).path("sku").toString()).isEqualTo("{\"name\":\"Standard\",\"capacity\":9}");
        assertThat(json(put.body()).at("/properties/model/version").asText()).isEqualTo("1");

        assertThat(run("deployments update chat --version 2")).isZero();
        assertThat(json(service.requests.getLast().body()).at("/properties/model"))
                .isEqualTo(json("{\"format\": \"Acme\", \"name\": \"big\", \"version\": \"2\"}"));
        assertThat(run("deployments update chat --model sprue-chat")).isZero();
        assertThat(json(service.requests.getLast().body()).at("/properties/model"))
                .isEqualTo(json("{\"format\": \"Sprue\", \"name\": \"sprue-chat\"}"));

        service.rivals = 2;
        assertThat(run("deployments update chat --capacity 4")).isZero();
        commands.complained();
        service.rivals = 1_000;
        assertThat(run("deployments update chat --capacity 5")).isEqualTo(1);
        assertThat(commands.complained()).contains("changed by somebody else", "sprue deployments show chat");
        service.rivals = 0;
        int before = service.requests.size();
        assertThat(run("deployments update chat --capacity 5 --if-match e0")).isEqualTo(1);
        assertThat(commands.complained()).contains("no longer has the etag e0");
        assertThat(service.requests.subList(before, service.requests.size()))
                .filteredOn(request -> request.line().startsWith("PUT"))
                .hasSize(1);
        assertThat(run("deployments update chat")).isEqualTo(2);
        assertThat(run("deployments update caht --capacity 1")).isEqualTo(1);
        assertThat(commands.complained()).contains("no deployment 'caht'; did you mean 'chat'?");
    }

    @Test
    void deletesAndSaysWhenThereWasNothing() {
        run("deployments create chat --model big");
        assertThat(run("deployments delete chat --if-match *")).isZero();
        assertThat(service.requests.getLast().headers()).containsEntry("if-match", "*");
        assertThat(service.deployments).isEmpty();
        assertThat(commands.printed()).endsWith("deleted chat of contoso\n");
        assertThat(run("deployments delete chat")).isEqualTo(1);
        assertThat(commands.complained()).contains("'contoso' has no deployment 'chat'; it has none");
        assertThat(run("deployments show chat")).isEqualTo(1);
        assertThat(commands.complained()).contains("'contoso' has no deployment 'chat'; it has none");
    }

    @Test
    void listsModels() throws Exception {
        assertThat(run("models list")).isZero();
        assertThat(commands.printed().lines())
                .contains(
                        "FORMAT  NAME        VERSION  DEFAULT  CAPABILITIES",
                        "Sprue   sprue-chat  1        yes      chatCompletion",
                        "Acme    big         1        -        chatCompletion",
                        "SKUs of sprue-chat: Standard, GlobalStandard",
                        "SKUs of big: Standard");
        assertThat(run("models list --output json")).isZero();
        assertThat(json(commands.printed())).hasSize(5);
    }

    @Test
    void hidesKeysUntilAskedAndPrintsANewOneOnce() {
        assertThat(run("keys list")).isZero();
        assertThat(commands.printed())
                .contains("contoso   key1  ********1111", "contoso   key2  ********\n")
                .doesNotContain("aa", "short");
        assertThat(run("keys list --output json")).isZero();
        assertThat(commands.printed()).contains("********1111").doesNotContain("aa", "short");
        assertThat(run("keys list --show")).isZero();
        assertThat(commands.printed()).contains("a".repeat(60) + "1111", "short");
        assertThat(run("keys regenerate key2")).isZero();
        assertThat(commands.printed()).isEqualTo("contoso key2 new-key2\n");
        assertThat(service.requests.getLast().body()).isEqualTo("{\"keyName\":\"Key2\"}");
        assertThat(run("keys regenerate Key1 --output json")).isZero();
        assertThat(commands.printed()).contains("\"key1\" : \"new-key1\"").doesNotContain("key2");
        assertThat(run("keys regenerate key3")).isEqualTo(2);
        assertThat(run("keys regenerate")).isEqualTo(2);
        commands.complained();
        assertThat(run("keys --data elsewhere list")).isEqualTo(2);
        assertThat(commands.complained()).contains("Put --data after list");
        assertThat(run("--debug keys --debug list")).isZero();
    }

    @Test
    void saysOfAKeyThatCannotBeOpenedHowToMakeItAnew() {
        service.keys.remove("key2");
        assertThat(run("keys list")).isZero();
        assertThat(commands.printed()).contains("key1  ********1111", "sprue keys regenerate key2");
        assertThat(run("keys list --output json")).isZero();
        assertThat(commands.printed()).contains("key1").doesNotContain("key2");
    }

    @Test
    void picksTheResource() {
        service.resources.add("Fabrikam");
        assertThat(run("deployments list")).isEqualTo(1);
        assertThat(commands.complained()).contains("several resources; say which with --resource: contoso, Fabrikam");
        assertThat(run("deployments list --resource fabrikam")).isZero();
        assertThat(service.requests.getLast().line()).contains("/accounts/Fabrikam/deployments?");
        assertThat(run("deployments list --resource fabrikan")).isEqualTo(1);
        assertThat(commands.complained()).contains("no resource 'fabrikan'; did you mean 'Fabrikam'?");
        service.resources.clear();
        assertThat(run("deployments list")).isEqualTo(1);
        assertThat(commands.complained()).contains("has no resources");
    }

    @Test
    void saysWhoseTokenIsRefused() {
        assertThat(run("deployments list --token wrong")).isEqualTo(1);
        assertThat(commands.complained()).contains("does not accept the admin token, the one given with --token");
        commands.env.put("SPRUE_ADMIN_TOKEN", "wrong");
        assertThat(run("deployments list")).isEqualTo(1);
        assertThat(commands.complained())
                .contains("the one in SPRUE_ADMIN_TOKEN")
                .doesNotContain("wrong");
    }

    @Test
    void showsNoTokenThatCannotBeSent() throws Exception {
        String broken = "secret\r\nvalue";
        assertThat(commands.run("deployments", "list", "--token", broken)).isEqualTo(1);
        assertThat(commands.complained())
                .contains("given with --token, cannot be used: it must be printable ASCII")
                .doesNotContain("secret", "value");
        commands.env.put("SPRUE_ADMIN_TOKEN", broken);
        assertThat(run("deployments list")).isEqualTo(1);
        assertThat(commands.complained()).contains("SPRUE_ADMIN_TOKEN").doesNotContain("secret", "value");
        commands.env.clear();
        Path file = Files.writeString(folder.resolve(".sprue/admin.token"), broken);
        assertThat(run("deployments list --debug")).isEqualTo(1);
        assertThat(commands.complained()).contains(file.toString()).doesNotContain("secret", "value");
        assertThat(commands.run("deployments", "list", "--token", " secret-token\n"))
                .isZero();
    }

    @Test
    void keepsThePinnedVersionAndTheSourceOfAModelThatStays() throws Exception {
        run("deployments create chat --model big --version 1");
        ObjectNode model = deployment("chat").withObject("/properties/model");
        model.put("publisher", "Acme Inc").put("source", "s").put("sourceAccount", "a");
        JsonNode before = model.deepCopy();
        assertThat(run("deployments update chat --model BIG --format acme --tag a=b"))
                .isZero();
        assertThat(json(service.requests.getLast().body()).at("/properties/model"))
                .isEqualTo(before);
        assertThat(run("deployments update chat --model big --version 2")).isZero();
        assertThat(json(service.requests.getLast().body()).at("/properties/model"))
                .isEqualTo(((ObjectNode) before).put("version", "2"));
        assertThat(run("deployments update chat --model sprue-chat")).isZero();
        assertThat(json(service.requests.getLast().body()).at("/properties/model"))
                .isEqualTo(json("{\"format\": \"Sprue\", \"name\": \"sprue-chat\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", ".."})
    void aNameThatNamesNoDeploymentIsSentNowhere(String name) {
        for (String[] command : new String[][] {
            {"create", name, "--model", "big"}, {"show", name}, {"update", name, "--capacity", "2"}, {"delete", name}
        }) {
            assertThat(commands.run(Stream.concat(Stream.of("deployments"), Stream.of(command))
                            .toArray(String[]::new)))
                    .isEqualTo(2);
            assertThat(commands.complained()).contains("NAME must be the name of a deployment, not '" + name + "'");
        }
        assertThat(service.requests).isEmpty();
    }

    @Test
    void asksForAsManyAtATimeAsThereCanBe() {
        assertThat(run("deployments list")).isZero();
        assertThat(service.requests.getLast().line()).contains("$top=1000");
    }

    @Test
    void sendsNoTokenOfTheFolderWhereTheConfigurationDeclaresOne() throws Exception {
        Path file = folder.resolve(".sprue/endpoint.json");
        ObjectNode said = (ObjectNode) json(Files.readString(file));
        Files.writeString(file, said.put("adminTokenDeclared", true).toString());
        assertThat(run("deployments list")).isEqualTo(1);
        assertThat(commands.complained()).contains("declares its admin token", "SPRUE_ADMIN_TOKEN", "--token");
        assertThat(service.requests).isEmpty();
        commands.env.put("SPRUE_ADMIN_TOKEN", "secret-token");
        assertThat(run("deployments list")).isZero();
    }

    @Test
    void passesOnWhatTheServiceSays() {
        server.script((request, connection) -> ManagedService.answer(
                connection, 409, ManagedService.error("OwnedByConfiguration", "See sprue.yaml, line 12.")));
        assertThat(run("deployments list")).isEqualTo(1);
        assertThat(commands.complained()).isEqualTo("sprue: See sprue.yaml, line 12. (OwnedByConfiguration)\n");
        server.script((request, connection) -> connection.answer(
                503,
                "application/json",
                ManagedService.error("DatabaseAway", "The database does not answer.")
                        .toString(),
                "retry-after: 5"));
        assertThat(run("deployments list")).isEqualTo(1);
        assertThat(commands.complained())
                .isEqualTo("sprue: The database does not answer. (DatabaseAway). Try again in 5 s\n");
    }

    @Test
    void noticesWhatIsNoManagementApi() {
        for (String body : new String[] {"<html>", "[1]", "{"}) {
            server.script((request, connection) -> connection.answer(200, "text/html", body));
            assertThat(run("deployments list")).isEqualTo(1);
            assertThat(commands.complained()).contains("does not answer as Sprue's management API does");
        }
        server.script(
                (request, connection) -> connection.answer(302, "text/html", "", "location: http://evil.invalid/"));
        assertThat(run("deployments list")).isEqualTo(1);
        assertThat(commands.complained()).contains("does not answer as Sprue's management API does: HTTP status 302");
        server.script((request, connection) -> connection.reset());
        assertThat(run("deployments list")).isEqualTo(1);
        assertThat(commands.complained()).contains("the connection to http://127.0.0.1:" + server.port() + " broke");
    }

    @Test
    void takesTheEndpointThatInferenceClientsTake() {
        for (String end : new String[] {"", "/", "/models", "/openai/v1/"}) {
            assertThat(run("deployments list --token secret-token --endpoint http://localhost:" + server.port() + end))
                    .isZero();
        }
        commands.env.put("SPRUE_ENDPOINT", "http://127.0.0.1:" + server.port() + "/models");
        assertThat(run("deployments list")).isZero();
        for (String wrong :
                new String[] {"localhost:8443", "ftp://x", "https://", "https://user@host", "https://h?q"}) {
            assertThat(run("deployments list --endpoint " + wrong)).isEqualTo(1);
            assertThat(commands.complained()).contains("is no endpoint; it looks like https://localhost:8443");
        }
    }

    @Test
    void keepsTheTokenOfThisMachineOnIt() {
        assertThat(run("deployments list --endpoint https://sprue.invalid")).isEqualTo(1);
        assertThat(commands.complained()).contains("is not sent to other machines");
        assertThat(run("deployments list --endpoint http://sprue.invalid --token x"))
                .isEqualTo(1);
        assertThat(commands.complained())
                .contains("the admin token is not sent to http://sprue.invalid", "https://")
                .doesNotContain("nothing answers");
    }

    @Test
    void saysByWhichSchemeAPortOfThisMachineIsCalled() {
        String plain = "localhost:" + server.port();
        assertThat(run("deployments list --endpoint https://" + plain)).isEqualTo(1);
        assertThat(commands.complained())
                .contains("port " + server.port(), "not the one for https; use http://127.0.0.1:" + server.port());
        assertThat(run("deployments list --endpoint http://127.0.0.1:1")).isEqualTo(1);
        assertThat(commands.complained()).contains("not the one for http; use https://localhost:1");
        assertThat(service.requests).isEmpty();
        assertThat(run("deployments list --endpoint http://" + plain)).isZero();
    }

    @Test
    void saysHowToStartWhatDoesNotRun() throws Exception {
        announce(Long.MAX_VALUE, freed());
        assertThat(run("deployments list")).isEqualTo(1);
        assertThat(commands.complained())
                .contains("nothing answers at http://127.0.0.1:", "sprue serve --data " + folder);
        Path data = Files.createDirectory(folder.resolve("d"));
        assertThat(run("deployments list --data " + data)).isEqualTo(1);
        assertThat(commands.complained())
                .contains("no service runs on the data folder " + data, "sprue serve --data " + data, "--endpoint");
        Files.writeString(data.resolve("endpoint.json"), "{");
        assertThat(run("deployments list --data " + data)).isEqualTo(1);
        assertThat(commands.complained()).contains("endpoint.json cannot be read");
        assertThat(run("deployments list --data " + data + " --endpoint http://localhost:" + server.port()))
                .isEqualTo(1);
        assertThat(commands.complained()).contains("there is no admin token in " + data.resolve("admin.token"));
        assertThat(run("deployments list --ca " + data.resolve("absent") + " --endpoint https://localhost:1 --token x"))
                .isEqualTo(1);
        assertThat(commands.complained()).contains("CA file", "absent");
    }

    private int run(String arguments) {
        return commands.run(arguments.split(" "));
    }

    private ObjectNode deployment(String name) {
        return Optional.ofNullable(service.deployments.get(name)).orElseThrow();
    }

    private void announce(long pid, int port) throws Exception {
        Map<String, Object> said =
                Map.of("pid", pid, "https", "https://localhost:1", "http", "http://127.0.0.1:" + port);
        Files.writeString(folder.resolve(".sprue/endpoint.json"), new ObjectMapper().writeValueAsString(said));
    }

    /** A port on which nobody listens any more. */
    private static int freed() {
        try (ScriptedUpstream brief = new ScriptedUpstream()) {
            return brief.port();
        }
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }
}
