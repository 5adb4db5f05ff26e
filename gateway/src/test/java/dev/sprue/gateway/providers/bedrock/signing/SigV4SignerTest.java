package dev.sprue.gateway.providers.bedrock.signing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.config.Secret;
import dev.sprue.gateway.http.Bodies;
import dev.sprue.gateway.http.Headers;
import dev.sprue.gateway.http.upstream.UpstreamEndpoint;
import dev.sprue.gateway.http.upstream.UpstreamRequest.Header;
import dev.sprue.gateway.providers.credentials.AwsCredentials;
import dev.sprue.gateway.providers.upstream.Outgoing;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a signer puts on a request to Bedrock. */
class SigV4SignerTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final UpstreamEndpoint BEDROCK =
            new UpstreamEndpoint("bedrock-runtime.us-east-1.amazonaws.com", 443, true, 1_000);
    private static final String PATH =
            "/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Ainference-profile%2Fa.b-v1%3A0/converse";

    @Test
    void aSignatureCoversWhatMustNotChangeAndNothingElse() {
        Map<String, String> added = sign(signer(Optional.empty(), NOON), PATH, "{}");
        assertThat(added.keySet()).containsExactly("x-amz-date", "authorization");
        assertThat(added).containsEntry("x-amz-date", "20260304T120000Z");
        assertThat(added.get("authorization"))
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260304/us-east-1/bedrock/aws4_request, "
                        + "SignedHeaders=content-type;host;x-amz-date;x-amzn-bedrock-trace, Signature=");
    }

    @Test
    void aSessionsTokenIsSentAndSigned() {
        Map<String, String> added = sign(signer(Optional.of(new Secret("token+/=")), NOON), PATH, "{}");
        assertThat(added.keySet()).containsExactly("x-amz-date", "x-amz-security-token", "authorization");
        assertThat(added).containsEntry("x-amz-security-token", "token+/=");
        assertThat(added.get("authorization"))
                .contains("SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amzn-bedrock-trace,");
    }

    /** The path is signed as it is sent, encoded once more: the request itself is the reference, in AWS's own steps. */
    @Test
    void theSignatureIsThatOfTheRequestAsItIsSent() {
        String authorization =
                sign(signer(Optional.empty(), NOON), PATH, "{\"a\":1}").get("authorization");
        String expected = new SigV4(credentials(Optional.empty()), "us-east-1", "bedrock")
                .authorization(
                        "20260304T120000Z",
                        "POST",
                        PATH,
                        List.of(
                                new Header("host", "bedrock-runtime.us-east-1.amazonaws.com"),
                                new Header("x-amz-date", "20260304T120000Z"),
                                new Header("content-type", "application/json"),
                                new Header("x-amzn-bedrock-trace", "ENABLED")),
                        Hashes.sha256("{\"a\":1}"));
        assertThat(authorization).isEqualTo(expected);
        assertThat(CanonicalRequest.of("POST", PATH, List.of(), "").text())
                .contains(
                        "/model/arn%253Aaws%253Abedrock%253Aus-east-1%253A1%253Ainference-profile%252Fa.b-v1%253A0/converse");
    }

    @Test
    void everythingThatIsSignedChangesTheSignature() {
        String one = sign(signer(Optional.empty(), NOON), PATH, "{}").get("authorization");
        assertThat(List.of(
                        sign(signer(Optional.empty(), NOON), PATH + "x", "{}").get("authorization"),
                        sign(signer(Optional.empty(), NOON), PATH, "{} ").get("authorization"),
                        sign(signer(Optional.empty(), NOON.plusSeconds(1)), PATH, "{}")
                                .get("authorization")))
                .doesNotContain(one)
                .doesNotHaveDuplicates();
        assertThat(sign(signer(Optional.empty(), NOON), PATH, "{}")).containsEntry("authorization", one);
    }

    @Test
    void aBodyInSeveralPiecesIsSignedAsOne() {
        Buffer pieces = Bodies.joined(List.of(bytes("{\"a\""), bytes(":1}")));
        assertThat(Hashes.sha256(pieces)).isEqualTo(Hashes.sha256("{\"a\":1}"));
        assertThat(pieces.length()).isEqualTo(7);
    }

    /** The port belongs to the host that is signed where it is not the scheme's own, as it belongs to the header. */
    @Test
    void anotherPortIsPartOfTheHost() {
        SigV4Signer signer = signer(Optional.empty(), NOON);
        Outgoing request = Outgoing.post(PATH, List.of(), bytes("{}"));
        String here = authorization(signer.headers(new UpstreamEndpoint("h", 443, true, 1), request));
        assertThat(authorization(signer.headers(new UpstreamEndpoint("h", 8443, true, 1), request)))
                .isNotEqualTo(here);
    }

    private static String authorization(List<Header> headers) {
        return headers.getLast().value().toString();
    }

    private static SigV4Signer signer(Optional<Secret> token, Instant now) {
        return new SigV4Signer(credentials(token), "us-east-1", "bedrock", Clock.fixed(now, ZoneOffset.UTC));
    }

    private static AwsCredentials credentials(Optional<Secret> token) {
        return new AwsCredentials("AKIDEXAMPLE", new Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), token);
    }

    private static Map<String, String> sign(SigV4Signer signer, String uri, String body) {
        Outgoing request = Outgoing.post(
                uri,
                List.of(
                        new Header(Headers.CONTENT_TYPE, Headers.JSON),
                        new Header(Headers.ACCEPT, Headers.JSON),
                        new Header(Headers.USER_AGENT, Headers.SPRUE),
                        new Header("x-amzn-bedrock-trace", "ENABLED")),
                bytes(body));
        Map<String, String> added = new LinkedHashMap<>();
        signer.headers(BEDROCK, request)
                .forEach(header ->
                        added.put(header.name().toString(), header.value().toString()));
        return added;
    }

    private static Buffer bytes(String text) {
        return Bodies.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
