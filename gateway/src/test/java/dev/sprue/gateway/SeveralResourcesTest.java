package dev.sprue.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.testing.Account;
import dev.sprue.gateway.testing.ChatCaller;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.SprueServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several resources in one service: what is made, changed, listed or renewed in one of them is nothing to the others. */
class SeveralResourcesTest {

    private static final String TOKEN = "admin-token-of-this-test-0123456789";
    private static final String NORTH = "11111111-1111-1111-1111-111111111111";
    private static final String SOUTH = "22222222-2222-2222-2222-222222222222";
    private static final String BIG = Account.deployment("Test", "big", 3);
    private static final String SMALL = Account.deployment("Test", "small", 5);

    @RegisterExtension
    static final SprueServer SERVER = new SprueServer("""
            listen: {httpsPort: 0, httpPort: 0, domain: sprue.example}
            admin: {token: %s}
            resources:
              - name: contoso
                subscription: %s
                resourceGroup: east
                deployments:
                  - {name: declared, model: {format: Test, name: big}}
              - name: fabrikam
                subscription: %s
                resourceGroup: west
              - name: adatum
                subscription: %s
                resourceGroup: west
                deployments:
                  - {name: declared, model: {format: Test, name: small}}
            providers:
              - name: up
                type: openai
                endpoint: http://127.0.0.1:%%UPSTREAM%%/v1
                models:
                  - {format: Test, name: big, id: upstream-big, capabilities: [chatCompletion]}
                  - {format: Test, name: small, id: upstream-small, capabilities: [chatCompletion]}
            log: {level: error, access: false}
            """.formatted(TOKEN, NORTH, NORTH, SOUTH));

    private final Account contoso = account(NORTH, "east", "contoso");
    private final Account fabrikam = account(NORTH, "west", "fabrikam");
    private final Account adatum = account(SOUTH, "west", "adatum");

    private static Account account(String subscription, String group, String name) {
        return new Account(SERVER::connect, TOKEN, subscription, group, name);
    }

    @AfterEach
    void clear() {
        for (Account account : List.of(contoso, fabrikam, adatum)) {
            for (String name : Account.names(account.list())) {
                if (!name.equals("declared")) {
                    assertThat(account.delete(name).status()).isEqualTo(200);
                }
            }
        }
        SERVER.upstream().forget();
    }

