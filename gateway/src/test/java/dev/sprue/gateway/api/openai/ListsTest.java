package dev.sprue.gateway.api.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.SprueServer;
import dev.sprue.gateway.testing.coverage.Proves;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be listed: the models of the configuration, and each resource's own deployments. */
class ListsTest {

    private static final Instant BEFORE = Instant.now().minusSeconds(1);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OURS = "contoso-key-0123456789";
    private static final String THEIRS = "fabrikam-key-0123456789";
    private static final String NOT_FOUND = "{\"error\":{\"code\":\"404\",\"message\":\"Resource not found\"}}";

    @RegisterExtension
    static final SprueServer server = new SprueServer("""
            listen: {httpsPort: 0, httpPort: 0}
            resources:
              - name: contoso
                location: East US
                keys: {key1: contoso-key-0123456789}
                deployments:
                  - {name: Zebra, model: {format: Test, name: gpt-4o}}
                  - {name: vectors, model: {format: Other, name: org/embed, version: "3"}}
              - name: fabrikam
                keys: {key1: fabrikam-key-0123456789}
                deployments:
                  - {name: secret, model: {format: Test, name: gpt-4o, version: 2024-05-13}}
                  - {name: gpt-4o-2024-08-06, model: {format: Test, name: gpt-4o}}
            providers:
              - name: one
                type: openai
                endpoint: http://127.0.0.1:%UPSTREAM%/v1
                models:
                  - {format: Test, name: gpt-4o, version: 2024-05-13, capabilities: [chatCompletion]}
                  - {format: Test, name: gpt-4o, version: 2024-08-06, capabilities: [chatCompletion]}
                  - {format: Other, name: org/embed, version: "3", capabilities: [embeddings]}
                  - {format: Other, name: large-2411, version: "2411", capabilities: [imageGeneration, completion]}
              - name: two
                type: openai
                endpoint: http://127.0.0.1:%UPSTREAM%/v1
                models:
                  - {format: Test, name: gpt-4o, version: 2024-08-06, capabilities: [chatCompletion, embeddings]}
            log: {level: error, access: false}
            """);

    @Proves(
            answer = "*",
            request = {"header*", "query*"})
    @ParameterizedTest
    @ValueSource(strings = {"2022-12-01", "2023-03-15-preview", "2023-05-15", "2024-10-01-preview", "2024-10-21"})
    void datedRoutesListTheCatalogue(String version) throws Exception {
        JsonNode list = get(OURS, "/openai/models?api-version=" + version);
        assertThat(list.path("object").asText()).isEqualTo("list");
        assertThat(ids(list))
                .as("each version once, with its name as the service writes it")
                .containsExactly(
                        "sprue-chat-1",
                        "sprue-embed-1",
                        "sprue-image-embed-1",
                        "gpt-4o-2024-05-13",
                        "gpt-4o-2024-08-06",
                        "org/embed-3",
                        "large-2411");
        JsonNode may = list.path("data").get(3);
        assertThat(may.path("status").asText()).isEqualTo("succeeded");
        assertThat(may.path("object").asText()).isEqualTo("model");
        assertThat(may.path("lifecycle_status").asText()).isEqualTo("generally-available");
        assertThat(may.path("created_at").asLong())
                .isEqualTo(Instant.parse("2024-05-13T00:00:00Z").getEpochSecond())
                .isEqualTo(may.path("created").asLong());
        assertThat(may.path("owned_by").asText()).isEqualTo("Test");
        assertThat(may.path("deprecation").path("inference").asLong())
                .isGreaterThan(Instant.now().getEpochSecond());
        assertThat(capabilities(may)).isEqualTo("chat_completion inference");
        assertThat(capabilities(list.path("data").get(4)))
                .as("what any of its servers can do")
                .isEqualTo("chat_completion embeddings inference");
        assertThat(capabilities(list.path("data").get(5))).isEqualTo("embeddings inference");
        assertThat(capabilities(list.path("data").get(6))).isEqualTo("completion inference");
        assertThat(list.path("data").get(0).path("created_at").asLong()).isGreaterThan(BEFORE.getEpochSecond() - 1);
        assertThat(may.path("capabilities").has("scale_types")).isEqualTo(version.compareTo("2023-05") < 0);
        assertThat(get(THEIRS, "/openai/models?api-version=" + version)).isEqualTo(list);
    }

