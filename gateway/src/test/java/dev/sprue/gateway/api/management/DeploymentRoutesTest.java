package dev.sprue.gateway.api.management;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.api.management.ManagementHost.Answer;
import dev.sprue.gateway.control.Change;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deployments over the management API: what is taken, what is answered, and what each answer has to be by the specification. */
class DeploymentRoutesTest {

    private static final String CHAT = """
            {"sku": {"name": "GlobalStandard", "capacity": 80},
             "properties": {"model": {"format": "Sprue", "name": "sprue-chat", "version": "1"}}}""";

    @RegisterExtension
    static final ManagementHost HOST = new ManagementHost(ManagementYaml.TWO_RESOURCES, 64);

    @AfterEach
    void deleteAll() {
        for (JsonNode one : HOST.account("GET", "/deployments", "").body().get("value")) {
            if (!one.get("name").asText().equals("Declared")) {
                HOST.account("DELETE", "/deployments/" + one.get("name").asText(), "");
            }
        }
    }

    @Test
    void makesADeploymentAndShowsIt() {
        Answer made = HOST.account("PUT", "/deployments/My-Chat", CHAT);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.at("/id")).isEqualTo(ManagementHost.ACCOUNT + "/deployments/My-Chat");
        assertThat(made.at("/type")).isEqualTo("Microsoft.CognitiveServices/accounts/deployments");
        assertThat(made.at("/properties/provisioningState")).isEqualTo("Succeeded");
        assertThat(made.at("/properties/model/version")).isEqualTo("1");
        assertThat(made.at("/properties/capabilities/chatCompletion")).isEqualTo("true");
        assertThat(made.body().at("/properties/rateLimits")).isEqualTo(ManagementHost.json("""
                        [{"key": "request", "renewalPeriod": 10, "count": 80},
                         {"key": "token", "renewalPeriod": 60, "count": 80000}]"""));
        assertThat(made.at("/systemData/createdByType")).isEqualTo("Key");
        assertThat(made.etag()).isEqualTo(made.at("/etag")).matches("\"[0-9a-f]{16}\"");

