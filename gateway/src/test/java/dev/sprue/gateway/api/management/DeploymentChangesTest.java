package dev.sprue.gateway.api.management;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.api.management.ManagementHost.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a change of a deployment may leave as it was, what it takes back, and where it says that something is wrong. */
class DeploymentChangesTest {

    private static final String CHAT = """
            {"sku": {"name": "GlobalStandard", "capacity": 10},
             "properties": {"model": {"format": "Sprue", "name": "sprue-chat", "version": "1"}}}""";

    @RegisterExtension
    static final ManagementHost HOST = new ManagementHost(ManagementYaml.TWO_RESOURCES, 64);

    private static Answer put(String name, String body) {
        return HOST.account("PUT", "/deployments/" + name, body);
    }

    private static Answer patch(String name, String body) {
        return HOST.account("PATCH", "/deployments/" + name, body);
    }

    private static String spillingTo(String name) {
        return "{\"properties\": {\"spilloverDeploymentName\": \"" + name + "\"}}";
    }

    private static void isRefusedFor(Answer answer, String place) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.at("/error/target")).isEqualTo(place);
    }

    @Test
    void changesADeploymentWhoseSpilloverIsGone() {
        put("over", CHAT);
        put("spills", CHAT);
        assertThat(patch("spills", spillingTo("over")).status()).isEqualTo(200);
        HOST.account("DELETE", "/deployments/over", "");
        Answer changed = patch("spills", "{\"sku\": {\"name\": \"GlobalStandard\", \"capacity\": 20}}");
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.at("/properties/spilloverDeploymentName")).isEqualTo("over");
        assertThat(put("spills", changed.body().toString()).status()).isEqualTo(200);
        isRefusedFor(patch("spills", spillingTo("nowhere")), "properties.spilloverDeploymentName");
        isRefusedFor(put("another", changed.body().toString()), "properties.spilloverDeploymentName");
    }

    @Test
    void sendsNothingInACircle() {
        for (String name : new String[] {"ring1", "ring2", "ring3"}) {
            put(name, CHAT);
        }
        assertThat(patch("ring1", spillingTo("ring2")).status()).isEqualTo(200);
        isRefusedFor(patch("ring2", spillingTo("RING1")), "properties.spilloverDeploymentName");
        assertThat(patch("ring2", spillingTo("ring3")).status()).isEqualTo(200);
        isRefusedFor(patch("ring3", spillingTo("ring1")), "properties.spilloverDeploymentName");
    }

    /** Limits that a caller copies from an answer are nobody's decision, whichever deployment they are of. */
    @Test
    void derivesLimitsAlsoWhereTheyAreCopiedFromAnotherDeployment() {
        ObjectNode source = (ObjectNode) put("source", CHAT).body();
        ((ObjectNode) source.get("sku")).put("capacity", 50);
        Answer copy = put("copy", source.toString());
        assertThat(copy.body().at("/properties/rateLimits/0/count").asInt()).isEqualTo(50);
        assertThat(copy.body().at("/properties/rateLimits/1/count").asInt()).isEqualTo(50_000);
        Answer more = patch("copy", "{\"sku\": {\"capacity\": 60}}");
        assertThat(more.body().at("/properties/rateLimits/0/count").asInt()).isEqualTo(60);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"sku": null}                             | sku
            {"sku": {"name": null}}                   | sku.name
            {"properties": null}                      | properties
            {"properties": {"model": null}}           | properties.model
            {"properties": {"model": {"name": null}}} | properties.model.name
            {"properties": {"model": {"format": null, "name": "sprue-chat"}}} | properties.model.format
            """)
    void refusesToTakeAwayWhatADeploymentMustHave(String body, String place) {
        put("kept", CHAT);
        isRefusedFor(patch("kept", body), place);
    }

    @Test
    void hasTheLeastCapacityWhereItsCapacityGoes() {
        put("shrinks", CHAT);
        Answer least = patch("shrinks", "{\"sku\": {\"capacity\": null}}");
        assertThat(least.body().at("/sku/capacity").asInt()).isEqualTo(1);
    }

    /** The model comes first: which capacity types there are depends on it. */
    @ParameterizedTest
    @CsvSource({
        "sprue-chat, sprue-chatt, properties.model.name, Did you mean 'sprue-chat'",
        "sprue-chat, Sprue-Chat, properties.model.name, Did you mean 'sprue-chat'",
        "Sprue, sprue, properties.model.format, has the format Sprue",
        "\"1\", \"7\", properties.model.version, It has: 1",
        "GlobalStandard, globalstandard, sku.name, Use one of: GlobalStandard",
        "GlobalStandard, S0, sku.name, Use one of: GlobalStandard",
        "\"model\":, '\"raiPolicyName\": \"none\", \"model\":', properties.raiPolicyName, no content-filter policy",
    })
    void saysWhereItCannotBeDeployed(String right, String wrong, String place, String words) {
        Answer refused = put("wrong", CHAT.replace(right, wrong));
        isRefusedFor(refused, place);
        assertThat(refused.at("/error/message")).contains(words);
    }

    @Test
    void blamesAModelRatherThanTheCapacityTypeBesideIt() {
        isRefusedFor(
                put("wrong", CHAT.replace("\"Sprue\"", "\"sprue\"").replace("GlobalStandard", "S0")),
                "properties.model.format");
    }

    @Test
    void takesNoTagsThatDifferInCaseOnly() {
        put("tagged", CHAT);
        isRefusedFor(patch("tagged", "{\"tags\": {\"Team\": \"a\", \"team\": \"b\"}}"), "tags");
    }
}
