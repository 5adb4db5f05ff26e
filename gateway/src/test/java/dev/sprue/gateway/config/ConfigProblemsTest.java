package dev.sprue.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One wrong thing at a time: where it is reported, and in which words. */
class ConfigProblemsTest {

    private static final String CHAT = "model: {format: Sprue, name: sprue-chat}";

    private static String model(String rest) {
        return provided("capabilities: [chatCompletion],\n" + rest);
    }

    private static String vectors(String rest) {
        return provided("capabilities: [embeddings],\n" + rest);
    }

    private static String provider(String resilience) {
        return "providers: [{name: up, type: openai, endpoint: 'http://x/v1',\nresilience: {" + resilience + "}}]";
    }

    private static String provided(String rest) {
        return "providers: [{name: up, type: openai, endpoint: 'http://x/v1', models: [{format: F, name: m, " + rest
                + "}]}]";
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                // the schema
                wrong("lisen: {}", 1, 1, "unknown key 'lisen'; did you mean 'listen'?", "Valid keys: listen, admin"),
                wrong("listen:\n  htpsPort: 1", 2, 3, "unknown key 'htpsPort' in listen; did you mean 'httpsPort'?"),
                wrong("zzz: 1", 1, 1, "unknown key 'zzz'; valid keys: listen"),
                wrong("listen: {<<: {host: x}}", 1, 10, "merge keys (<<)"),
                wrong("[a, b]", 1, 1, "the file must be a mapping, not a list"),
                wrong("just words", 1, 1, "the file must be a mapping, not a single value"),
                wrong("listen: [1]", 1, 9, "listen must be a mapping, not a list"),
                wrong("resources: {name: x}", 1, 12, "resources must be a list, not a mapping"),
                wrong("listen: {httpsPort: [1]}", 1, 21, "httpsPort must be a whole number, not a list"),
                wrong("listen: {httpsPort: 84x}", 1, 21, "httpsPort must be a whole number, not '84x'"),
                wrong("listen: {httpsPort: 1.5}", 1, 21, "httpsPort must be a whole number"),
                wrong("listen: {httpsPort: 70000}", 1, 21, "httpsPort must be 0 to 65535, not '70000'"),
                wrong("listen: {httpsPort: 99999999999999999999}", 1, 21, "httpsPort must be a whole number"),
                wrong("listen: {httpPort: -2}", 1, 20, "httpPort must be -1 to 65535"),
                wrong("listen: {httpPort: 8443}", 1, 20, "httpPort and httpsPort must differ"),
                wrong("listen: {host: 'no host'}", 1, 16, "host must be an IP address or a host name"),
                wrong("listen: {domain: -x}", 1, 18, "domain must be a DNS name"),
                wrong("listen: {corsOrigins: '*'}", 1, 23, "corsOrigins must be a list, not a single value"),
                wrong("listen: {corsOrigins: [a.example]}", 1, 24, "corsOrigins[0] must be '*', or an origin such as"),
                wrong("listen: {corsOrigins: ['*', 'https://a.example/']}", 1, 29, "not 'https://a.example/'"),
                wrong("listen: {corsOrigins: ['https://*.a.example']}", 1, 24, "must be '*', or an origin"),
                wrong("listen: {corsOrigins: ['http://a.example:123456']}", 1, 24, "must be '*', or an origin"),
                wrong("listen: {corsOrigins: [null]}", 1, 24, "corsOrigins[0] is empty"),
                wrong("listen:\n  corsOrigins: ['*', 'https://a.example']", 2, 16, "'*' in corsOrigins allows all"),
                wrong("listen: {host: ''}", 1, 16, "host must not be empty"),
                wrong("listen: {tls: {cert: a.pem}}", 1, 15, "the key 'key' is missing in listen.tls"),
                wrong("log: {access: yes}", 1, 15, "access must be true or false, not 'yes'"),
                wrong(
                        "log: {level: wran}",
                        1,
                        14,
                        "level must be one of debug, info, warn, error, not 'wran'; did you mean 'warn'?"),
                wrong(
                        "log:\n  level: info\n  format: text\n  level: warn",
                        4,
                        3,
                        "the key 'level' stands here twice, first on line 2"),
                wrong("log: {level: \"in\\nfo\"}", 1, 14, "level must be one of"),
                wrong("limits: {maxJsonDepth: 0}", 1, 24, "maxJsonDepth must be 1 to 500"),
                // what models can do
                wrongAt(
                        "sytemRole",
                        model("chat: {sytemRole: user}"),
                        "unknown key 'sytemRole'",
                        "did you mean 'systemRole'?"),
                wrongAt(
                        "none",
                        model("chat: {systemRole: none}"),
                        "systemRole must be one of native, user, not 'none'"),
                wrongAt("2.1", model("chat: {maxTemperature: 2.1}"), "maxTemperature must be 0 to 2, not '2.1'"),
                wrongAt("hot", model("chat: {maxTemperature: hot}"), "maxTemperature must be a number, not 'hot'"),
                wrongAt("1e1", model("chat: {maxTemperature: 1e1}"), "maxTemperature must be a number, not '1e1'"),
                wrongAt("-1", model("chat: {images: -1}"), "images must be 0 to 10000, not '-1'"),
                wrongAt(
                        "xml",
                        model("chat: {responseFormats: [xml]}"),
                        "must be one of text, json_object, json_schema"),
                wrongAt("maybe", model("chat: {tools: maybe}"), "tools must be true or false, not 'maybe'"),
                wrongAt(
                        "max}",
                        model("chat: {maxTokensField: max}"),
                        "must be one of max_tokens, max_completion_tokens"),
                wrongAt(
                        "{maxInputs",
                        model("embedding: {maxInputs: 1}"),
                        "embedding tells of embeddings or imageEmbeddings"),
                wrongAt(
                        "{tools",
                        vectors("chat: {tools: true}"),
                        "chat tells of chatCompletion or completion, which the model's capabilities"),
                wrongAt("[]", vectors("embedding: {encodings: []}"), "encodings must hold at least one value"),
                wrongAt(
                        "int4",
                        vectors("embedding: {encodings: [int4]}"),
                        "must be one of float, base64, int8, uint8, binary"),
                wrongAt(
                        "{min",
                        vectors("embedding: {dimensions: {min: 9, max: 8}}"),
                        "min must not be greater than max"),
                wrongAt(
                        "{min",
                        vectors("embedding: {dimensions: {min: 9, values: []}}"),
                        "either values or min and max"),
                wrongAt("0]", vectors("embedding: {dimensions: {values: [0]}}"), "must be 1 to 1000000, not '0'"),
                // resources
                wrong("resources: [{}]", 1, 13, "the key 'name' is missing in resources[0]"),
                wrong("resources: [~]", 1, 13, "resources[0] is empty"),
                wrong("resources: [{name: -x}]", 1, 20, "name must be 2 to 64 letters"),
                wrong("resources: [{name: " + "x".repeat(65) + "}]", 1, 20, "name must be 2 to 64 letters"),
                wrong("resources:\n- name: aa\n- name: AA", 3, 9, "another resource is named 'AA', on line 2"),
                wrong("resources: [{name: aa, subscription: 1-2}]", 1, 38, "subscription must be a GUID"),
                wrong("resources: [{name: aa, location: \"a\\r\\nx: y\"}]", 1, 34, "control characters"),
                wrong("resources: [{name: aa, network: {defaultAction: deny}}]", 1, 49, "did you mean 'Deny'?"),
                wrong("resources: [{name: aa, network: {ipRules: [10.0.0.0/33]}}]", 1, 44, "CIDR"),
                wrong("resources: [{name: aa, network: {ipRules: [10.0.0.256]}}]", 1, 44, "CIDR"),
                wrong("resources: [{name: aa, keys: {key1: short}}]", 1, 37, "key1 must be at least 16"),
                wrong(
                        "resources:\n- name: aa\n  keys:\n    key1: aaaaaaaaaaaaaaaa\n    key2: aaaaaaaaaaaaaaaa",
                        5,
                        11,
                        "resources[0].keys.key1 on line 4"),
                wrong(
                        "resources:\n- {name: aa, keys: {key1: aaaaaaaaaaaaaaaa}}\n- {name: bb, keys: {key2: aaaaaaaaaaaaaaaa}}",
                        3,
                        27,
                        "used already"),
                // deployments
                wrong(deployments("{name: dd}"), 1, 38, "the key 'model' is missing in resources[0].deployments[0]"),
                wrong(
                        deployments("{name: dd, " + CHAT + ", sku: {name: globalstandard}}"),
                        1,
                        103,
                        "one of GlobalStandard",
                        "did you mean 'GlobalStandard'?"),
                wrong(
                        deployments("{name: dd, " + CHAT + "}, {name: DD, " + CHAT + "}"),
                        1,
                        99,
                        "another deployment is named 'DD'"),
                wrong(
                        deployments("{name: dd, model: {format: Sprue, name: sprue-caht}}"),
                        1,
                        78,
                        "no provider declares a model 'sprue-caht'",
                        "did you mean 'sprue-chat'?"),
                wrong(
                        deployments("{name: dd, model: {format: Spruce, name: sprue-chat}}"),
                        1,
                        65,
                        "another format than 'Spruce'; did you mean 'Sprue'?"),
                wrong(
                        deployments("{name: dd, model: {format: Sprue, name: sprue-chat, version: '2'}}"),
                        1,
                        99,
                        "has no version '2'; it has: 1"),
                wrong(
                        deployments("{name: dd, default: true, " + CHAT + "}, {name: ee, default: true, " + CHAT + "}"),
                        1,
                        127,
                        "another deployment is the default for chatCompletion already, on line 1"),
                // providers
                wrong("providers: [{name: pp, type: opnai}]", 1, 30, "did you mean 'openai'?"),
                wrong(
                        "providers: [{name: pp, type: openai, endpoint: 'https://x', vertex: {project: p}, models: ["
                                + MODEL + "]}]",
                        1,
                        69,
                        "only providers of type 'gemini' can be at Vertex AI"),
                wrong(
                        "providers: [{name: pp, type: gemini, vertex: {location: global}, models: [" + MODEL + "]}]",
                        1,
                        46,
                        "it needs a project, or the provider an apiKey"),
                wrong("providers: [{name: pp, type: openai, models: [" + MODEL + "]}]", 1, 13, "needs an endpoint"),
                wrong(
                        "providers: [{name: pp, type: openai, endpoint: 'ftp://x', models: [" + MODEL + "]}]",
                        1,
                        48,
                        "endpoint must be an address that begins with http"),
                wrong(
                        "providers: [{name: pp, type: openai, endpoint: 'https://u:p@x', models: [" + MODEL + "]}]",
                        1,
                        48,
                        "endpoint must be"),
                wrong(
                        "providers: [{name: builtin, type: builtin, endpoint: 'http://x', models: [{format: Sprue, name: sprue-chat, capabilities: [chatCompletion]}]}]",
                        1,
                        54,
                        "has no endpoint"),
                wrong(
                        "providers: [{name: builtin, type: builtin, models: [{format: Sprue, name: sprue-chart, capabilities: [chatCompletion]}]}]",
                        1,
                        75,
                        "no built-in model is named 'sprue-chart'; did you mean 'sprue-chat'?"),
                wrong(
                        "providers: [{name: pp, type: openai, endpoint: 'http://x', models: [{format: F, name: m}]}]",
                        1,
                        69,
                        "the key 'capabilities' is missing"),
                wrong(
                        "providers: [{name: pp, type: openai, endpoint: 'http://x', models: [{format: F, name: m, capabilities: []}]}]",
                        1,
                        104,
                        "capabilities must hold at least one value"),
                wrong(
                        "providers: [{name: pp, type: openai, endpoint: 'http://x', models: [" + MODEL + ", " + MODEL
                                + "]}]",
                        1,
                        123,
                        "the same model"),
                wrong(
                        "providers: [{name: mine, type: builtin}]",
                        1,
                        20,
                        "the name 'builtin' belongs to the provider of type 'builtin'"),
                wrong(
                        "providers: [{name: Builtin, type: openai, endpoint: 'http://x'}]",
                        1,
                        20,
                        "the name 'builtin' belongs to the provider of type 'builtin'"),
                wrongAt("{}", provider("hedging: {}"), "the key 'afterMs' is missing"),
                wrongAt("11}", provider("retries: {max: 11}"), "max must be 0 to 10, not '11'"),
                wrongAt("health", provider("probe: {path: health}"), "path must be a path that begins with '/'"),
                wrongAt("often", provider("probe: {path: /, intervalMs: often}"), "intervalMs must be a whole number"),
                wrongAt(
                        "{}}",
                        "providers: [{name: builtin, type: builtin,\nresilience: {probe: {}}}]",
                        "a provider of type 'builtin' has no resilience.probe"),
                wrongAt("0, id", model("weight: 0, id: x"), "weight must be 1 to 1000, not '0'"),
                wrongAt("Standart", model("skus: [Standart]"), "did you mean 'Standard'?"),
                wrongAt(
                        "{format: F, name: m}",
                        "providers: [{name: pp, type: openai, endpoint: 'http://x', models: [{format: F, name: m,"
                                + " capabilities: [chatCompletion], skus: [Standard]}]}]\n"
                                + deployments("{name: dd, model: {format: F, name: m}}"),
                        "no provider serves this model to deployments of the SKU 'GlobalStandard'; there are some for:"
                                + " Standard"),
                // the environment
                wrong("log:\n  level: ${NOPE}", 2, 10, "the environment variable NOPE is not set"),
                wrong("log: {level: \"${9}\"}", 1, 14, "write ${NAME}"),
                wrong("redis: {url: \"${NOPE}\"}", 1, 14, "the environment variable NOPE is not set"),
                // YAML itself
                wrong("a: [1", 1, 6, "this is not YAML"),
                wrong("listen:\n\thost: x", 2, 1, "this is not YAML"),
                wrong("--- {}\n--- {}", 2, 5, "more than one document"),
                wrong("log: *hidden", 1, 6, "begins with * needs quotes"),
                wrong("log: !java x", 1, 6, "tags have no meaning here"),
                wrong("? [a]\n: b", 1, 3, "a key must be a single word"),
                wrong("redis: " + "[".repeat(40) + "]".repeat(40), 1, 40, "nested more than 32 levels"));
    }

    private static final String MODEL = "{format: F, name: m, capabilities: [chatCompletion]}";

    @ParameterizedTest
    @MethodSource("mistakes")
    void saysWhereAndWhat(String text, int line, int column, List<String> words) {
        ReadResult result = ConfigReader.read(text, Map.of());

        assertThat(result.config()).isEmpty();
        assertThat(result.errors()).anySatisfy(problem -> {
            assertThat(problem.message()).contains(words);
            assertThat(problem.line() + ":" + problem.column()).isEqualTo(line + ":" + column);
        });
    }

    @Test
    void findsEverythingInOneGo() {
        ReadResult result = ConfigReader.read("""
                listen: {httpsPort: x}
                logg: {}
                resources:
                  - name: contoso
                    deployments:
                      - {name: a1, model: {format: Sprue, name: nope}}
                      - {name: b2, model: {format: Sprue, name: sprue-chat}, sku: {name: Big}}
                      - {name: b2}
                providers:
                  - {name: pp, type: openai}
                """, Map.of());

        assertThat(result.errors()).extracting(Problem::line).containsExactly(1, 2, 6, 7, 8, 8, 10);
    }

    @Test
    void refusesAliasesThatGrowWithoutBound() {
        StringBuilder text = new StringBuilder("redis:\n  - &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 12; i++) {
            text.append("  - &a").append(i).append(" [");
            text.append(String.join(",", java.util.Collections.nCopies(10, "*a" + (i - 1))));
            text.append("]\n");
        }
        ReadResult result = ConfigReader.read(text.toString(), Map.of());
        assertThat(result.errors()).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("more than 100000 values"));
    }

    @Test
    void readsAliasesOfParts() {
        ReadResult result = ConfigReader.read("""
                resources:
                  - {name: one, network: &closed {defaultAction: Deny, ipRules: [10.0.0.1]}}
                  - {name: two, network: *closed}
                """, Map.of());
        assertThat(result.problems()).isEmpty();
        assertThat(result.config().orElseThrow().resources().get(1).network().ipRules())
                .containsExactly("10.0.0.1");
    }

    @Test
    void namesAProblemAsCompilersDo() {
        assertThat(new Problem(Problem.Severity.ERROR, 3, 7, "listen", "no").render("a.yaml"))
                .isEqualTo("a.yaml:3:7: error: no");
        assertThat(new Problem(Problem.Severity.WARNING, 0, 0, "", "hm").render("a.yaml"))
                .isEqualTo("a.yaml: warning: hm");
    }

    private static String deployments(String items) {
        return "resources: [{name: rr, deployments: [" + items + "]}]";
    }

    /** A mistake on the second line, where {@code at} begins. */
    private static Arguments wrongAt(String at, String text, String... words) {
        return wrong(text, 2, text.lines().toList().get(1).indexOf(at) + 1, words);
    }

    private static Arguments wrong(String text, int line, int column, String... words) {
        return Arguments.of(text, line, column, Arrays.asList(words));
    }
}
