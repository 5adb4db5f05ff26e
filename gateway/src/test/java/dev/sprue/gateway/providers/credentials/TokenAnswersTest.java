package dev.sprue.gateway.providers.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprue.gateway.config.Secret;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What token endpoints can say and do, and what the operator reads of it. */
class TokenAnswersTest {

    @RegisterExtension
    private final CredentialCase given = new CredentialCase();

    private Expiring<Secret> fetch() throws IOException, InterruptedException {
        TokenClient client = new TokenClient(Duration.ofMillis(500));
        return TokenAnswers.token(
                client.send(TokenClient.post(given.url() + "/token", Map.of("k", "v"))), new Secret("canary"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            200 | {"access_token":""} | gave no credential
            200 | {"access_token":"a b"} | gave something that is no credential
            200 | {"access_token":"a","expires_in":"soon"} | gave a token with an end that cannot be read
            200 | ["canary"] | not with a JSON object
            200 | {"access_token":"canary | not with a JSON object
            200 | | not with a JSON object
            302 | {} | answered with status 302
            400 | {"error":"invalid_grant","error_description":"expired"} | status 400: invalid_grant: expired
            400 | {"error":"e","error_description":"you sent canary"} | status 400: e
            503 | <html>canary</html> | answered with status 503
            """)
    void whatIsNoTokenIsToldWithoutItsSecrets(int status, String body, String message) {
        given.answers(status, "application/json", body == null ? "" : body);
        assertThatThrownBy(this::fetch)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message)
                .hasMessageContaining("127.0.0.1")
                .hasMessageNotContaining("canary");
    }

    @Test
    void longWordsAreCutAndLinesJoined() {
        given.answers(400, "application/json", "{\"error\":\"a\\nb\\u0007" + "x".repeat(10_000) + "\"}");
        assertThatThrownBy(this::fetch)
                .satisfies(failed ->
                        assertThat(failed.getMessage()).contains("a b x").hasSizeLessThan(500));
    }

    @Test
    void anEndpointThatHangsIsGivenUp() {
        given.endpoint().script((request, connection) -> connection
                .send("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{")
                .otherCloses());
        assertThatThrownBy(this::fetch).hasMessage("127.0.0.1 did not answer within 500 ms");
    }

    @Test
    void anEndpointThatBreaksOffOrSendsTooMuchIsTold() {
        given.endpoint().script((request, connection) -> connection.reset());
        assertThatThrownBy(this::fetch).hasMessageContaining("cannot be reached, or broke off");
        given.answers("{\"a\":\"" + "x".repeat(1_100_000) + "\"}");
        assertThatThrownBy(this::fetch).hasMessageContaining("cannot be reached, or broke off");
    }

    @Test
    void endsAreRead() throws Exception {
        given.answers("{\"access_token\":\"a\"}");
        assertThat(fetch()).isEqualTo(Expiring.lasting(new Secret("a")));
        given.answers("{\"access_token\":\"a\",\"expires_on\":\"1506484173\"}");
        assertThat(fetch().expiresAt()).contains(Instant.ofEpochSecond(1_506_484_173));
        given.answers("{\"access_token\":\"a\",\"expires_in\":9223372036854775807}");
        assertThat(fetch().expiresAt().orElseThrow()).isAfter(Instant.now().plus(Duration.ofDays(1_000)));
    }
}
