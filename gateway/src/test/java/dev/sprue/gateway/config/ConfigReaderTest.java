package dev.sprue.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {

    private static final String FULL = """
            listen: {host: 0.0.0.0, httpsPort: 9443, httpPort: -1, domain: models.example.com, corsOrigins: ["https://a.example", "http://localhost:3000"], tls: {cert: a.pem, key: a.key}}
            resources:
              - name: contoso
                location: westeurope
                subscription: 11111111-2222-3333-4444-555555555555
                resourceGroup: rg
                keys: {key1: "${KEY}", key2: 'abcdefghijklmnop-2'}
                disableLocalAuth: false
                network: {defaultAction: Deny, ipRules: [10.0.0.0/8, "::1", 192.168.1.7]}
                deployments:
                  - name: Mistral-large
                    default: true
                    model: {format: Mistral AI, name: Mistral-large-2411, version: "2"}
                    sku: {name: Standard}
                  - name: tiny
                    model: {format: Sprue, name: sprue-chat}
            providers:
              - name: mistral
                type: openai
                endpoint: https://api.example.com/v1
                apiKey: "${UPSTREAM_KEY}"
                timeouts: {connectMs: 1000}
                models:
                  - {format: Mistral AI, name: Mistral-large-2411, version: 2, id: mistral-large-2411, capabilities: [chatCompletion], contextLength: 131072}
            limits: {maxBodyMb: 10}
            log: {level: debug, format: json, access: false}
            """;

    private static final Map<String, String> ENV = Map.of("KEY", "0123456789abcdef", "UPSTREAM_KEY", "up-$tream: {x}");

    @Test
    void readsEveryPartOfAFullFile() {
        ReadResult result = ConfigReader.read(FULL.replace("UPSTREAM_KEY", "KEY"), ENV);

        assertThat(result.problems()).isEmpty();
        SprueConfig config = result.config().orElseThrow();
        assertThat(config.listen())
                .isEqualTo(new Listen(
                        "0.0.0.0",
                        9443,
                        -1,
                        "models.example.com",
                        false,
                        Optional.of(List.of("https://a.example", "http://localhost:3000")),
                        Optional.of(new TlsFiles("a.pem", "a.key"))));
        ResourceConfig resource = config.resources().getFirst();
        assertThat(resource.keys().key1()).contains(new Secret("0123456789abcdef"));
        assertThat(resource.keys().key2()).contains(new Secret("abcdefghijklmnop-2"));
        assertThat(resource.network())
                .isEqualTo(new NetworkConfig(NetworkConfig.Action.Deny, List.of("10.0.0.0/8", "::1", "192.168.1.7")));
        assertThat(resource.deployments().getFirst().isDefault()).isTrue();
        assertThat(resource.deployments().getFirst().sku()).isEqualTo(new SkuConfig("Standard", 1));
        assertThat(resource.deployments().get(1).model().version()).isEmpty();
        ProviderConfig provider = config.providers().getFirst();
        assertThat(provider.type()).isEqualTo(ProviderType.OPENAI);
        assertThat(provider.timeouts()).isEqualTo(new TimeoutsConfig(1000, 120_000, 120_000));
        assertThat(provider.models().getFirst().version()).isEqualTo("2");
        assertThat(provider.models().getFirst().contextLength()).contains(131_072);
        assertThat(config.limits().maxBodyMb()).isEqualTo(10);
        assertThat(config.log()).isEqualTo(new LogConfig(LogConfig.Level.debug, LogConfig.Format.json, false));
    }

    @Test
    void servesTheBuiltInModelsWhenNoResourceIsDeclared() {
        Map<String, String> env = Map.of("SPRUE_KEY1", "first-key-0123456", "SPRUE_KEY2", "second-key-012345");
        for (ReadResult result : List.of(
                ConfigReader.defaults(env), ConfigReader.read("# nothing\n", env), ConfigReader.read("{}", env))) {
            assertThat(result.problems()).isEmpty();
            ResourceConfig local = result.config().orElseThrow().resources().getFirst();
            assertThat(local.name()).isEqualTo("local");
            assertThat(local.location()).isEqualTo("local");
            assertThat(local.keys().key1()).contains(new Secret("first-key-0123456"));
            assertThat(local.keys().key2()).contains(new Secret("second-key-012345"));
            assertThat(local.deployments())
                    .extracting(
                            DeploymentConfig::name,
                            deployment -> deployment.sku().name())
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple("sprue-chat", "GlobalStandard"),
                            org.assertj.core.groups.Tuple.tuple("sprue-embed", "GlobalStandard"),
                            org.assertj.core.groups.Tuple.tuple("sprue-image-embed", "GlobalStandard"));
        }
    }

    @Test
    void leavesKeysOutWhenTheEnvironmentHasNone() {
        assertThat(ConfigReader.defaults(Map.of("SPRUE_KEY1", ""))
                        .config()
                        .orElseThrow()
                        .resources()
                        .getFirst()
                        .keys())
                .isEqualTo(new KeysConfig(Optional.empty(), Optional.empty()));
    }

    @Test
    void holdsTheKeysOfTheEnvironmentToTheirRules() {
        assertThat(ConfigReader.defaults(Map.of("SPRUE_KEY1", "tooshort")).errors())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.message()).contains("SPRUE_KEY1").doesNotContain("tooshort");
                    assertThat(problem.render("-")).doesNotContain(":0");
                });
        assertThat(ConfigReader.defaults(Map.of("SPRUE_KEY1", "0123456789abcdef", "SPRUE_KEY2", "0123456789abcdef"))
                        .errors())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("must differ"));
    }

    @Test
    void aResourceWithoutDeploymentsIsLegal() {
        ReadResult result = ConfigReader.read("resources: [{name: empty}]", Map.of());
        assertThat(result.problems()).isEmpty();
        assertThat(result.config().orElseThrow().resources().getFirst().deployments())
                .isEmpty();
    }

    @Test
    void warnsOfEachKeyThatIsNotActedOn() {
        ReadResult result = ConfigReader.read("""
                redis: {url: redis://x, anything: [goes]}
                resources:
                  - name: contoso
                    deployments:
                      - name: chat
                        model: {format: Sprue, name: sprue-chat}
                        sku: {capacity: 5}
                        rateLimits:
                          - {key: request, renewalPeriod: 10, count: 100}
                """, Map.of());

        assertThat(result.config()).isPresent();
        assertThat(result.errors()).isEmpty();
        assertThat(result.warnings())
                .extracting(Problem::line, Problem::message)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                1, "redis is accepted but this version does not act on it: there are no shared limits"),
                        org.assertj.core.groups.Tuple.tuple(
                                7,
                                "capacity is accepted but this version does not act on it: capacity is not enforced"),
                        org.assertj.core.groups.Tuple.tuple(
                                8,
                                "rateLimits is accepted but this version does not act on it: rate limits are not enforced"));
    }

    @Test
    void readsAllThatADeploymentCaptures() {
        ReadResult result = ConfigReader.read("""
                resources:
                  - name: contoso
                    keys: {key1: aaaaaaaaaaaaaaaa}
                    deployments:
                      - name: chat
                        model: {format: Sprue, name: sprue-chat}
                        versionUpgradeOption: NoAutoUpgrade
                        spilloverDeploymentName: other
                        serviceTier: Priority
                        dynamicThrottlingEnabled: true
                        rateLimits: [{key: token, renewalPeriod: 60, count: 500}]
                        tags: {team: blue, "cost centre": "", n: 7}
                """, Map.of());

        DeploymentConfig read = result.config()
                .orElseThrow()
                .resources()
                .getFirst()
                .deployments()
                .getFirst();
        assertThat(read.versionUpgradeOption()).contains(UpgradeOption.NoAutoUpgrade);
        assertThat(read.spilloverDeploymentName()).contains("other");
        assertThat(read.serviceTier()).contains(ServiceTier.Priority);
        assertThat(read.dynamicThrottlingEnabled()).contains(true);
        assertThat(read.rateLimits()).containsExactly(new RateLimit(RateLimit.Counted.token, 60, 500));
        assertThat(read.tags()).isEqualTo(Map.of("team", "blue", "cost centre", "", "n", "7"));
        assertThat(result.lines())
                .containsEntry("resources[0]", 2)
                .containsEntry("resources[0].keys.key1", 3)
                .containsEntry("resources[0].deployments[0]", 5);
    }

    @Test
    void refusesWhatADeploymentCannotBe() {
        ReadResult result = ConfigReader.read("""
                resources:
                  - name: contoso
                    deployments:
                      - name: chat
                        model: {format: Sprue, name: sprue-chat}
                        spilloverDeploymentName: CHAT
                        tags: {a: [b], "": c}
                        rateLimits:
                          - {key: token, renewalPeriod: 60, count: 500}
                          - {key: token, renewalPeriod: 60, count: 600}
                          - {key: tokens, renewalPeriod: 0, count: 1}
                """, Map.of());
        assertThat(result.errors())
                .extracting(problem -> problem.line() + " " + problem.message())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("6 a deployment cannot take"),
                        second -> assertThat(second).isEqualTo("7 a must be a text, not a list"),
                        third -> assertThat(third).startsWith("10 there is a limit for token in that period"),
                        fourth -> assertThat(fourth).startsWith("11 key must be one of request, token"),
                        fifth -> assertThat(fifth).startsWith("11 renewalPeriod must be 1 to 86400"));
        assertThat(ConfigReader.read(
                                "resources: [{name: rr, deployments: [{name: dd, tags: {'': c}, model: {format: Sprue,"
                                        + " name: sprue-chat}}]}]",
                                Map.of())
                        .errors())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).startsWith("a tag has a name of 1 to 512"));
    }

    @Test
    void looksWhereADeploymentSpillsOverTo() {
        ReadResult result = ConfigReader.read("""
                resources:
                  - name: contoso
                    deployments:
                      - name: ring
                        model: {format: Sprue, name: sprue-chat}
                        spilloverDeploymentName: Gnir
                      - name: gnir
                        model: {format: Sprue, name: sprue-chat}
                        spilloverDeploymentName: RING
                      - name: fine
                        model: {format: Sprue, name: sprue-chat}
                        spilloverDeploymentName: ring
                      - name: astray
                        model: {format: Sprue, name: sprue-chat}
                        spilloverDeploymentName: finee
                """, Map.of());
        assertThat(result.errors())
                .extracting(problem -> problem.line() + " " + problem.message())
                .satisfiesExactly(
                        one -> assertThat(one).startsWith("6 ").contains("would come back to it"),
                        two -> assertThat(two).startsWith("9 ").contains("would come back to it"));
        assertThat(result.warnings())
                .extracting(problem -> problem.line() + " " + problem.message())
                .filteredOn(message -> message.contains("declares no deployment"))
                .containsExactly(
                        "15 this resource declares no deployment 'finee'; until one is made over the management"
                                + " API, nothing takes over; did you mean 'fine'?");
    }

    @Test
    void refusesTagsThatDifferInCaseOnly() {
        assertThat(ConfigReader.read(
                                "resources: [{name: rr, deployments: [{name: dd, tags: {Team: a, team: b}, model: {format: Sprue,"
                                        + " name: sprue-chat}}]}]",
                                Map.of())
                        .errors())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("compared without case"));
    }

    @Test
    void replacesReferencesToTheEnvironmentAnywhereInAText() {
        String text = "resources: [{name: \"${A}-${B}\", location: '$${A} costs $5'}]";
        ReadResult good =
                ConfigReader.read(text.replace("'$${A} costs $5'", "'${A}${B}'"), Map.of("A", "x1", "B", "y2"));
        assertThat(good.config().orElseThrow().resources().getFirst().name()).isEqualTo("x1-y2");
        assertThat(good.config().orElseThrow().resources().getFirst().location())
                .isEqualTo("x1y2");
        assertThat(ConfigReader.read(
                                "providers: [{name: pp, type: openai, endpoint: 'http://x', apiKey: 'a$${B}c$d'}]",
                                Map.of())
                        .config()
                        .orElseThrow()
                        .providers()
                        .getFirst()
                        .apiKey())
                .contains(new Secret("a${B}c$d"));
    }

    @Test
    void aValueOfTheEnvironmentIsATextAndNeverYaml() {
        ReadResult result = ConfigReader.read(
                "listen: {httpsPort: \"${PORT}\"}\nlog: {level: '${LEVEL}'}", Map.of("PORT", "9000", "LEVEL", "null"));
        assertThat(result.errors()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(2);
            assertThat(problem.message()).contains("not '${LEVEL}'");
        });
    }

    @Test
    void showsNoValueOfTheEnvironmentAndNoSecret() {
        String canary = "canary value\u00e9 {";
        String text = """
                listen: {host: "${C}", httpsPort: "${C}", domain: "${C}", strictHosts: "${C}"}
                log: {level: "${C}"}
                resources:
                  - name: "${C}"
                    subscription: "${C}"
                    keys: {key1: "${C}", key2: plaincanary}
                    network: {ipRules: ["${C}"]}
                    deployments:
                      - {name: chat, model: {format: "${C}", name: "${C}", version: "${C}"}, sku: {name: "${C}"}}
                      - {name: chat, model: {format: Mine, name: sprue-chatt}}
                      - {name: "${D}", model: {format: Mine, name: Big, version: "9"}}
                      - {name: "${D}", model: {format: Sprue, name: "big"}}
                  - {name: two, keys: canary-in-the-wrong-place}
                providers:
                  - {name: pp, type: "${C}", endpoint: "${C}", apiKey: "${C}", models: "${C}"}
                  - {name: qq, type: openai, endpoint: 'http://u', models: [{format: "${C}", name: "${E}", version: "${C}", capabilities: ["${C}"]}]}
                """;
        ReadResult result = ConfigReader.read(text, Map.of("C", canary, "D", "canarydeployment", "E", "bigcanary"));
        assertThat(result.errors()).hasSizeGreaterThan(15);
        assertThat(result.problems())
                .allSatisfy(problem -> assertThat(problem.toString()).doesNotContain("canary"));
        assertThat(ConfigReader.read(FULL, ENV).problems().toString())
                .contains("apiKey must be printable")
                .doesNotContain("tream");
    }

    @Test
    void readsFilesAndSaysWhyItCannot(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("sprue.yaml"), "log: {level: warn}");
        assertThat(ConfigReader.read(file, Map.of())
                        .config()
                        .orElseThrow()
                        .log()
                        .level())
                .isEqualTo(LogConfig.Level.warn);
        assertThat(only(ConfigReader.read(folder.resolve("absent.yaml"), Map.of())))
                .isEqualTo("there is no such file");
        assertThat(only(ConfigReader.read(folder, Map.of()))).contains("it is a folder");
        Path latin = Files.write(folder.resolve("latin.yaml"), "# \u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(only(ConfigReader.read(latin, Map.of()))).contains("not UTF-8");
        Path large = Files.writeString(folder.resolve("large.yaml"), "#".repeat(5_000_000));
        assertThat(only(ConfigReader.read(large, Map.of()))).contains("larger than");
    }

    private static String only(ReadResult result) {
        assertThat(result.config()).isEmpty();
        assertThat(result.problems()).hasSize(1);
        return result.problems().getFirst().message();
    }
}
