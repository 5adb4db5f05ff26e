package dev.sprue.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.testing.Await;
import dev.sprue.gateway.testing.RawHttp;
import dev.sprue.gateway.testing.SpecifiedUpstream;
import dev.sprue.gateway.testing.SprueServer;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the configuration says of several providers for one model is what the product does. */
class SeveralProvidersTest {

    private static final String KEY = "several-key-0123456789";
    private static final String MODEL = "{format: F, name: m, capabilities: [chatCompletion], id: ";

    @RegisterExtension
    static final SprueServer SERVER = new SprueServer("""
            listen: {httpsPort: 0, httpPort: 0}
            log: {access: false}
            providers:
              - {name: first, type: openai, endpoint: 'http://127.0.0.1:%UPSTREAM%/v1', models: [MODEL first-id, skus: [Standard]}]}
              - {name: last, type: openai, endpoint: 'http://127.0.0.1:%UPSTREAM%/v1', models: [MODEL last-id, priority: 2}]}
              - {name: even, type: openai, endpoint: 'http://127.0.0.1:%UPSTREAM%/v1', models: [MODEL even-id, weight: 5}]}
            resources:
              - name: contoso
                keys: {key1: several-key-0123456789}
                deployments:
                  - {name: regional, model: {format: F, name: m}, sku: {name: Standard}}
                  - {name: global, model: {format: F, name: m}}
                  - {name: together, model: {format: F, name: m}, sku: {name: Standard}, affinity: session}
            """.replace("MODEL ", MODEL));

    @AfterEach
    void forget() {
        SERVER.upstream().script(new SpecifiedUpstream()).forget();
    }

    private static RawHttp.Answer chat(String deployment, String rest) {
        try (RawHttp raw = SERVER.connect()) {
            return raw.send(
                            "POST /models/chat/completions?api-version=2024-05-01-preview HTTP/1.1\nhost: x\napi-key: "
                                    + KEY + "\nextra-parameters: pass-through\ncontent-type: application/json",
                            "{\"model\":\"" + deployment + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]"
                                    + rest + "}")
                    .answer();
        }
    }

    private static String attempts(RawHttp.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.header("x-sprue-attempts").orElseThrow();
    }

    @Test
    void aCapacityTypeDecidesWhoServes() {
        for (int i = 0; i < 20; i++) {
            assertThat(attempts(chat("global", ""))).startsWith("even;");
        }
    }

    @Test
    void whereThereAreOthersTheLastOneWaits() {
        for (int i = 0; i < 50; i++) {
            assertThat(attempts(chat("regional", ""))).matches("(first|even);ms=\\d+");
        }
    }

    @Test
    void whereTheFirstFailTheLastOneAnswers() {
        SERVER.upstream().script((request, connection) -> {
            if (request.body().contains("last-id")) {
                new SpecifiedUpstream().answer(request, connection);
            } else {
                connection.answer(429, "application/json", "{}", "retry-after-ms: 1");
            }
        });
        assertThat(attempts(chat("global", ""))).matches("even;error=upstream_rate_limited;ms=\\d+, last;ms=\\d+");
    }

    @Test
    void whatBelongsTogetherGoesToOneOfThem() {
        // One that was told to wait rests, and its calls go elsewhere meanwhile.
        Await.until("nobody rests", () -> attempts(chat("global", "")).startsWith("even;ms="));
        Set<String> seen = new HashSet<>();
        for (int user = 0; user < 40; user++) {
            String name = ",\"user\":\"u" + user + "\"";
            String usual = attempts(chat("together", name)).replaceAll(";.*", "");
            assertThat(attempts(chat("together", name))).startsWith(usual + ";");
            seen.add(usual);
        }
        assertThat(seen).containsExactlyInAnyOrder("first", "even");
    }
}
