package dev.sprue.gateway.providers.bedrock.signing;

import dev.sprue.gateway.http.Headers;
import dev.sprue.gateway.http.upstream.UpstreamEndpoint;
import dev.sprue.gateway.http.upstream.UpstreamRequest.Header;
import dev.sprue.gateway.providers.credentials.AwsCredentials;
import dev.sprue.gateway.providers.upstream.Outgoing;
import dev.sprue.gateway.providers.upstream.RequestSigner;
import io.netty.util.AsciiString;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * Signs requests with one set of AWS credentials: method, path, host, content type, time and body, and everything of the
 * request whose name begins with {@code x-amz}. The signature holds for some minutes, so this machine's clock must be right.
 */
public final class SigV4Signer implements RequestSigner {

    private static final CharSequence HOST = AsciiString.cached("host");
    private static final CharSequence DATE = AsciiString.cached("x-amz-date");
    private static final CharSequence SESSION_TOKEN = AsciiString.cached("x-amz-security-token");
    private static final String OF_AWS = "x-amz";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** A second and how it is written: a busy provider signs thousands of requests in one. */
    private record Second(long epochSecond, String text) {}

    private final SigV4 signature;
    private final List<Header> session;
    private final Clock clock;
    private volatile Second second = new Second(Long.MIN_VALUE, "");

    /**
     * @param region the region that is called ({@code us-east-1})
     * @param service the service's name for signing ({@code bedrock})
     * @param clock what time it is
     */
    public SigV4Signer(AwsCredentials credentials, String region, String service, Clock clock) {
        this.signature = new SigV4(credentials, region, service);
        this.session = credentials
                .sessionToken()
                .map(token -> List.of(new Header(SESSION_TOKEN, AsciiString.of(token.value()))))
                .orElse(List.of());
        this.clock = clock;
    }

    @Override
    public List<Header> headers(UpstreamEndpoint endpoint, Outgoing request) {
        String time = time();
        Header date = new Header(DATE, time);
        List<Header> signed = new ArrayList<>(5);
        signed.add(new Header(HOST, endpoint.authority()));
        signed.add(date);
        signed.addAll(session);
        for (Header header : request.headers()) {
            if (isSigned(header.name())) {
                signed.add(header);
            }
        }
        String authorization =
                signature.authorization(time, request.method(), request.uri(), signed, Hashes.sha256(request.body()));
        List<Header> added = new ArrayList<>(3);
        added.add(date);
        added.addAll(session);
        added.add(new Header(Headers.AUTHORIZATION, authorization));
        return added;
    }

    private static boolean isSigned(CharSequence name) {
        return AsciiString.contentEquals(name, Headers.CONTENT_TYPE)
                || AsciiString.regionMatches(name, false, 0, OF_AWS, 0, OF_AWS.length());
    }

    private String time() {
        long now = clock.millis() / 1_000;
        Second kept = second;
        if (kept.epochSecond() != now) {
            kept = new Second(now, TIME.format(Instant.ofEpochSecond(now)));
            second = kept;
        }
        return kept.text();
    }
}
