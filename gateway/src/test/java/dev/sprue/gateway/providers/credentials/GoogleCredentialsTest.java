package dev.sprue.gateway.providers.credentials;

import static dev.sprue.gateway.providers.credentials.CredentialCase.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.testing.ScriptedUpstream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens of Google, for each of its accounts and in the order in which its own clients look for them. */
class GoogleCredentialsTest {

    private static final String TOKEN = "{\"access_token\":\"ya29.c.x\",\"expires_in\":3599,\"token_type\":\"Bearer\"}";

    @RegisterExtension
    private final CredentialCase given = new CredentialCase();

    private String serviceAccount(Keys keys) throws IOException {
        return new ObjectMapper()
                .writeValueAsString(Map.of(
                        "type", "service_account",
                        "client_email", "sprue@project.iam.gserviceaccount.com",
                        "private_key_id", "key-1",
                        "private_key", keys.privateKeyPem(),
                        "token_uri", given.url() + "/token"));
    }

    @Test
    void aServiceAccountSignsAStatement() throws Exception {
        Keys keys = Keys.make();
        given.file("key.json", serviceAccount(keys));
        given.answers(TOKEN);
        assertThat(header(given.of("{google: {keyFile: key.json}}"))).isEqualTo("authorization: Bearer ya29.c.x");

        ScriptedUpstream.Request request = given.endpoint().request();
        assertThat(request.line()).isEqualTo("POST /token HTTP/1.1");
        Map<String, String> form = CredentialCase.fields(request.body());
        assertThat(form).containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
        Keys.Statement statement = keys.verified(form.getOrDefault("assertion", ""), "RS256");
        assertThat(statement.header().path("kid").asText()).isEqualTo("key-1");
        assertThat(statement.claims().path("iss").asText()).isEqualTo("sprue@project.iam.gserviceaccount.com");
        assertThat(statement.claims().path("aud").asText()).isEqualTo(given.url() + "/token");
        assertThat(statement.claims().path("scope").asText())
                .isEqualTo("https://www.googleapis.com/auth/cloud-platform");
        assertThat(statement.claims().path("exp").asLong()
                        - statement.claims().path("iat").asLong())
                .isEqualTo(3_600);
    }

    @Test
    void theEnvironmentNamesAKeyFile() throws Exception {
        Path key = given.file("adc.json", serviceAccount(Keys.make()));
        given.env("GOOGLE_APPLICATION_CREDENTIALS", key.toString()).answers(TOKEN);
        header(given.of("{google: {}}"));
        assertThat(given.form()).containsKey("assertion");
    }

    @Test
    void aUserOfGcloudHasARefreshToken() throws Exception {
        given.file(
                ".config/gcloud/application_default_credentials.json",
                "{\"type\":\"authorized_user\",\"client_id\":\"c\",\"client_secret\":\"s\",\"refresh_token\":\"r\","
                        + "\"token_uri\":\"" + given.url() + "/token\"}");
        given.answers(TOKEN);
        header(given.of("{google: {}}"));
        assertThat(given.form())
                .isEqualTo(Map.of(
                        "grant_type", "refresh_token", "client_id", "c", "client_secret", "s", "refresh_token", "r"));
    }

    @Test
    void aMachineInGooglesCloudAsksItsMetadataServer() throws Exception {
        given.env("GCE_METADATA_HOST", given.url().substring("http://".length()))
                .answers(TOKEN);
        header(given.of("{google: {scopes: [a, b]}}"));
        ScriptedUpstream.Request request = given.endpoint().request();
        assertThat(request.line())
                .isEqualTo("GET /computeMetadata/v1/instance/service-accounts/default/token?scopes=a%2Cb HTTP/1.1");
        assertThat(request.headers()).containsEntry("metadata-flavor", "Google");
    }

    private void federated(String source, String more) throws IOException {
        given.file("pool.json", """
                {"type":"external_account","audience":"//iam/pools/p","token_url":"%s/sts","subject_token_type":"jwt",\
                "credential_source":%s%s}""".formatted(given.url(), source, more));
    }

    @Test
    void aTokenOfAnotherIssuerIsExchanged() throws Exception {
        Path token = given.file("token", "issuer.token\n");
        federated("{\"file\":\"" + token + "\"}", "");
        given.answers(TOKEN);
        assertThat(header(given.of("{google: {keyFile: pool.json, scopes: [a, b]}}")))
                .isEqualTo("authorization: Bearer ya29.c.x");
        assertThat(given.form())
                .isEqualTo(Map.of(
                        "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                        "audience", "//iam/pools/p",
                        "scope", "a b",
                        "requested_token_type", "urn:ietf:params:oauth:token-type:access_token",
                        "subject_token", "issuer.token",
                        "subject_token_type", "jwt"));
    }

    @Test
    void orComesFromAnAddressAndSpeaksForAServiceAccount() throws Exception {
        federated(
                "{\"url\":\"" + given.url() + "/issuer\",\"headers\":{\"x-proof\":\"p\"},"
                        + "\"format\":{\"type\":\"json\",\"subject_token_field_name\":\"value\"}}",
                ",\"service_account_impersonation_url\":\"" + given.url() + "/speak\"");
        given.endpoint().script((request, connection) -> {
            String body =
                    switch (request.line().split(" ")[1]) {
                        case "/issuer" -> "{\"value\":\"issuer.token\"}";
                        case "/sts" -> TOKEN;
                        default -> "{\"accessToken\":\"ya29.sa\",\"expireTime\":\"2099-01-01T00:00:00Z\"}";
                    };
            connection.answer(200, "application/json", body);
        });
        assertThat(header(given.of("{google: {keyFile: pool.json, scopes: [a]}}")))
                .isEqualTo("authorization: Bearer ya29.sa");
        assertThat(given.endpoint().request().headers()).containsEntry("x-proof", "p");
        assertThat(given.form())
                .containsEntry("subject_token", "issuer.token")
                .containsEntry("scope", "https://www.googleapis.com/auth/iam");
        ScriptedUpstream.Request speaks = given.endpoint().request();
        assertThat(speaks.line()).isEqualTo("POST /speak HTTP/1.1");
        assertThat(speaks.headers()).containsEntry("authorization", "Bearer ya29.c.x");
        assertThat(new ObjectMapper().readTree(speaks.body()).toString())
                .isEqualTo("{\"scope\":[\"a\"],\"lifetime\":\"3600s\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"type":"gdch_service_account"} | is of type 'gdch_service_account'; only service_account, authorized_user and
            {"type":"external_account","credential_source":{"environment_id":"aws1"}} | has a credential_source other than file
            {"type":"service_account"} | lacks client_email
            {"type":"service_account","client_email":"e","private_key":"canary"} | holds no unencrypted RSA key as PKCS#8
            {"canary | is no JSON
            """)
    void aFileThatIsNoKeySaysWhatItLacks(String text, String message) throws Exception {
        Path file = given.file("key.json", text);
        GoogleSource source = new GoogleSource(new TokenClient(), Optional.of(file), List.of(), given.variables());
        assertThatThrownBy(source::fetch)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("key.json")
                .hasMessageNotContaining("canary");
    }
}
