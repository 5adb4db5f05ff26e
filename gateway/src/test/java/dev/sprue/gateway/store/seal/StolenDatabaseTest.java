package dev.sprue.gateway.store.seal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.store.sql.Database;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.Rig;
import dev.sprue.gateway.testing.ScriptedUpstream;
import dev.sprue.gateway.testing.SpecifiedUpstream;
import dev.sprue.gateway.testing.databases.PostgresServer;
import dev.sprue.gateway.testing.databases.TestDatabase;
import dev.sprue.gateway.testing.processes.SprueProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A database that somebody took away, read byte by byte: of all secrets that the running service used, it holds none in any notation.
 * The service is killed, so that logs and journals are still there.
 */
class StolenDatabaseTest {

    private static final String DECLARED = "declared-key-5f2c91d07be4";
    private static final String PROVIDER = "provider-key-c3a98e1f4d70";
    private static final String PASSWORD = "clientsecret-71b0e6a8d2f5";
    private static final String PATH =
            "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/sprue/providers"
                    + "/Microsoft.CognitiveServices/accounts/";
    private static final String VERSION = "?api-version=2024-10-01";

    private static final String YAML = """
            resources:
              - name: contoso
                keys: {key1: "%s"}
                deployments: [{name: chat, model: {format: Acme, name: large}}]
              - name: fabrikam
            providers:
              - name: acme
                type: openai
                endpoint: http://127.0.0.1:%d/v1
                apiKey: "%s"
                models: [{format: Acme, name: large, capabilities: [chatCompletion]}]
              - name: cloud
                type: azure-openai
                endpoint: http://127.0.0.1:%d
                credential:
                  entra: {tenant: t.example, clientId: 11111111-2222-3333-4444-555555555555, clientSecret: "%s"}
                models: [{format: Acme, name: other, capabilities: [chatCompletion]}]
            """;

    /** What keeps secrets by design, and is no part of the database. */
    private static final Set<String> KEEPERS = Set.of("master.key", "admin.token", "sprue.yaml", "tls");

    @ParameterizedTest
    @EnumSource
    void givesNoSecretAway(Database.Kind kind) throws Exception {
        try (TestDatabase database = TestDatabase.of(kind);
                ScriptedUpstream upstream = new ScriptedUpstream().script(new SpecifiedUpstream())) {
            String yaml =
                    database.yaml() + YAML.formatted(DECLARED, upstream.port(), PROVIDER, upstream.port(), PASSWORD);
            Map<String, String> secrets;
            try (SprueProcess sprue = new SprueProcess(database.folder(), yaml).start()) {
                secrets = use(sprue);
                sprue.kill();
            }
            Set<Path> taken =
                    switch (kind) {
                        case SQLITE -> files(database.folder(), name -> name.startsWith("sprue.db"));
                        case POSTGRESQL -> PostgresServer.shared().files();
                    };
            assertThat(new SecretSearch(Map.of("a resource", "fabrikam")).found(taken))
                    .as("the database that was used")
                    .isNotEmpty();
            SecretSearch search = new SecretSearch(secrets);
            assertThat(search.found(taken)).isEmpty();
            assertThat(search.found(files(database.folder(), name -> !KEEPERS.contains(name))))
                    .isEmpty();
            assertThat(search.found(files(database.folder(), KEEPERS::contains)))
                    .as("a search that finds")
                    .contains(
                            "a provider's key in sprue.yaml",
                            "a declared key in sprue.yaml",
                            "the admin token in admin.token",
                            "the master key in master.key");
        }
    }

    /** Has the service use all that is secret, and tells what that was. */
    private static Map<String, String> use(SprueProcess sprue) throws IOException {
        Map<String, String> secrets = new LinkedHashMap<>();
        String token = Files.readString(sprue.folder().resolve("admin.token")).strip();
        secrets.put("the admin token", token);
        secrets.put(
                "the master key",
                Files.readString(sprue.folder().resolve("master.key")).strip());
        secrets.put("a declared key", DECLARED);
        secrets.put("a provider's key", PROVIDER);
        secrets.put("a client's secret", PASSWORD);
        for (String resource : List.of("contoso", "fabrikam")) {
            JsonNode before = post(sprue, token, resource + "/listKeys", "");
            for (int slot = 1; slot <= 2; slot++) {
                secrets.put(
                        "key " + slot + " of " + resource,
                        before.get("key" + slot).asText());
            }
            JsonNode after = post(sprue, token, resource + "/regenerateKey", "{\"keyName\": \"Key2\"}");
            assertThat(after.get("key2")).isNotEqualTo(before.get("key2"));
            secrets.put("the new key of " + resource, after.get("key2").asText());
            post(sprue, token, resource + "/regenerateKey", "{\"keyName\": \"Key2\"}");
        }
        try (RawHttp raw = sprue.connect()) {
            String chat = "{\"model\": \"chat\", \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}";
            String head = "POST " + Rig.CHAT + " HTTP/1.1\nhost: localhost\ncontent-type: application/json\napi-key: "
                    + DECLARED;
            assertThat(raw.send(head, chat).answer().status()).isEqualTo(200);
        }
        return secrets;
    }

    private static JsonNode post(SprueProcess sprue, String token, String path, String body) throws IOException {
        String head = "POST " + PATH + path + VERSION
                + " HTTP/1.1\nhost: localhost\ncontent-type: application/json\nauthorization: Bearer " + token;
        try (RawHttp raw = sprue.connect()) {
            RawHttp.Answer answer = raw.send(head, body).answer();
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            return new ObjectMapper().readTree(answer.body());
        }
    }

    private static Set<Path> files(Path folder, Predicate<String> name) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            Set<Path> found = new TreeSet<>();
            all.filter(Files::isRegularFile)
                    .filter(file -> name.test(folder.relativize(file).getName(0).toString()))
                    .forEach(found::add);
            return found;
        }
    }
}
