package dev.sprue.gateway.providers.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprue.gateway.config.AwsCredentialConfig;
import dev.sprue.gateway.config.Secret;
import dev.sprue.gateway.testing.ScriptedUpstream;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Keys of AWS from everywhere where its own clients look, in their order. */
class AwsSourceTest {

    private static final String LENT = """
            {"Code":"Success","AccessKeyId":"ASIA1","SecretAccessKey":"s/1+","Token":"t1==",\
            "Expiration":"2099-01-01T00:00:00Z"}""";
    private static final AwsCredentials LENT_KEYS =
            new AwsCredentials("ASIA1", new Secret("s/1+"), Optional.of(new Secret("t1==")));
    private static final String STS = """
            <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
              <AssumeRoleWithWebIdentityResult><Credentials>
                <SessionToken>t1==</SessionToken><SecretAccessKey>s/1+</SecretAccessKey>
                <Expiration>2099-01-01T00:00:00Z</Expiration><AccessKeyId>ASIA1</AccessKeyId>
              </Credentials></AssumeRoleWithWebIdentityResult>
            </AssumeRoleWithWebIdentityResponse>""";

    @RegisterExtension
    private final CredentialCase given = new CredentialCase();

    private Expiring<AwsCredentials> fetch() throws Exception {
        return fetch(Optional.empty());
    }

    private Expiring<AwsCredentials> fetch(Optional<String> profile) throws Exception {
        AwsCredentialConfig config =
                new AwsCredentialConfig(Optional.empty(), Optional.empty(), Optional.empty(), profile);
        return new AwsSource(new TokenClient(), config, given.folder(), given.variables()).fetch();
    }

    private void failsWith(String message) {
        assertThatThrownBy(this::fetch)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("canary");
    }

    private static AwsCredentials lasting(String id, String key) {
        return new AwsCredentials(id, new Secret(key), Optional.empty());
    }

    @Test
    void theEnvironmentComesFirst() throws Exception {
        given.env("AWS_ACCESS_KEY_ID", "AKIA1").env("AWS_SECRET_ACCESS_KEY", "k1");
        given.env("AWS_WEB_IDENTITY_TOKEN_FILE", "/nowhere")
                .file(".aws/credentials", "[default]\naws_access_key_id=A\n");
        assertThat(fetch()).isEqualTo(Expiring.lasting(lasting("AKIA1", "k1")));
        given.env("AWS_SESSION_TOKEN", "t");
        assertThat(fetch().value().sessionToken()).contains(new Secret("t"));
        given.env("AWS_SECRET_ACCESS_KEY", " ");
        failsWith("AWS_SECRET_ACCESS_KEY is not set");
    }

    @Test
    void aWebIdentityIsTradedForKeysOfARole() throws Exception {
        given.env(
                        "AWS_WEB_IDENTITY_TOKEN_FILE",
                        given.file("token", "web.token\n").toString())
                .env("AWS_ROLE_ARN", "arn:aws:iam::1:role/r")
                .env("AWS_ENDPOINT_URL_STS", given.url() + "/");
        given.answers(200, "text/xml", STS);
        assertThat(fetch()).isEqualTo(new Expiring<>(LENT_KEYS, Optional.of(Instant.parse("2099-01-01T00:00:00Z"))));
        ScriptedUpstream.Request request = given.endpoint().request();
        assertThat(request.line()).isEqualTo("POST / HTTP/1.1");
        assertThat(request.headers()).doesNotContainKey("authorization");
        assertThat(CredentialCase.fields(request.body()))
                .isEqualTo(Map.of(
                        "Action", "AssumeRoleWithWebIdentity",
                        "Version", "2011-06-15",
                        "RoleArn", "arn:aws:iam::1:role/r",
                        "RoleSessionName", "sprue",
                        "WebIdentityToken", "web.token"));
    }

    @Test
    void itsRefusalIsToldByItsCodeAndItsXmlReadWithCare() throws Exception {
        given.env("AWS_WEB_IDENTITY_TOKEN_FILE", given.file("token", "canary").toString())
                .env("AWS_ROLE_ARN", "arn:aws:iam::1:role/r")
                .env("AWS_ENDPOINT_URL_STS", given.url());
        given.answers(
                403,
                "text/xml",
                "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code></Error></ErrorResponse>");
        failsWith("answered with status 403: AccessDenied");
        given.answers(200, "text/xml", "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>");
        failsWith("not with XML");
        given.answers(200, "text/xml", "<x/>");
        failsWith("gave no credential");
    }

