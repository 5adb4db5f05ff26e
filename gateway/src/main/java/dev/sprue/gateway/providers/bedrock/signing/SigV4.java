package dev.sprue.gateway.providers.bedrock.signing;

import dev.sprue.gateway.http.upstream.UpstreamRequest.Header;
import dev.sprue.gateway.providers.credentials.AwsCredentials;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * AWS Signature Version 4 (AWS Identity and Access Management User Guide, "Create a signed AWS API request"): what the
 * {@code authorization} header of a request says.
 *
 * <p>The key that signs is derived from the secret one by four hashes and holds for a day, so it is kept.
 */
final class SigV4 {

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final String TERMINATION = "aws4_request";
    private static final int DATE_CHARS = 8;

    /** The key of one day. */
    private record DayKey(String date, byte[] key) {

        @Override
        public String toString() {
            return date;
        }
    }

    private final AwsCredentials credentials;
    private final String region;
    private final String service;
    private volatile DayKey dayKey = new DayKey("", new byte[0]);

    /**
     * @param region the region that is called ({@code us-east-1})
     * @param service the service's name for signing ({@code bedrock})
     */
    SigV4(AwsCredentials credentials, String region, String service) {
        this.credentials = credentials;
        this.region = region;
        this.service = service;
    }

    /**
     * The value of {@code authorization}.
     *
     * @param time the value of {@code x-amz-date}: {@code 20150830T123600Z}
     * @param headers those to be signed: {@code host}, {@code x-amz-date} and whatever else must not change on the way
     * @param payloadHash SHA-256 of the body in lower-case hexadecimal
     */
    String authorization(String time, String method, String uri, List<Header> headers, String payloadHash) {
        CanonicalRequest request = CanonicalRequest.of(method, uri, headers, payloadHash);
        String date = time.substring(0, DATE_CHARS);
        String scope = date + '/' + region + '/' + service + '/' + TERMINATION;
        String toSign = ALGORITHM + '\n' + time + '\n' + scope + '\n' + Hashes.sha256(request.text());
        return ALGORITHM + " Credential=" + credentials.accessKeyId() + '/' + scope + ", SignedHeaders="
                + request.signedHeaders() + ", Signature="
                + HexFormat.of().formatHex(Hashes.hmac(key(date), toSign));
    }

    private byte[] key(String date) {
        DayKey kept = dayKey;
        if (kept.date().equals(date)) {
            return kept.key();
        }
        byte[] secret = ("AWS4" + credentials.secretAccessKey().value()).getBytes(StandardCharsets.UTF_8);
        byte[] ofDate = Hashes.hmac(secret, date);
        byte[] ofRegion = Hashes.hmac(ofDate, region);
        byte[] ofService = Hashes.hmac(ofRegion, service);
        DayKey made = new DayKey(date, Hashes.hmac(ofService, TERMINATION));
        dayKey = made;
        return made.key();
    }
}
