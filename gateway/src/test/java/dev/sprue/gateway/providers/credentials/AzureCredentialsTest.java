package dev.sprue.gateway.providers.credentials;

import static dev.sprue.gateway.providers.credentials.CredentialCase.header;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.testing.ScriptedUpstream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tokens of Microsoft Entra ID, as applications and as managed identities, from stand-ins that see every request. */
class AzureCredentialsTest {

    private static final String TOKEN = "{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"eyJ.a.b\"}";
    private static final String ENTRA = "{entra: {tenant: contoso.example, clientId: CLIENT, authority: 'URL/', ";
    private static final String SCOPE = "https://cognitiveservices.azure.com/.default";

    @RegisterExtension
    private final CredentialCase given = new CredentialCase();

    @Test
    void anApplicationProvesItselfWithASecret() throws Exception {
        given.answers(TOKEN);
        assertThat(header(given.of(ENTRA + "clientSecret: 's~/+&e='}}"))).isEqualTo("authorization: Bearer eyJ.a.b");

        ScriptedUpstream.Request request = given.endpoint().request();
        assertThat(request.line()).isEqualTo("POST /contoso.example/oauth2/v2.0/token HTTP/1.1");
        assertThat(request.headers()).containsEntry("content-type", "application/x-www-form-urlencoded");
        assertThat(CredentialCase.fields(request.body()))
                .isEqualTo(Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        CredentialCase.CLIENT,
                        "scope",
                        SCOPE,
                        "client_secret",
                        "s~/+&e="));
    }

    @Test
    void orWithACertificateWhoseKeySignsAStatement() throws Exception {
        Keys keys = Keys.make();
        given.file("app.pem", keys.certificatePem() + keys.privateKeyPem());
        given.answers(TOKEN);
        assertThat(header(given.of(ENTRA + "certificate: app.pem}}"))).isEqualTo("authorization: Bearer eyJ.a.b");

        Map<String, String> form = given.form();
        assertThat(form)
                .containsEntry("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                .doesNotContainKey("client_secret");
        Keys.Statement statement = keys.verified(form.getOrDefault("client_assertion", ""), "PS256");
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(keys.certificate().getEncoded());
        assertThat(statement.header().path("x5t#S256").asText())
                .isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
        JsonNode claims = statement.claims();
        assertThat(claims.path("aud").asText()).isEqualTo(given.url() + "/contoso.example/oauth2/v2.0/token");
        assertThat(claims.path("iss").asText()).isEqualTo(CredentialCase.CLIENT);
        assertThat(claims.path("sub").asText()).isEqualTo(CredentialCase.CLIENT);
        assertThat(claims.path("jti").asText()).isNotEmpty();
        assertThat(claims.path("nbf").asLong()).isEqualTo(claims.path("iat").asLong());
        assertThat(claims.path("exp").asLong() - claims.path("nbf").asLong()).isEqualTo(600);
    }

    @Test
    void orWithTheTokenOfAnIssuerThatItTrusts() throws Exception {
        given.file("token", "issuer.token.1\n");
        given.answers(TOKEN);
        header(given.of(ENTRA + "tokenFile: token}}"));
        assertThat(given.form()).containsEntry("client_assertion", "issuer.token.1");
    }

    @Test
    void aRefusalIsAFailureThatSaysNothingSecret() throws Exception {
        given.answers(401, "application/json", "{\"error\":\"invalid_client\"}");
        var failure =
                CredentialCase.failure(given.of(ENTRA + "clientSecret: s}}")).failure();
        assertThat(failure.code()).isEqualTo(ErrorCode.UPSTREAM_CREDENTIAL_MISSING);
        assertThat(failure.status()).isEqualTo(502);
        assertThat(failure.upstream().orElseThrow().provider()).isEqualTo("up");
    }

    @Test
    void aVirtualMachineAsksItsMetadataService() throws Exception {
        given.env("AZURE_POD_IDENTITY_AUTHORITY_HOST", given.url() + "/");
        given.answers("{\"access_token\":\"vm.token\",\"expires_in\":\"3599\",\"expires_on\":\"1506484173\"}");
        assertThat(header(given.of("{managedIdentity: {clientId: CLIENT}}")))
                .isEqualTo("authorization: Bearer vm.token");

        ScriptedUpstream.Request request = given.endpoint().request();
        assertThat(request.headers()).containsEntry("metadata", "true");
        assertThat(request.line()).startsWith("GET /metadata/identity/oauth2/token?");
        assertThat(query(request))
                .isEqualTo(Map.of(
                        "api-version", "2018-02-01",
                        "resource", "https://cognitiveservices.azure.com",
                        "client_id", CredentialCase.CLIENT));
    }

    @Test
    void anAppAsksTheEndpointThatItsEnvironmentNames() throws Exception {
        given.env("IDENTITY_ENDPOINT", given.url() + "/msi/token").env("IDENTITY_HEADER", "app-proof");
        long end = java.time.Instant.now().getEpochSecond() + 3_600;
        given.answers("{\"access_token\":\"app.token\",\"expires_on\":\"" + end + "\"}");
        assertThat(header(given.of(
                        "{managedIdentity: {resourceId: /subscriptions/a, scope: 'https://ai.azure.com/.default'}}")))
                .isEqualTo("authorization: Bearer app.token");

        ScriptedUpstream.Request request = given.endpoint().request();
        assertThat(request.headers()).containsEntry("x-identity-header", "app-proof");
        assertThat(request.line()).startsWith("GET /msi/token?");
        assertThat(query(request))
                .isEqualTo(Map.of(
                        "api-version", "2019-08-01",
                        "resource", "https://ai.azure.com",
                        "mi_res_id", "/subscriptions/a"));
    }

    @Test
    void aPodTradesItsOwnTokenIn() throws Exception {
        Path token = given.file("pod/token", "pod.token.1");
        given.env("AZURE_FEDERATED_TOKEN_FILE", token.toString())
                .env("AZURE_TENANT_ID", "tenant-1")
                .env("AZURE_CLIENT_ID", CredentialCase.CLIENT)
                .env("AZURE_AUTHORITY_HOST", given.url() + "/");
        given.answers(TOKEN);
        header(given.of("{managedIdentity: {}}"));

        ScriptedUpstream.Request request = given.endpoint().request();
        assertThat(request.line()).startsWith("POST /tenant-1/oauth2/v2.0/token ");
        assertThat(CredentialCase.fields(request.body()))
                .containsEntry("client_assertion", "pod.token.1")
                .containsEntry("client_id", CredentialCase.CLIENT)
                .containsEntry("scope", SCOPE);
    }

    private static Map<String, String> query(ScriptedUpstream.Request request) {
        String target = request.line().split(" ")[1];
        return CredentialCase.fields(target.substring(target.indexOf('?') + 1));
    }
}
