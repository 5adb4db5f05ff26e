package dev.sprue.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever a file holds, it is either used or refused with a reason. */
class ConfigReaderPropertiesTest {

    private static final String TEXT = """
            listen: {host: 0.0.0.0, httpsPort: 9443, tls: {cert: a.pem, key: a.key}}
            resources:
              - name: contoso   # a comment
                keys: {key1: "${KEY}", key2: 'abcdefghijklmnop-2'}
                network: &net {defaultAction: Deny, ipRules: [10.0.0.0/8, "::1"]}
                deployments:
                  - {name: one, default: true, model: {format: Acme, name: big, version: "2"}}
                  - name: two
                    model:
                      format: Sprue
                      name: sprue-chat
              - {name: other, network: *net}
            providers:
              - name: acme
                type: openai
                endpoint: https://api.example.com/v1
                models:
                  - {format: Acme, name: big, version: 2, capabilities: [chatCompletion], contextLength: 10}
            log: {level: debug}
            """;
    private static final String ALPHABET = " \n\t:-{}[],&*!|>'\"%@`#?~$<0aZ\u00e9\u0000\ufeff\ud83d\ude00.";

    @Property(seed = "20263", tries = 2_000)
    void aDamagedFileIsUsedOrRefusedWithReasons(@ForAll Random random) {
        StringBuilder text = new StringBuilder(TEXT);
        for (int edits = 1 + random.nextInt(6); edits > 0; edits--) {
            int at = random.nextInt(text.length());
            char other = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            switch (random.nextInt(4)) {
                case 0 -> text.setCharAt(at, other);
                case 1 -> text.insert(at, other);
                case 2 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(20)));
                default -> text.insert(at, text.substring(at, Math.min(text.length(), at + random.nextInt(40))));
            }
        }

        ReadResult result = ConfigReader.read(text.toString(), Map.of("KEY", "canary-0123456789"));

        assertThat(result.config().isPresent()).isEqualTo(result.errors().isEmpty());
        assertThat(result.problems()).allSatisfy(problem -> {
            assertThat(problem.message()).isNotBlank().doesNotContain("canary");
            assertThat(problem.line()).isBetween(0, text.toString().split("\n", -1).length + 1);
        });
    }

    @Example
    void theUndamagedFileIsFine() {
        assertThat(ConfigReader.read(TEXT, Map.of("KEY", "canary-0123456789")).problems())
                .isEmpty();
    }
}