        Answer shown = HOST.account("GET", "/deployments/My-Chat", "");
        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.body()).isEqualTo(made.body());
        assertThat(shown.etag()).isEqualTo(made.etag());
    }

    /** What answers it is what was committed: the id of the operation, and the change that inference was waited for with. */
    @Test
    void answersWhenInferenceGoesByTheChange() {
        Answer made = HOST.account("PUT", "/deployments/settled", CHAT);
        Answer gone = HOST.account("DELETE", "/deployments/settled", "");
        assertThat(HOST.settled().stream().map(Change::operation))
                .containsExactly(
                        made.headers().get("x-sprue-operation-id"),
                        gone.headers().get("x-sprue-operation-id"));
    }

    @Test
    void takesAsManyPutsAsOneLikes() {
        Answer first = HOST.account("PUT", "/deployments/again", CHAT);
        Answer second = HOST.account("PUT", "/deployments/AGAIN", CHAT.replace("80", "20"));
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.at("/name")).isEqualTo("again");
        assertThat(second.body().at("/sku/capacity").asInt()).isEqualTo(20);
        assertThat(second.etag()).isNotEqualTo(first.etag());
    }

    /** Clients read an object, change something, and send all of it back. */
    @Test
    void takesItsOwnAnswersBack() {
        ObjectNode whole =
                (ObjectNode) HOST.account("PUT", "/deployments/echo", """
                {"sku": {"name": "GlobalStandard", "capacity": 5, "tier": "Standard"},
                 "tags": {"team": "search"},
                 "properties": {
                   "model": {"format": "Sprue", "name": "sprue-chat", "version": "1", "publisher": "Sprue", "source": null},
                   "raiPolicyName": "Microsoft.DefaultV2",
                   "versionUpgradeOption": "NoAutoUpgrade",
                   "spilloverDeploymentName": "Declared",
                   "serviceTier": "Priority",
                   "dynamicThrottlingEnabled": true,
                   "deploymentState": "Running",
                   "capacitySettings": {"designatedCapacity": 5, "priority": 0},
                   "parentDeploymentName": "parent"}}""").body();
        Answer same = HOST.account("PUT", "/deployments/echo", whole.toString());
        assertThat(same.status()).isEqualTo(200);
        assertThat(same.body().get("properties")).isEqualTo(whole.get("properties"));
        assertThat(same.body().get("sku")).isEqualTo(whole.get("sku"));
        assertThat(same.body().get("tags")).isEqualTo(whole.get("tags"));
        // Limits that followed from the capacity follow it still.
        ((ObjectNode) whole.get("sku")).put("capacity", 6);
        Answer more = HOST.account("PUT", "/deployments/echo", whole.toString());
        assertThat(more.body().at("/properties/rateLimits/0/count").asInt()).isEqualTo(6);
    }

    @Test
    void keepsLimitsThatSomebodyDecided() {
        String limits = "[{\"key\": \"token\", \"renewalPeriod\": 60, \"count\": 1234}]";
        String body = CHAT.replace("\"properties\": {", "\"properties\": {\"rateLimits\": " + limits + ", ");
        Answer made = HOST.account("PUT", "/deployments/limited", body);
        assertThat(made.body().at("/properties/rateLimits")).isEqualTo(ManagementHost.json(limits));
        Answer patched = HOST.account("PATCH", "/deployments/limited", "{\"sku\": {\"name\": \"Standard\"}}");
        assertThat(patched.body().at("/properties/rateLimits")).isEqualTo(ManagementHost.json(limits));
        Answer derived = HOST.account("PATCH", "/deployments/limited", "{\"properties\": {\"rateLimits\": null}}");
        assertThat(derived.body().at("/properties/rateLimits/0/count").asInt()).isEqualTo(80);
    }

    /** RFC 7396: what is left out stays, and what is null goes; tags are replaced as a whole, as Azure's clients send them. */
    @Test
    void changesWhatAPatchNamesAndNothingElse() {
        HOST.account(
                "PUT",
                "/deployments/patched",
                CHAT.replace("{\"model\"", "{\"raiPolicyName\": \"Microsoft.Default\", \"model\""));
        Answer tagged = HOST.account("PATCH", "/deployments/patched", "{\"tags\": {\"a\": \"1\", \"b\": \"2\"}}");
        assertThat(tagged.status()).isEqualTo(200);
        assertThat(tagged.body().at("/sku/capacity").asInt()).isEqualTo(80);
        Answer smaller =
                HOST.account("PATCH", "/deployments/patched", "{\"sku\": {\"name\": \"Standard\", \"capacity\": 3}}");
        assertThat(smaller.at("/sku/name")).isEqualTo("Standard");
        assertThat(smaller.body().get("tags").size()).isEqualTo(2);
        assertThat(smaller.at("/properties/raiPolicyName")).isEqualTo("Microsoft.Default");
        Answer other = HOST.account(
                "PATCH",
                "/deployments/patched",
                "{\"tags\": {\"c\": \"3\"}, \"properties\": {\"raiPolicyName\": null}}");
        assertThat(other.body().get("tags")).isEqualTo(ManagementHost.json("{\"c\": \"3\"}"));
        assertThat(other.body().at("/properties/raiPolicyName").isMissingNode()).isTrue();
        assertThat(other.at("/properties/model/name")).isEqualTo("sprue-chat");
    }

    @Test
    void patchesNothingThatIsNotThere() {
        Answer answer = HOST.account("PATCH", "/deployments/nowhere", "{\"tags\": {}}");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("ResourceNotFound");
    }

    @Test
    void givesADeploymentItsModelsDefaultVersion() {
        Answer made = HOST.account("PUT", "/deployments/versionless", CHAT.replace(", \"version\": \"1\"", ""));
        assertThat(made.at("/properties/model/version")).isEqualTo("1");
    }

    @Test
    void deletesOnceAndSaysWhenThereWasNothing() {
        HOST.account("PUT", "/deployments/gone", CHAT);
        assertThat(HOST.account("DELETE", "/deployments/GONE", "").status()).isEqualTo(200);
        assertThat(HOST.account("DELETE", "/deployments/gone", "").status()).isEqualTo(204);
        Answer looked = HOST.account("GET", "/deployments/gone", "");
        assertThat(looked.status()).isEqualTo(404);
        assertThat(looked.code()).isEqualTo("ResourceNotFound");
    }

    @Test
    void changesNothingThatHasChangedMeanwhile() {
        String first = HOST.account("PUT", "/deployments/tagged", CHAT).etag();
        String second = HOST.account("PUT", "/deployments/tagged", CHAT, "if-match: " + first)
                .etag();
        for (String method : List.of("PUT", "PATCH", "DELETE")) {
            String body = method.equals("PUT") ? CHAT : method.equals("PATCH") ? "{}" : "";
            for (String stale : List.of(first, "W/" + second, "\"nonsense\"")) {
                Answer refused = HOST.account(method, "/deployments/tagged", body, "if-match: " + stale);
                assertThat(refused.status()).as(method + " " + stale).isEqualTo(412);
                assertThat(refused.code()).isEqualTo("PreconditionFailed");
            }
        }
        Answer lines = HOST.account(
                "PATCH", "/deployments/tagged", "{}", "if-match: \"x\"", "if-match: " + second, "if-match: \"y\"");
        assertThat(lines.status()).as("a list in several lines is one").isEqualTo(200);
        assertThat(HOST.account("PATCH", "/deployments/tagged", "{}", "if-match: \"x\", " + lines.etag())
                        .status())
                .isEqualTo(200);
        assertThat(HOST.account("DELETE", "/deployments/tagged", "", "if-match: *")
                        .status())
                .isEqualTo(200);
        assertThat(HOST.account("PUT", "/deployments/tagged", CHAT, "if-match: *")
                        .status())
                .isEqualTo(412);
        assertThat(HOST.account("PUT", "/deployments/tagged", CHAT, "if-none-match: *")
                        .status())
                .isEqualTo(201);
        assertThat(HOST.account("PUT", "/deployments/tagged", CHAT, "if-none-match: *")
                        .status())
                .isEqualTo(412);
    }

    @Test
    void leavesToTheFileWhatTheFileDeclares() {
        for (String method : List.of("PUT", "PATCH", "DELETE")) {
            Answer refused = HOST.account(method, "/deployments/declared", method.equals("DELETE") ? "" : CHAT);
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.code()).isEqualTo("OwnedByConfiguration");
            assertThat(refused.at("/error/message")).contains("sprue.yaml", "line 10");
        }
        Answer shown = HOST.account("GET", "/deployments/declared", "");
        assertThat(shown.at("/name")).isEqualTo("Declared");
        assertThat(shown.at("/systemData/createdByType")).isEqualTo("Application");
    }

    @Test
    void listsPageByPage() {
        for (int i = 0; i < 7; i++) {
            HOST.account("PUT", "/deployments/page-" + i, CHAT);
        }
        List<String> names = new ArrayList<>();
        int pages = 0;
        String target = ManagementHost.ACCOUNT + "/deployments?" + ManagementHost.VERSION + "&$top=3";
        while (!target.isEmpty()) {
            Answer page = HOST.call("GET", target, "");
            assertThat(page.status()).isEqualTo(200);
            page.body().get("value").forEach(one -> names.add(one.get("name").asText()));
            String next = page.at("/nextLink");
            assertThat(next).startsWith(next.isEmpty() ? "" : HOST.origin() + "/subscriptions/");
            target = next.replace(HOST.origin(), "");
            pages++;
        }
        assertThat(pages).isEqualTo(3);
        assertThat(names)
                .containsExactly("Declared", "page-0", "page-1", "page-2", "page-3", "page-4", "page-5", "page-6");
    }

    @Test
    void tellsWhichCapacityTypesADeploymentMayHave() {
        Answer skus = HOST.account("GET", "/deployments/Declared/skus", "");
        assertThat(skus.status()).isEqualTo(200);
        assertThat(skus.at("/value/0/sku/name")).isEqualTo("GlobalStandard");
        assertThat(skus.body().at("/value/0/capacity/minimum").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                           | sku
            {"sku": {}}                                                                  | properties
            {"sku": {}, "properties": {}}                                                | properties.model
            {"sku": {}, "properties": {"model": {"name": "x", "format": "y"}}}           | sku.name
            {"sku": {"name": "Standard"}, "properties": {"model": {"name": "x"}}}        | properties.model.format
            {"sku": {"name": "Standard"}, "properties": {"model": {"format": "x"}}}      | properties.model.name
            {"sku": 5}                                                                   | sku
            {"sku": {"name": "Standard", "capacity": 0}, "properties": {"model": {"name": "x", "format": "y"}}} | sku.capacity
            {"sku": {"name": "Standard", "capacity": 1.5}, "properties": {"model": {"name": "x", "format": "y"}}} | sku.capacity
            {"sku": {"name": "Standard", "capacity": "1"}, "properties": {"model": {"name": "x", "format": "y"}}} | sku.capacity
            {"sku": {"name": "Standard", "kapacity": 1}, "properties": {"model": {"name": "x", "format": "y"}}} | sku.kapacity
            {"sku": {"name": "Standard"}, "properties": {"model": {"name": "x", "format": "y", "v": 1}}} | properties.model.v
            {"sku": {"name": "Standard"}, "properties": {"Model": {}, "model": {"name": "x", "format": "y"}}} | properties.Model
            {"sku": {"name": "Standard"}, "properties": {"model": {"name": "x", "format": "y"}}, "extra": 1} | extra
            {"sku": {"name": "Standard"}, "properties": {"versionUpgradeOption": "Never", "model": {"name": "x", "format": "y"}}} | properties.versionUpgradeOption
            {"sku": {"name": "Standard"}, "properties": {"rateLimits": [{"key": "cost"}], "model": {"name": "x", "format": "y"}}} | properties.rateLimits[0].key
            {"sku": {"name": "Standard"}, "properties": {"scaleSettings": {"scaleType": "Standard"}, "model": {"name": "x", "format": "y"}}} | properties.scaleSettings
            {"sku": {"name": "Standard"}, "properties": {"deploymentState": "Paused", "model": {"name": "x", "format": "y"}}} | properties.deploymentState
            {"sku": {"name": "Standard"}, "tags": {"a": 1}, "properties": {"model": {"name": "x", "format": "y"}}} | tags.a
            """)
    void namesThePlaceThatIsWrong(String body, String place) {
        Answer refused = HOST.account("PUT", "/deployments/wrong", body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("/error/target")).isEqualTo(place);
        assertThat(refused.at("/error/message")).contains("'" + place + "'");
    }

    @Test
    void refusesModelsAndCapacityTypesThatNobodyServes() {
        Answer model = HOST.account("PUT", "/deployments/wrong", CHAT.replace("sprue-chat", "sprue-chatt"));
        assertThat(model.status()).isEqualTo(400);
        assertThat(model.code()).isEqualTo("DeploymentModelNotSupported");
        assertThat(model.at("/error/message"))
                .contains("The model 'Format: Sprue, Name: sprue-chatt, Version: 1'")
                .contains("sprue-chat");
        Answer sku = HOST.account("PUT", "/deployments/wrong", CHAT.replace("GlobalStandard", "S0"));
        assertThat(sku.status()).isEqualTo(400);
        assertThat(sku.code()).isEqualTo("InvalidResourceProperties");
    }

    @ParameterizedTest
    @CsvSource({"x", "-x1", "a%20b", "a%2Fb", "%C3%BCber"})
    void refusesNamesThatAreNone(String name) {
        Answer refused = HOST.account("PUT", "/deployments/" + name, CHAT);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("InvalidResourceName");
    }

    /** An account's deployments are its own, and it is only where it is. */
    @Test
    void showsNothingOfOtherAccounts() {
        HOST.account("PUT", "/deployments/mine", CHAT);
        String other = ManagementHost.ACCOUNT.replace("Contoso", "fabrikam");
        Answer list = HOST.call("GET", other + "/deployments?" + ManagementHost.VERSION, "");
        assertThat(list.body().get("value")).isEmpty();
        assertThat(HOST.call("GET", other + "/deployments/mine?" + ManagementHost.VERSION, "")
                        .status())
                .isEqualTo(404);
        assertThat(HOST.call("DELETE", other + "/deployments/mine?" + ManagementHost.VERSION, "")
                        .status())
                .isEqualTo(204);
        assertThat(HOST.account("GET", "/deployments/mine", "").status()).isEqualTo(200);
    }
}