    @Proves(
            answer = "*",
            request = {"header*", "query*"})
    @ParameterizedTest
    @CsvSource({
        "gpt-4o-2024-05-13, gpt-4o-2024-05-13",
        "GPT-4o-2024-05-13, gpt-4o-2024-05-13",
        "gpt-4o, gpt-4o-2024-08-06",
        "org/embed-3, org/embed-3",
        "org%2Fembed-3, org/embed-3",
        "%6Carge-2411, large-2411"
    })
    void oneModelIsFoundByItsIdOrName(String name, String id) throws Exception {
        JsonNode dated = get(OURS, "/OpenAI//Models/" + name + "?api-version=2024-10-21");
        assertThat(dated.path("id").asText()).isEqualTo(id);
        assertThat(get(OURS, "/openai/models?api-version=2024-10-21").path("data"))
                .contains(dated);
        JsonNode v1 = get(OURS, "/openai/v1/models/" + name);
        assertThat(v1.path("id").asText()).isEqualTo(id);
        assertThat(get(OURS, "/openai/v1/models").path("data")).contains(v1);
    }

    @Proves(
            answer = "*",
            request = {"header*", "query*"})
    @Test
    void v1ListsDeploymentsBeforeTheCatalogue() throws Exception {
        JsonNode list = get(OURS, "/openai/v1/models");
        assertThat(ids(list))
                .containsExactly(
                        "Zebra",
                        "vectors",
                        "sprue-chat-1",
                        "sprue-embed-1",
                        "sprue-image-embed-1",
                        "gpt-4o-2024-05-13",
                        "gpt-4o-2024-08-06",
                        "org/embed-3",
                        "large-2411");
        JsonNode zebra = list.path("data").get(0);
        assertThat(zebra.path("object").asText()).isEqualTo("model");
        assertThat(zebra.path("owned_by").asText()).isEqualTo("Test");
        assertThat(zebra.path("created").asLong())
                .isEqualTo(zebra.path("created_at").asLong())
                .isEqualTo(Instant.parse("2024-08-06T00:00:00Z").getEpochSecond());
        assertThat(capabilities(zebra)).as("what its own server can do").isEqualTo("chat_completion inference");
        assertThat(get(OURS, "/openai/v1/models/ZEBRA")).isEqualTo(zebra);
        assertThat(get(OURS, "/api/projects/any/openai/v1/models?api-version=preview"))
                .isEqualTo(list);
    }

    @Test
    void aDeploymentThatIsNamedAsAModelIsListedOnce() throws Exception {
        List<String> ids = ids(get(THEIRS, "/openai/v1/models"));
        assertThat(ids).startsWith("secret", "gpt-4o-2024-08-06").doesNotHaveDuplicates();
    }

    @Proves(
            answer = "*",
            request = {"header*", "query*"})
    @ParameterizedTest
    @ValueSource(strings = {"2022-03-01-preview", "2022-06-01-preview", "2022-12-01", "2023-03-15-preview"})
    void oldVersionsListDeployments(String version) throws Exception {
        JsonNode list = get(OURS, "/openai/deployments?api-version=" + version);
        assertThat(ids(list)).containsExactly("Zebra", "vectors");
        JsonNode zebra = list.path("data").get(0);
        assertThat(zebra.path("model").asText()).isEqualTo("gpt-4o");
        assertThat(zebra.path("status").asText()).isEqualTo("succeeded");
        assertThat(zebra.path("object").asText()).isEqualTo("deployment");
        assertThat(zebra.path("owner").asText()).isEqualTo("organization-owner");
        assertThat(zebra.path("scale_settings").path("scale_type").asText()).isEqualTo("standard");
        assertThat(get(OURS, "/openai/Deployments/zEBRA?api-version=" + version))
                .isEqualTo(zebra);
        assertThat(get(OURS, "/openai/models/" + zebra.path("model").asText() + "?api-version=" + version)
                        .path("id")
                        .asText())
                .as("its model can be looked up")
                .isEqualTo("gpt-4o-2024-08-06");
    }

