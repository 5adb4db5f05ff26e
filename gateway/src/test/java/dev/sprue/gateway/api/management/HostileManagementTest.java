package dev.sprue.gateway.api.management;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.api.management.ManagementHost.Answer;
import dev.sprue.gateway.store.sql.Database;
import dev.sprue.gateway.testing.Tries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever the holder of the token sends, it is done, or refused with a status below 500 and a code that says why. */
class HostileManagementTest {

    private static final String DEPLOYMENT = """
            {"id": "x", "name": "y", "type": "z", "etag": "e", "systemData": {}, "tags": {"a": "1"},
             "sku": {"name": "GlobalStandard", "capacity": 5, "tier": "Standard", "size": "s", "family": "f"},
             "properties": {
               "model": {"format": "Sprue", "name": "sprue-chat", "version": "1", "publisher": "p", "source": "s",
                         "sourceAccount": "a", "callRateLimit": {}},
               "raiPolicyName": "Microsoft.DefaultV2", "versionUpgradeOption": "NoAutoUpgrade",
               "spilloverDeploymentName": "Declared", "serviceTier": "Default", "dynamicThrottlingEnabled": false,
               "capacitySettings": {"designatedCapacity": 1, "priority": 1}, "parentDeploymentName": "p",
               "rateLimits": [{"key": "request", "renewalPeriod": 10, "count": 5, "matchPatterns": []}],
               "provisioningState": "Succeeded", "capabilities": {}, "callRateLimit": {}, "currentCapacity": 1}}""";
    private static final String POLICY = """
            {"tags": {"a": "1"},
             "properties": {"mode": "Blocking", "basePolicyName": "Microsoft.Default", "type": "UserManaged",
               "contentFilters": [{"name": "hate", "source": "Prompt", "enabled": true, "severityThreshold": "Low"}],
               "customBlocklists": [{"blocklistName": "hostile-1", "source": "Prompt", "blocking": true}]}}""";
    private static final String BLOCKLIST = "{\"tags\": {\"a\": \"1\"}, \"properties\": {\"description\": \"d\"}}";
    private static final String ITEM =
            "{\"tags\": {}, \"properties\": {\"pattern\": \"(a{9}){9}\", \"isRegex\": true}}";
    private static final String KEY = "{\"keyName\": \"Key2\"}";

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e400",
            "-0.0",
            "2147483648",
            "9223372036854775808",
            "1e2147483648",
            "9".repeat(300),
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"'; DROP TABLE deployments; --\"",
            "\"a\\u0000\"",
            "\"((a{1000}){1000}){1000}\"",
            "\"%s%n%d{}\"",
            "\"\u202e😀\u0130ı\"",
            "\"" + "x".repeat(5_000) + "\"",
            "[]",
            "{}",
            "[[[[[[]]]]]]",
            "[null]",
            "{\"\": null}",
            "{\"a\": {\"a\": {\"a\": 1}}}");

    private static final List<String> NAMES = List.of(
            "x",
            "%00",
            "a%00b",
            "%20",
            "%2e%2e",
            "..",
            "a%2Fb",
            "%E2%80%AE",
            "%F0%9F%98%80",
            "%C4%B0stanbul",
            "%ff%fe",
            "%",
            "%zz",
            "a'b",
            "a\"b",
            "DROP%20TABLE",
            "x".repeat(64),
            "x".repeat(65),
            "x".repeat(3_000),
            "Declared",
            "CON",
            "-",
            "a+b");

    private static final List<String> HEADERS = List.of(
            "if-match: *",
            "if-match: \"\"",
            "if-match: W/\"x\"",
            "if-none-match: *",
            "if-none-match: \"a\", \"b\"",
            "if-match: " + "\"a\",".repeat(200) + "\"a\"",
            "x-ms-client-request-id: \u00e9",
            "content-type: text/plain",
            "x-ms-correlation-request-id: a b",
            "content-encoding: br",
            "api-key: x");

    private static final List<String> QUERIES = List.of(
            "",
            "&$top=-1",
            "&$top=5",
            "&$skipToken=AAAA",
            "&$skipToken=____",
            "&$filter=x",
            "&%zz",
            "&=&&",
            "&api-version=1",
            "&$skipToken=" + "A".repeat(2_000),
            "&" + "a=b&".repeat(300));

    @RegisterExtension
    static final ManagementHost SQLITE = new ManagementHost(ManagementYaml.TWO_RESOURCES, 64);

    @RegisterExtension
    static final ManagementHost POSTGRESQL =
            new ManagementHost(ManagementYaml.TWO_RESOURCES, 64, Database.Kind.POSTGRESQL);

    private final Random random = new Random(20_261_121);

    @ParameterizedTest
    @EnumSource
    void everythingIsDoneOrRefusedAsDocumented(Database.Kind kind) {
        ManagementHost host = kind == Database.Kind.SQLITE ? SQLITE : POSTGRESQL;
        Map<Integer, Integer> outcomes = new TreeMap<>();
        for (int i = 0; i < Tries.of(800, 60_000); i++) {
            String method = one(List.of("GET", "PUT", "PUT", "PATCH", "DELETE", "POST", "BREW", "OPTIONS"));
            String path = path();
            String target = path + "?" + ManagementHost.VERSION + (chance(5) ? one(QUERIES) : "");
            String body = method.equals("GET") || method.equals("DELETE") ? "" : body(method, path);
            String header = chance(4) ? one(HEADERS) : "x-none: 1";
            String shown = i + ": " + method + " " + target + " " + header + " " + body;
            Answer answer;
            try {
                answer = host.call(method, target, body, header);
            } catch (RuntimeException broken) {
                throw new AssertionError(shown, broken);
            }
            outcomes.merge(answer.status(), 1, Integer::sum);
            assertThat(answer.status()).as(shown).isBetween(200, 499);
            if (answer.status() >= 400) {
                assertThat(answer.code()).as(shown).matches("[A-Za-z]+");
                assertThat(answer.at("/error/message")).as(shown).isNotBlank().doesNotContain("Exception");
            }
        }
        // Not all of it is refused at the door.
        assertThat(outcomes).containsKeys(200, 201, 204, 400, 404, 405, 409, 412);
    }

    private String path() {
        String path = ManagementHost.ACCOUNT
                + one(List.of(
                        "",
                        "/deployments",
                        "/deployments/NAME",
                        "/deployments/NAME",
                        "/deployments/NAME",
                        "/deployments/NAME/skus",
                        "/raiPolicies",
                        "/raiPolicies/NAME",
                        "/raiPolicies/NAME",
                        "/raiBlocklists",
                        "/raiBlocklists/NAME",
                        "/raiBlocklists/NAME/raiBlocklistItems",
                        "/raiBlocklists/NAME/raiBlocklistItems/OTHER",
                        "/models",
                        "/listKeys",
                        "/regenerateKey",
                        "/NAME/NAME"));
        path = path.replace("NAME", chance(3) ? one(NAMES) : "hostile-" + random.nextInt(4))
                .replace("OTHER", chance(2) ? one(NAMES) : "hostile-1");
        return chance(12)
                ? path.replace(
                        one(List.of(
                                "Contoso",
                                "Team-A",
                                "11111111-2222-3333-4444-555555555555",
                                "Microsoft.CognitiveServices",
                                "providers")),
                        one(NAMES))
                : path;
    }

    private String body(String method, String path) {
        if (chance(20)) {
            return one(VALUES);
        }
        JsonNode whole = ManagementHost.json(method.equals("POST") ? KEY : usual(path));
        for (int i = random.nextInt(3); i > 0; i--) {
            List<JsonNode> places = new ArrayList<>();
            collect(whole, places);
            JsonNode place = one(places);
            switch (place) {
                case ObjectNode object
                when !object.isEmpty() -> {
                    List<String> names = new ArrayList<>();
                    object.fieldNames().forEachRemaining(names::add);
                    if (chance(4)) {
                        object.remove(one(names));
                    } else {
                        object.set(chance(5) ? "extra" : one(names), ManagementHost.json(one(VALUES)));
                    }
                }
                case ArrayNode array -> array.add(ManagementHost.json(one(VALUES)));
                default -> {}
            }
        }
        return whole.toString();
    }

    private static String usual(String path) {
        if (path.contains("/raiBlocklistItems")) {
            return ITEM;
        }
        if (path.contains("/raiBlocklists")) {
            return BLOCKLIST;
        }
        return path.contains("/raiPolicies") ? POLICY : DEPLOYMENT;
    }

    private static void collect(JsonNode node, List<JsonNode> places) {
        if (node.isContainerNode()) {
            places.add(node);
            node.forEach(child -> collect(child, places));
        }
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }
}
