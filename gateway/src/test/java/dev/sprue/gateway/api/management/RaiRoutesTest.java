package dev.sprue.gateway.api.management;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.gateway.api.management.ManagementHost.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Content-filter policies and blocklists over the management API; each answer is held to the specification. */
class RaiRoutesTest {

    @RegisterExtension
    static final ManagementHost HOST = new ManagementHost(ManagementYaml.TWO_RESOURCES, 64);

    @Test
    void takesTheSpecificationsOwnRequests() {
        ArmSpecification known = ArmSpecification.required();
        String policy =
                known.example("PutRaiPolicy").at("/parameters/raiPolicy").toString();
        Answer made = HOST.account("PUT", "/raiPolicies/example", policy);
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.body().at("/properties/contentFilters")).hasSize(12);
        assertThat(made.at("/properties/type")).isEqualTo("UserManaged");

        String list =
                known.example("PutRaiBlocklist").at("/parameters/raiBlocklist").toString();
        assertThat(HOST.account("PUT", "/raiBlocklists/example", list).status()).isEqualTo(201);
        String item = known.example("PutRaiBlocklistItem")
                .at("/parameters/raiBlocklistItem")
                .toString();
        Answer entry = HOST.account("PUT", "/raiBlocklists/EXAMPLE/raiBlocklistItems/one", item);
        assertThat(entry.status()).isEqualTo(201);
        assertThat(entry.at("/id")).isEqualTo(ManagementHost.ACCOUNT + "/raiBlocklists/example/raiBlocklistItems/one");
        assertThat(entry.at("/type")).isEqualTo("Microsoft.CognitiveServices/accounts/raiBlocklists/raiBlocklistItems");
    }

    @Test
    void takesItsOwnAnswersBackAndKeepsThem() {
        for (List<String> one : List.of(
                List.of("/raiPolicies/own", "{\"properties\":{\"mode\":\"Blocking\"},\"tags\":{\"a\":\"b\"}}"),
                List.of("/raiBlocklists/own", "{\"properties\":{\"description\":\"\"}}"),
                List.of(
                        "/raiBlocklists/own/raiBlocklistItems/x1",
                        "{\"properties\":{\"pattern\":\"a|b\",\"isRegex\":true}}"))) {
            Answer made = HOST.account("PUT", one.get(0), one.get(1));
            Answer again = HOST.account(
                    "PUT",
                    one.get(0).toUpperCase(java.util.Locale.ROOT),
                    made.body().toString(),
                    "if-match: " + made.etag());
            assertThat(again.status()).as(again.body().toString()).isEqualTo(200);
            assertThat(again.body().get("properties")).isEqualTo(made.body().get("properties"));
            assertThat(again.at("/name")).isEqualTo(made.at("/name"));
            assertThat(HOST.account("GET", one.get(0), "").body()).isEqualTo(again.body());
            assertThat(HOST.account("PUT", one.get(0), one.get(1), "if-match: " + made.etag())
                            .status())
                    .isEqualTo(412);
        }
        assertThat(HOST.account("DELETE", "/raiBlocklists/own", "").status()).isEqualTo(204);
        assertThat(HOST.account("DELETE", "/raiBlocklists/own", "").status()).isEqualTo(204);
        assertThat(HOST.account("GET", "/raiBlocklists/own/raiBlocklistItems", "")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void listsWhatIsBuiltInToo() {
        Answer first = HOST.account("GET", "/raiPolicies?$top=2", "");
        assertThat(first.body().get("value")).hasSize(2);
        String next = first.at("/nextLink");
        assertThat(next).startsWith(HOST.origin());
        Answer second = HOST.call("GET", next.substring(HOST.origin().length()), "");
        assertThat(second.body().get("value")).isNotEmpty();
        Answer all = HOST.account("GET", "/raiPolicies", "");
        assertThat(all.body().get("value").findValuesAsText("name"))
                .contains("Microsoft.Default", "Microsoft.DefaultV2", "Microsoft.Nil");
        for (JsonNode policy : all.body().get("value")) {
            assertThat(policy.at("/properties/type").asText().equals("SystemManaged"))
                    .isEqualTo(policy.get("name").asText().startsWith("Microsoft."));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "raiPolicies/bad|{}|400|properties",
                "raiPolicies/bad|{\"properties\":{\"contentFilters\":[{\"name\":\"hat\",\"source\":\"Prompt\"}]}}|400|contentFilters[0].name",
                "raiPolicies/bad|{\"properties\":{\"contentFilters\":[{\"name\":\"hate\"}]}}|400|source",
                "raiPolicies/bad|{\"properties\":{\"mode\":\"Never\"}}|400|mode",
                "raiPolicies/bad|{\"properties\":{\"Mode\":\"Default\"}}|400|did you mean 'mode'",
                "raiPolicies/bad|{\"properties\":{\"customBlocklists\":[{\"blocklistName\":\"no\",\"source\":\"Prompt\"}]}}|400|'no'",
                "raiPolicies/microsoft.Default|{\"properties\":{}}|400|built in",
                "raiPolicies/a%20b|{\"properties\":{}}|400|a b",
                "raiBlocklists/bad|{\"properties\":{\"description\":1}}|400|description",
                "raiBlocklists/none/raiBlocklistItems/x1|{\"properties\":{\"pattern\":\"a\"}}|404|raiBlocklists/none",
            })
    void refuses(String path, String body, int status, String says) {
        Answer answer = HOST.account("PUT", "/" + path, body);
        assertThat(answer.at("/error/message")).contains(says);
        assertThat(answer.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "raiPolicies/bad|{\"properties\":{\"customBlocklists\":[{\"blocklistName\":\"no\",\"source\":\"Prompt\"}]}}|properties.customBlocklists[0].blocklistName",
                "raiPolicies/bad|{\"properties\":{\"basePolicyName\":\"no\"}}|properties.basePolicyName",
                "raiPolicies/bad|{\"properties\":{},\"tags\":{\"a\":\"\\u0000\"}}|tags",
                "raiBlocklists/bad|{\"properties\":{\"description\":\"\\u0000\"}}|properties.description",
                "raiBlocklists/places/raiBlocklistItems/x1|{\"properties\":{\"pattern\":\"((a{99}){99}){99}\",\"isRegex\":true}}|properties.pattern",
            })
    void saysWhichPlaceIsWrong(String path, String body, String place) {
        HOST.account("PUT", "/raiBlocklists/places", "{\"properties\":{}}");
        Answer answer = HOST.account("PUT", "/" + path, body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/error/target")).isEqualTo(place);
    }

    @Test
    void knowsNothingOfOtherResources() {
        HOST.account("PUT", "/raiPolicies/mine", "{\"properties\":{}}");
        String other =
                ManagementHost.ACCOUNT.replace("Contoso", "fabrikam") + "/raiPolicies/mine?" + ManagementHost.VERSION;
        assertThat(HOST.call("GET", other, "").status()).isEqualTo(404);
        assertThat(HOST.call("DELETE", other, "").status()).isEqualTo(204);
        assertThat(HOST.account("GET", "/raiPolicies/mine", "").status()).isEqualTo(200);
    }
}