    @Test
    void nothingOfOneResourceIsListedForTheOther() throws Exception {
        for (String host : List.of("localhost", "contoso.openai.localhost")) {
            for (String list : List.of("/openai/v1/models", "/openai/deployments?api-version=2022-12-01")) {
                RawHttp.Answer answer = send("GET", list, host, OURS);
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.header("x-ms-region")).hasValue("East US");
                assertThat(answer.body()).contains("Zebra").doesNotContain("secret");
            }
            assertThat(send("GET", "/openai/v1/models/secret", host, OURS).status())
                    .isEqualTo(404);
            assertThat(send("GET", "/openai/deployments/secret?api-version=2022-12-01", host, OURS)
                            .status())
                    .isEqualTo(404);
        }
        assertThat(send("GET", "/openai/v1/models", "contoso.openai.localhost", THEIRS)
                        .status())
                .isEqualTo(401);
        assertThat(send("GET", "/openai/v1/models", "localhost", "nobodys-key").status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/openai/models",
                "/openai/models?api-version=2024-10-22",
                "/openai/models?api-version=v1",
                "/openai/models/?api-version=2024-10-21",
                "/openai/v1/models/",
                "/openai/v1/modelsx",
                "/openai/deployments?api-version=2023-05-15",
                "/openai/deployments?api-version=2024-10-21",
                "/openai/deployments/Zebra?api-version=2024-10-21",
                "/openai/deployments/Zebra/models?api-version=2022-12-01",
                "/openai/deployments",
                "/openai/v1/deployments",
                "/api/projects/any/openai/models?api-version=2024-10-21",
                "/api/projects/any/openai/deployments?api-version=2022-12-01"
            })
    void whatTheServiceDoesNotHaveIsNotThere(String path) {
        RawHttp.Answer answer = send("GET", path, "localhost", OURS);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo(NOT_FOUND);
    }

    @Test
    void whatIsNotListedIsNotFound() throws Exception {
        for (String path : List.of("/openai/v1/models/no%22body", "/openai/models/no%22body?api-version=2024-10-21")) {
            RawHttp.Answer model = send("GET", path, "localhost", OURS);
            assertThat(model.status()).isEqualTo(404);
            JsonNode error = JSON.readTree(model.body()).path("error");
            assertThat(error.path("code").asText()).isEqualTo("model_not_found");
            assertThat(error.path("type").asText()).isEqualTo("invalid_request_error");
            assertThat(error.path("param").asText()).isEqualTo("model");
            assertThat(error.path("message").asText()).startsWith("The model 'no\"body' does not exist.");
        }
        RawHttp.Answer endless = send("GET", "/openai/v1/models/" + "x".repeat(9_000) + "%F0%9F%98", "localhost", OURS);
        assertThat(endless.status()).isEqualTo(404);
        assertThat(endless.body().length()).isLessThan(1_000);
        RawHttp.Answer deployment = send("GET", "/openai/deployments/nobody?api-version=2022-12-01", "localhost", OURS);
        assertThat(deployment.status()).isEqualTo(404);
        assertThat(deployment.body()).startsWith("{\"error\":{\"code\":\"DeploymentNotFound\",\"message\":\"The API");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /openai/v1/models",
        "DELETE, /openai/v1/models/Zebra",
        "PUT, /openai/models?api-version=2024-10-21",
        "POST, /openai/deployments?api-version=2022-12-01",
        "DELETE, /openai/deployments/Zebra?api-version=2022-12-01"
    })
    void listsAreOnlyRead(String method, String path) {
        RawHttp.Answer answer = send(method, path, "localhost", OURS);
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("allow")).hasValue("GET");
    }

    @Test
    void v1RefusesDates() {
        RawHttp.Answer answer = send("GET", "/openai/v1/models?api-version=2024-10-21", "localhost", OURS);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("API version not supported");
    }

    private static JsonNode get(String key, String path) throws Exception {
        RawHttp.Answer answer = send("GET", path, "localhost", key);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("content-type")).hasValue("application/json");
        return JSON.readTree(answer.body());
    }

    private static RawHttp.Answer send(String method, String path, String host, String key) {
        return server.send(method + " " + path + " HTTP/1.1\nhost: " + host + "\napi-key: " + key + "\n\n");
    }

    private static List<String> ids(JsonNode list) {
        List<String> ids = new ArrayList<>();
        list.path("data").forEach(item -> ids.add(item.path("id").asText()));
        return ids;
    }

    /** The words of what a model can do, in their order. */
    private static String capabilities(JsonNode model) {
        List<String> can = new ArrayList<>();
        model.path("capabilities").properties().forEach(capability -> {
            if (capability.getValue().asBoolean()) {
                can.add(capability.getKey());
            }
        });
        return String.join(" ", can.stream().sorted().toList());
    }
}
