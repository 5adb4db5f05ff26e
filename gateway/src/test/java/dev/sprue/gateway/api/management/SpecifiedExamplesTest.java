package dev.sprue.gateway.api.management;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.gateway.api.management.ManagementHost.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The example requests of the specification, sent as they are there, get what the examples say. */
class SpecifiedExamplesTest {

    /** What the examples call the things that they are about. */
    private static final String YAML = """
            admin: {token: %s}
            resources:
              - name: accountName
                location: WestUS
                subscription: 00000000-0000-0000-0000-000000000000
                resourceGroup: resourceGroupName
              - name: myAccount
                location: WestUS
                subscription: 00000000-0000-0000-0000-000000000000
                resourceGroup: myResourceGroup
            providers:
              - name: up
                type: openai
                endpoint: http://127.0.0.1:1/v1
                models:
                  - {format: OpenAI, name: ada, version: "1", capabilities: [completion]}
            """.formatted(ManagementHost.TOKEN);

    private static final String ACCOUNTS = "/subscriptions/{subscriptionId}/resourceGroups/{resourceGroupName}"
            + "/providers/Microsoft.CognitiveServices/accounts";
    private static final String ACCOUNT = ACCOUNTS + "/{accountName}";
    private static final String DEPLOYMENT = ACCOUNT + "/deployments/{deploymentName}";

    @RegisterExtension
    static final ManagementHost HOST = new ManagementHost(YAML, 64);

    @Test
    void deploymentsLiveAsTheExamplesSay() {
        assertThat(run("PUT", DEPLOYMENT, "PutDeployment")).isEqualTo(201);
        assertThat(run("PUT", DEPLOYMENT, "PutDeployment")).isEqualTo(200);
        assertThat(run("GET", DEPLOYMENT, "GetDeployment")).isEqualTo(200);
        assertThat(run("PATCH", DEPLOYMENT, "UpdateDeployment")).isEqualTo(200);
        assertThat(run("GET", ACCOUNT + "/deployments", "ListDeployments")).isEqualTo(200);
        assertThat(run("GET", DEPLOYMENT + "/skus", "ListDeploymentSkus")).isEqualTo(200);
        assertThat(run("DELETE", DEPLOYMENT, "DeleteDeployment")).isEqualTo(200);
        assertThat(run("DELETE", DEPLOYMENT, "DeleteDeployment")).isEqualTo(204);
    }

    @Test
    void accountsKeysAndModelsAreAsTheExamplesSay() {
        assertThat(run("GET", ACCOUNT, "GetAccount")).isEqualTo(200);
        assertThat(run("GET", ACCOUNTS, "ListAccountsByResourceGroup")).isEqualTo(200);
        assertThat(run(
                        "GET",
                        "/subscriptions/{subscriptionId}/providers/Microsoft.CognitiveServices/accounts",
                        "ListAccountsBySubscription"))
                .isEqualTo(200);
        assertThat(run("POST", ACCOUNT + "/listKeys", "ListKeys")).isEqualTo(200);
        assertThat(run("POST", ACCOUNT + "/regenerateKey", "RegenerateKey")).isEqualTo(200);
        assertThat(run("GET", ACCOUNT + "/models", "ListAccountModels")).isEqualTo(200);
        assertThat(run(
                        "GET",
                        "/subscriptions/{subscriptionId}/providers/Microsoft.CognitiveServices/locations/{location}/models",
                        "ListLocationModels"))
                .isEqualTo(200);
    }

    /** Sends an example's request, holds the answer to the schemas and to the fields of the example, and returns its status. */
    private static int run(String method, String template, String name) {
        JsonNode example = ArmSpecification.required().example(name);
        String target = template + "?api-version="
                + example.at("/parameters/api-version").asText();
        String body = "";
        for (Map.Entry<String, JsonNode> parameter : example.get("parameters").properties()) {
            String value = parameter.getKey().equals("subscriptionId")
                    ? "00000000-0000-0000-0000-000000000000"
                    : parameter.getValue().asText();
            target = target.replace("{" + parameter.getKey() + "}", value);
            if (parameter.getValue().isObject()) {
                body = parameter.getValue().toString();
            }
        }
        Answer answer = HOST.call(method, target, body);
        JsonNode expected = example.path("responses").path(Integer.toString(answer.status()));
        assertThat(expected.isMissingNode())
                .as(name + " has no " + answer.status() + ": " + answer.body())
                .isFalse();
        assertThat(answer.body().isMissingNode())
                .isEqualTo(expected.path("body").isMissingNode());
        String of = expected.at("/body/type").asText();
        assertThat(answer.at("/type")).isEqualTo(of);
        assertThat(answer.body().at("/properties/model/name"))
                .isEqualTo(expected.path("body").at("/properties/model/name"));
        return answer.status();
    }
}