    @Test
    void aDeploymentOfOneIsNotThereInTheOthers() {
        contoso.make("ours", BIG);
        assertThat(caller(contoso, "key1").chat("ours").status()).isEqualTo(200);
        for (Account other : List.of(fabrikam, adatum)) {
            RawHttp.Answer refused = caller(other, "key1").chat("ours");
            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.body())
                    .as("the same words as for a name of nobody's")
                    .isEqualTo(caller(other, "key1").chat("nobodys").body().replace("nobodys", "ours"));
            assertThat(other.get("ours").status()).isEqualTo(404);
            assertThat(other.delete("ours").status()).as("nothing to delete").isEqualTo(204);
            assertThat(other.call("PATCH", "/deployments/ours", "{\"tags\":{\"a\":\"b\"}}")
                            .status())
                    .isEqualTo(404);
            assertThat(Account.names(other.list())).doesNotContain("ours");
        }
        assertThat(contoso.get("ours").status()).isEqualTo(200);
    }

    @Test
    void oneNameIsAnotherDeploymentInEach() throws Exception {
        contoso.make("chat", BIG);
        fabrikam.make("Chat", SMALL);
        assertThat(model(contoso, "chat")).isEqualTo("upstream-big");
        assertThat(model(fabrikam, "chat")).isEqualTo("upstream-small");
        assertThat(Account.json(contoso.get("CHAT")).path("name").asText()).isEqualTo("chat");
        assertThat(Account.json(fabrikam.get("CHAT")).path("name").asText()).isEqualTo("Chat");

        String etag = Account.json(fabrikam.get("chat")).path("etag").asText();
        assertThat(contoso.put("chat", SMALL, "if-match: " + etag).status())
                .as("an etag of another's")
                .isEqualTo(412);
        assertThat(contoso.delete("chat").status()).isEqualTo(200);
        assertThat(model(fabrikam, "chat")).isEqualTo("upstream-small");
        assertThat(Account.json(fabrikam.get("chat")).path("etag").asText()).isEqualTo(etag);
    }

    @Test
    void whatOneDeclaresTheOthersMake() throws Exception {
        assertThat(contoso.put("declared", SMALL).status())
                .as("the file has it")
                .isEqualTo(409);
        fabrikam.make("declared", SMALL);
        assertThat(model(contoso, "declared")).isEqualTo("upstream-big");
        assertThat(model(fabrikam, "declared")).isEqualTo("upstream-small");
        assertThat(fabrikam.delete("declared").status()).isEqualTo(200);
        assertThat(model(contoso, "declared")).isEqualTo("upstream-big");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "services.ai", "cognitiveservices"})
    void aKeyOpensNoHostOfAnother(String form) {
        contoso.make("both", BIG);
        fabrikam.make("both", BIG);
        for (String slot : List.of("key1", "key2")) {
            String key = contoso.key(slot);
            assertThat(at("contoso." + form, key).chat("both").status()).isEqualTo(200);
            assertThat(at("fabrikam." + form, key).chat("both").status()).isEqualTo(401);
        }
    }

    @Test
    void aKeyRenewedInOneIsNobodyElses() {
        String before = contoso.key("key1");
        String others = fabrikam.key("key1") + fabrikam.key("key2") + adatum.key("key1") + adatum.key("key2");
        String after = Account.json(contoso.regenerate("Key1")).path("key1").asText();
        assertThat(after).isNotEqualTo(before);
        assertThat(others).doesNotContain(before).doesNotContain(after);
        assertThat(fabrikam.key("key1") + fabrikam.key("key2") + adatum.key("key1") + adatum.key("key2"))
                .isEqualTo(others);
        assertThat(at("localhost", before).chat("declared").status()).isEqualTo(401);
        assertThat(caller(adatum, "key1").chat("declared").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"key1", "key2"})
    void noKeyAdministers(String slot) {
        Account byKey = new Account(SERVER::connect, contoso.key(slot), NORTH, "east", "contoso");
        for (RawHttp.Answer refused :
                List.of(byKey.list(), byKey.keys(), byKey.put("mine", BIG), byKey.delete("declared"))) {
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.body()).doesNotContain("contoso");
        }
        assertThat(at("localhost", TOKEN).chat("declared").status())
                .as("nor does the administrator's token call models")
                .isEqualTo(401);
    }

    @Test
    void anAccountIsUnderItsOwnSubscriptionAndGroupAlone() {
        assertThat(contoso.call("GET", "", "").status()).isEqualTo(200);
        for (Account elsewhere : List.of(
                account(SOUTH, "east", "contoso"),
                account(NORTH, "west", "contoso"),
                account(SOUTH, "west", "fabrikam"))) {
            assertThat(elsewhere.call("GET", "", "").status()).isEqualTo(404);
            assertThat(elsewhere.list().status()).isEqualTo(404);
            assertThat(elsewhere.keys().status()).isEqualTo(404);
            assertThat(elsewhere.regenerate("Key1").status()).isEqualTo(404);
            assertThat(elsewhere.put("astray", BIG).status()).isEqualTo(404);
            assertThat(elsewhere.delete("declared").status()).isEqualTo(404);
        }
        assertThat(Account.names(contoso.list())).containsExactly("declared");
    }

    @Test
    void whatWasDoneInASubscriptionIsToldInItAlone() {
        String operation = Account.operation(contoso.put("done", BIG));
        try (RawHttp raw = SERVER.connect()) {
            assertThat(contoso.operation(raw, operation).status()).isEqualTo(200);
            assertThat(adatum.operation(raw, operation).status()).isEqualTo(404);
        }
    }

    @Test
    void accountsAreListedBySubscriptionAndGroup() {
        String accounts = "/providers/Microsoft.CognitiveServices/accounts";
        assertThat(listed("/subscriptions/" + NORTH + accounts)).containsExactlyInAnyOrder("contoso", "fabrikam");
        assertThat(listed("/subscriptions/" + SOUTH + accounts)).containsExactly("adatum");
        assertThat(listed("/subscriptions/" + NORTH + "/resourceGroups/west" + accounts))
                .containsExactly("fabrikam");
        assertThat(listed("/subscriptions/" + SOUTH + "/resourceGroups/WEST" + accounts))
                .containsExactly("adatum");
    }

    private List<String> listed(String target) {
        try (RawHttp raw = SERVER.connect()) {
            return Account.names(contoso.call(raw, "GET", target, ""));
        }
    }

    /** What the upstream is asked for. */
    private static String model(Account account, String deployment) throws InterruptedException {
        SERVER.upstream().forget();
        assertThat(caller(account, "key1").chat(deployment).status()).isEqualTo(200);
        return Account.json(SERVER.upstream().request().body()).path("model").asText();
    }

    private static ChatCaller caller(Account account, String slot) {
        return at("localhost", account.key(slot));
    }

    private static ChatCaller at(String host, String key) {
        return new ChatCaller(SERVER::connect, host.equals("localhost") ? host : host + ".sprue.example", key);
    }
}
