package dev.sprue.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a provider's {@code credential} may say. */
class CredentialConfigTest {

    private static final String CLIENT = "11111111-2222-3333-4444-555555555555";

    private static ReadResult read(String rest) {
        return ConfigReader.read(
                "providers: [{name: up, type: openai, endpoint: 'http://x/v1', "
                        + rest.replace("CLIENT", CLIENT)
                        + ", models: [{format: F, name: m, capabilities: [chatCompletion]}]}]",
                Map.of("SECRET", "canary-of-entra"));
    }

    private static CredentialConfig credential(String text) {
        ReadResult result = read("credential: " + text);
        assertThat(result.problems()).isEmpty();
        return result.config().orElseThrow().providers().getFirst().credential().orElseThrow();
    }

    @Test
    void readsEachKind() {
        assertThat(credential("{file: {path: key.txt}}").file())
                .contains(new FileCredentialConfig("key.txt", CredentialUse.KEY));
        assertThat(credential("{command: {run: [az, token], send: bearer, refreshMs: 60000}}")
                        .command())
                .contains(new CommandCredentialConfig(List.of("az", "token"), CredentialUse.BEARER, 60_000, 30_000));
        EntraCredentialConfig entra = credential(
                        "{entra: {tenant: contoso.example, clientId: CLIENT, clientSecret: '${SECRET}'}}")
                .entra()
                .orElseThrow();
        assertThat(entra.clientSecret()).contains(new Secret("canary-of-entra"));
        assertThat(entra.scope()).isEqualTo("https://cognitiveservices.azure.com/.default");
        assertThat(entra.authority()).isEqualTo("https://login.microsoftonline.com");
        assertThat(entra.toString()).doesNotContain("canary");
        assertThat(credential("{managedIdentity: {}}").managedIdentity())
                .contains(new ManagedIdentityConfig(
                        Optional.empty(), Optional.empty(), ManagedIdentityConfig.COGNITIVE_SERVICES));
        assertThat(credential("{google: {}}").google())
                .contains(new GoogleCredentialConfig(Optional.empty(), List.of()));
    }

    @Test
    void keysOfAwsMayStandInTheEntryItself() {
        String bedrock =
                "providers: [{name: up, type: bedrock, region: us-east-1, %s, models: [{format: F, name: m, capabilities: [chatCompletion]}]}]";
        ReadResult whole = ConfigReader.read(
                bedrock.formatted("accessKeyId: AKID, secretAccessKey: '${SECRET}'"), Map.of("SECRET", "canary"));
        assertThat(whole.problems()).isEmpty();
        assertThat(whole.config().orElseThrow().providers().getFirst().ownAwsKeys())
                .contains(new AwsCredentialConfig(
                        Optional.of("AKID"), Optional.of(new Secret("canary")), Optional.empty(), Optional.empty()));
        assertThat(ConfigReader.read(bedrock.formatted("secretAccessKey: s"), Map.of())
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("belong together"));
        assertThat(ConfigReader.read(bedrock.formatted("accessKeyId: a, secretAccessKey: s, apiKey: k"), Map.of())
                        .problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("not several of them"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            credential: {} | names exactly one of file, command, entra, managedIdentity, google, aws, not 0
            credential: {google: {}, managedIdentity: {}} | google, aws, not 2
            credential: {file: {path: x}}, apiKey: k | an apiKey or a credential, not both
            credential: {file: {}} | the key 'path' is missing
            credential: {file: {path: x, send: cookie}} | send must be one of key, bearer, not 'cookie'
            credential: {command: {run: []}} | run must hold at least one value
            credential: {command: {run: [x], refreshMs: 1}} | refreshMs must be 1000 to 86400000
            credential: {entra: {tenant: t, clientId: CLIENT}} | exactly one of clientSecret, certificate, tokenFile, not 0
            credential: {entra: {tenant: t, clientId: CLIENT, clientSecret: s, certificate: c}} | tokenFile, not 2
            credential: {entra: {tenant: t, clientId: me, clientSecret: s}} | clientId must be a GUID
            credential: {entra: {tenant: 'a/b', clientId: CLIENT, clientSecret: s}} | tenant must be a GUID or a domain
            credential: {entra: {tenant: t, clientId: CLIENT, clientSecret: s, scope: 'https://x'}} | must end with /.default
            credential: {managedIdentity: {clientId: CLIENT, resourceId: /r}} | by clientId or by resourceId, not by both
            credential: {managedIdentity: {scope: 'https://x'}} | scope must end with /.default
            accessKeyId: a, secretAccessKey: s | only a provider of type 'bedrock'
            credential: {aws: {}} | only a provider of type 'bedrock'
            credential: {aws: {accessKeyId: a}} | accessKeyId and secretAccessKey belong together
            credential: {aws: {sessionToken: a}} | a sessionToken belongs to an accessKeyId
            credential: {aws: {profile: p, accessKeyId: a, secretAccessKey: b}} | come from a profile, not both
            credential: {gogle: {}} | did you mean 'google'?
            """)
    void refusesWhatCannotBeMeant(String text, String message) {
        assertThat(read(text).errors()).as(text).anySatisfy(problem -> assertThat(problem.message())
                .contains(message));
    }

    @Test
    void theBuiltinProviderTakesNone() {
        ReadResult result =
                ConfigReader.read("providers: [{name: builtin, type: builtin, credential: {google: {}}}]", Map.of());
        assertThat(result.errors()).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("has no credential"));
    }
}
