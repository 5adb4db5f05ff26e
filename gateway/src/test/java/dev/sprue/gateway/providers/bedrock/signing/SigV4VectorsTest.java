package dev.sprue.gateway.providers.bedrock.signing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.config.Secret;
import dev.sprue.gateway.http.upstream.UpstreamRequest.Header;
import dev.sprue.gateway.providers.credentials.AwsCredentials;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** The test vectors that AWS publishes for Signature Version 4: what is to be signed, and the signature that must come out. */
class SigV4VectorsTest {

    private static final String TIME = "20150830T123600Z";
    private static final SigV4 SIGNER = new SigV4(
            new AwsCredentials("AKIDEXAMPLE", new Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), Optional.empty()),
            "us-east-1",
            "service");

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(
            resources = "/aws/sigv4-vectors.csv",
            delimiter = '|',
            numLinesToSkip = 1,
            quoteCharacter = '\0',
            ignoreLeadingAndTrailingWhitespace = false)
    void theSignatureIsTheOneThatAwsPublished(
            String name, String method, String uri, String headers, String body, String signature) {
        List<Header> signed = new ArrayList<>();
        signed.add(new Header("x-amz-date", TIME));
        signed.add(new Header("host", "example.amazonaws.com"));
        if (headers != null) {
            for (String header : headers.split(";")) {
                int colon = header.indexOf(':');
                signed.add(new Header(
                        header.substring(0, colon), header.substring(colon + 1).replace('§', ';')));
            }
        }
        String hash = Hashes.sha256(body == null ? "" : body);
        assertThat(SIGNER.authorization(TIME, method, uri, signed, hash))
                .startsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
                        + "SignedHeaders=")
                .endsWith(", Signature=" + signature);
    }

    /** The key of another day signs what is sent on that day, and the first day's still does what it did. */
    @Test
    void aKeyIsKeptForItsDayOnly() {
        SigV4 signer = new SigV4(
                new AwsCredentials(
                        "AKIDEXAMPLE", new Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), Optional.empty()),
                "us-east-1",
                "service");
        String first = sign(signer, TIME);
        String next = sign(signer, "20150831T123600Z");
        assertThat(first).isEqualTo(sign(SIGNER, TIME));
        assertThat(next).isEqualTo(sign(SIGNER, "20150831T123600Z")).isNotEqualTo(first);
        assertThat(sign(signer, TIME)).isEqualTo(first);
    }

    private static String sign(SigV4 signer, String time) {
        return signer.authorization(
                time, "GET", "/", List.of(new Header("host", "example.amazonaws.com")), Hashes.sha256(""));
    }
}
