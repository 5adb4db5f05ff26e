package dev.sprue.gateway.api.management;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.gateway.api.management.ManagementHost.Answer;
import dev.sprue.gateway.control.Change;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Subscriptions, groups, accounts, their keys, and the models that can be deployed in them. */
class AccountRoutesTest {

    private static final String SUBSCRIPTION = "/subscriptions/11111111-2222-3333-4444-555555555555";

    @RegisterExtension
    static final ManagementHost HOST = new ManagementHost(ManagementYaml.TWO_RESOURCES, 64);

    @Test
    void showsAnAccount() {
        Answer account = HOST.account("GET", "", "");
        assertThat(account.status()).isEqualTo(200);
        assertThat(account.at("/id")).isEqualTo(ManagementHost.ACCOUNT);
        assertThat(account.at("/kind")).isEqualTo("AIServices");
        assertThat(account.at("/location")).isEqualTo("West Europe");
        assertThat(account.at("/properties/endpoint")).isEqualTo(HOST.origin() + "/");
        assertThat(account.at("/properties/endpoints/Azure AI Model Inference API"))
                .isEqualTo(HOST.origin() + "/");
        assertThat(account.etag()).isEqualTo(account.at("/etag"));
    }

    /** ARM compares ids without case; the answer has them as they were written. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/SUBSCRIPTIONS/11111111-2222-3333-4444-555555555555/resourcegroups/team-a/PROVIDERS"
                        + "/microsoft.cognitiveservices/Accounts/CONTOSO?Api-Version=2024-10-01",
                "//subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/Team%2dA//providers"
                        + "/Microsoft.CognitiveServices/accounts/contoso/?api-version=2024-10-01"
            })
    void comparesPathsWithoutCase(String target) {
        Answer account = HOST.call("GET", target, "");
        assertThat(account.status()).isEqualTo(200);
        assertThat(account.at("/id")).isEqualTo(ManagementHost.ACCOUNT);
    }

    @Test
    void listsAccountsOfAGroupAndOfASubscription() {
        String group = SUBSCRIPTION + "/resourceGroups/team-a/providers/Microsoft.CognitiveServices/accounts?";
        assertThat(names(group)).containsExactlyInAnyOrder("Contoso", "fabrikam");
        assertThat(names(SUBSCRIPTION + "/providers/Microsoft.CognitiveServices/accounts?"))
                .containsExactlyInAnyOrder("Contoso", "fabrikam");
        assertThat(names(SUBSCRIPTION.replace("11111111", "99999999")
                        + "/providers/Microsoft.CognitiveServices/accounts?"))
                .containsExactly("elsewhere");
    }

    @Test
    void listsSubscriptionsAndGroups() {
        Answer subscriptions = HOST.call("GET", "/subscriptions?api-version=2022-12-01", "");
        List<String> ids = new ArrayList<>();
        subscriptions.body().get("value").forEach(one -> ids.add(one.get("id").asText()));
        assertThat(ids).containsExactlyInAnyOrder(SUBSCRIPTION, "/subscriptions/99999999-2222-3333-4444-555555555555");
        Answer one = HOST.call("GET", SUBSCRIPTION + "?api-version=2022-12-01", "");
        assertThat(one.at("/state")).isEqualTo("Enabled");
        Answer groups = HOST.call("GET", SUBSCRIPTION + "/resourcegroups?api-version=2021-04-01", "");
        assertThat(groups.body().get("value").size()).isEqualTo(1);
        Answer group = HOST.call("GET", SUBSCRIPTION + "/resourcegroups/TEAM-A?api-version=2021-04-01", "");
        assertThat(group.at("/name")).isEqualTo("Team-A");
        assertThat(group.at("/properties/provisioningState")).isEqualTo("Succeeded");
    }

    @Test
    void givesKeysOutAndMakesThemAnewOneByOne() {
        Answer before = HOST.account("POST", "/listKeys", "");
        assertThat(before.status()).isEqualTo(200);
        assertThat(before.at("/key1")).isEqualTo(ManagementHost.KEY1);
        assertThat(before.at("/key2")).matches("[0-9a-f]{64}");
        Answer renewed = HOST.account("POST", "/regenerateKey", "{\"keyName\": \"Key2\"}");
        assertThat(renewed.status()).isEqualTo(200);
        assertThat(renewed.at("/key1")).isEqualTo(ManagementHost.KEY1);
        assertThat(renewed.at("/key2")).matches("[0-9a-f]{64}").isNotEqualTo(before.at("/key2"));
        assertThat(HOST.settled().stream().map(Change::operation))
                .containsExactly(renewed.headers().get("x-sprue-operation-id"));
        assertThat(HOST.account("POST", "/listkeys", "{}").body()).isEqualTo(renewed.body());
    }

    @Test
    void givesNoKeysOutThatInferenceRefuses() {
        Answer refused = HOST.call(
                "POST",
                "/subscriptions/99999999-2222-3333-4444-555555555555/resourceGroups/Other/providers"
                        + "/Microsoft.CognitiveServices/accounts/elsewhere/listKeys?" + ManagementHost.VERSION,
                "");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("BadRequest");
        assertThat(refused.at("/error/message")).contains("disableLocalAuth is set to be true");
    }

    @Test
    void leavesOutAKeyThatCannotBeOpenedUntilItIsMadeAnew() {
        HOST.database()
                .write(handle -> handle.execute(
                        "UPDATE resource_keys SET sealed = x'00' WHERE resource = 'contoso' AND slot = 2"));
        Answer left = HOST.account("POST", "/listKeys", "");
        assertThat(left.status()).isEqualTo(200);
        assertThat(left.at("/key1")).isEqualTo(ManagementHost.KEY1);
        assertThat(left.body().has("key2")).isFalse();
        Answer renewed = HOST.account("POST", "/regenerateKey", "{\"keyName\": \"Key2\"}");
        assertThat(renewed.at("/key2")).matches("[0-9a-f]{64}");
    }

    @Test
    void makesNoKeyAnewThatTheFileDeclares() {
        Answer refused = HOST.account("POST", "/regenerateKey", "{\"keyName\": \"Key1\"}");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("OwnedByConfiguration");
        assertThat(refused.at("/error/message")).contains("sprue.yaml", "line 8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"keyName\": \"Key3\"}",
                "{\"keyName\": 1}",
                "[]",
                "{\"keyName\": \"Key1\", \"x\": 1}"
            })
    void asksWhichKey(String body) {
        Answer refused = HOST.account("POST", "/regenerateKey", body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("InvalidRequestContent");
    }

    @Test
    void listsModels() {
        JsonNode ofAccount = HOST.account("GET", "/models", "").body().get("value");
        Answer ofLocation = HOST.call(
                "GET",
                SUBSCRIPTION + "/providers/Microsoft.CognitiveServices/locations/westeurope/models?"
                        + ManagementHost.VERSION,
                "");
        assertThat(ofLocation.status()).isEqualTo(200);
        assertThat(ofAccount.at("/0/name").asText()).isEqualTo("sprue-chat");
        assertThat(ofAccount.at("/0/isDefaultVersion").asBoolean()).isTrue();
        assertThat(ofAccount.at("/0/capabilities/chatCompletion").asText()).isEqualTo("true");
        assertThat(ofAccount.at("/0/skus/0/name").asText()).isEqualTo("GlobalStandard");
        assertThat(ofLocation.body().get("value").size()).isEqualTo(ofAccount.size());
        assertThat(ofLocation.body().at("/value/0/model")).isEqualTo(ofAccount.get(0));
        assertThat(ofLocation.at("/value/0/kind")).isEqualTo("AIServices");
        Answer nowhere = HOST.call(
                "GET",
                SUBSCRIPTION + "/providers/Microsoft.CognitiveServices/locations/mars/models?" + ManagementHost.VERSION,
                "");
        assertThat(nowhere.status()).isEqualTo(400);
        assertThat(nowhere.code()).isEqualTo("NoRegisteredProviderFound");
        assertThat(nowhere.at("/error/message")).contains("West Europe");
    }

    /** Seen from its own subscription only. */
    @Test
    void remembersWhatWasDone() {
        String id = HOST.account("POST", "/regenerateKey", "{\"keyName\": \"Key2\"}")
                .headers()
                .get("x-sprue-operation-id");
        String path = "/providers/Microsoft.CognitiveServices/locations/West%20Europe/operationStatuses/";
        Answer status = HOST.call("GET", SUBSCRIPTION + path + id + "?" + ManagementHost.VERSION, "");
        assertThat(status.status()).isEqualTo(200);
        assertThat(status.at("/name")).isEqualTo(id);
        assertThat(status.at("/status")).isEqualTo("Succeeded");
        assertThat(status.at("/properties/operation")).isEqualTo("regenerateKey");
        String stranger = SUBSCRIPTION.replace("11111111", "99999999") + path.replace("West%20Europe", "local");
        for (String target : List.of(stranger + id, SUBSCRIPTION + path + "nonsense")) {
            Answer none = HOST.call("GET", target + "?" + ManagementHost.VERSION, "");
            assertThat(none.status()).isEqualTo(404);
            assertThat(none.code()).isEqualTo("OperationNotFound");
        }
    }

    private static List<String> names(String target) {
        List<String> names = new ArrayList<>();
        HOST.call("GET", target + ManagementHost.VERSION, "")
                .body()
                .get("value")
                .forEach(one -> names.add(one.get("name").asText()));
        return names;
    }
}