    @Test
    void aProfileHoldsKeys() throws Exception {
        given.file(".aws/credentials", """
                # comment
                [default]
                aws_access_key_id = AKIA1
                aws_secret_access_key = k=1
                [other]
                aws_access_key_id=AKIA2
                aws_secret_access_key=k2
                aws_session_token=t2
                """);
        given.file(".aws/config", "[default]\nregion = x\naws_access_key_id = IGNORED\n[profile third]\nregion = y\n");
        assertThat(fetch().value()).isEqualTo(lasting("AKIA1", "k=1"));
        given.env("AWS_PROFILE", "other");
        assertThat(fetch().value())
                .isEqualTo(new AwsCredentials("AKIA2", new Secret("k2"), Optional.of(new Secret("t2"))));
        assertThat(fetch(Optional.of("default")).value()).isEqualTo(lasting("AKIA1", "k=1"));
        given.env("AWS_PROFILE", "none");
        failsWith("have no profile none, which AWS_PROFILE names");
    }

    @Test
    void aProfileNamesACommand() throws Exception {
        given.file("print.sh", """
                printf '{"Version":1,"AccessKeyId":"%s","SecretAccessKey":"%s","Expiration":"2099-01-01T00:00:00Z"}' "$1" "$2"
                """);
        given.file(".aws/config", "[default]\ncredential_process = sh print.sh 'A K' \"k1\"\n");
        failsWith("gave something that is no credential");
        given.file(".aws/config", "[default]\ncredential_process = sh print.sh AK k1\n");
        assertThat(fetch())
                .isEqualTo(new Expiring<>(lasting("AK", "k1"), Optional.of(Instant.parse("2099-01-01T00:00:00Z"))));
        given.file(".aws/config", "[default]\ncredential_process = sh -c 'echo canary'\n");
        failsWith("does not print the JSON that it should (Version 1)");
        given.file(".aws/config", "[default]\ncredential_process = sh -c 'exit 3'\n");
        failsWith("ended with 3");
    }

    @Test
    void aProfileOfAnotherKindIsRefusedByName() throws Exception {
        given.file(".aws/config", "[default]\nrole_arn = r\nsource_profile = x\n");
        failsWith("takes another one's role (role_arn), which is not supported");
        given.file(".aws/config", "[default]\nsso_session = s\n");
        failsWith("signs in to IAM Identity Center, which is not supported");
    }

    @Test
    void aContainerAsksTheEndpointThatItsEnvironmentNames() throws Exception {
        given.env("AWS_CONTAINER_CREDENTIALS_FULL_URI", given.url() + "/v1/credentials")
                .env(
                        "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
                        given.file("token", "pod token").toString());
        given.answers(LENT);
        assertThat(fetch().value()).isEqualTo(LENT_KEYS);
        ScriptedUpstream.Request request = given.endpoint().request();
        assertThat(request.line()).isEqualTo("GET /v1/credentials HTTP/1.1");
        assertThat(request.headers()).containsEntry("authorization", "pod token");

        given.answers(500, "application/json", "{\"message\":\"it said pod token\"}");
        assertThatThrownBy(this::fetch).hasMessageContaining("status 500").hasMessageNotContaining("pod token");
        given.env("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://example.com/x");
        failsWith("without https, which is allowed for loopback");
    }

    @Test
    void anInstanceAsksItsMetadataServiceInASession() throws Exception {
        given.env("AWS_EC2_METADATA_SERVICE_ENDPOINT", given.url() + "/");
        instance("my-role", LENT);
        assertThat(fetch().value()).isEqualTo(LENT_KEYS);
        ScriptedUpstream.Request session = given.endpoint().request();
        assertThat(session.line()).isEqualTo("PUT /latest/api/token HTTP/1.1");
        assertThat(session.headers()).containsEntry("x-aws-ec2-metadata-token-ttl-seconds", "21600");
        assertThat(given.endpoint().request().headers()).containsEntry("x-aws-ec2-metadata-token", "session-1");
        ScriptedUpstream.Request keys = given.endpoint().request();
        assertThat(keys.line()).startsWith("GET /latest/meta-data/iam/security-credentials/my-role ");
        assertThat(keys.headers()).containsEntry("x-aws-ec2-metadata-token", "session-1");

        instance("my-role", "{\"Code\":\"AssumeRoleUnauthorizedAccess\",\"Message\":\"EC2 cannot assume the role\"}");
        failsWith("AssumeRoleUnauthorizedAccess: EC2 cannot assume the role");
        instance("<html>", LENT);
        failsWith("did not name this instance's role");
        given.env("AWS_EC2_METADATA_DISABLED", "true");
        failsWith("no keys of AWS were found");
    }

    private void instance(String role, String keys) {
        given.endpoint().script((request, connection) -> {
            String body =
                    switch (request.line().split(" ")[1]) {
                        case "/latest/api/token" -> "session-1";
                        case "/latest/meta-data/iam/security-credentials/" -> role;
                        default -> keys;
                    };
            connection.answer(200, "text/plain", body);
        });
    }
}
