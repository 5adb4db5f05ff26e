package dev.sprue.gateway.providers.bedrock;

import dev.sprue.gateway.testing.ScriptedUpstream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks signatures of requests as they came over the wire, step by step as AWS's documentation describes them, and with
 * nothing of the signer that it checks.
 */
final class SignatureCheck {

    private static final Pattern AUTHORIZATION = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=([^/]+)/([0-9]{8})/([^/]+)/([^/]+)/aws4_request, SignedHeaders=([a-z0-9;-]+), "
                    + "Signature=([0-9a-f]{64})");

    private final String region;
    private volatile String accessKeyId;
    private volatile String secret;
    private volatile String token;

    /** @param token the session's token; empty where there is none */
    SignatureCheck(String region, String accessKeyId, String secret, String token) {
        this.region = region;
        this.accessKeyId = accessKeyId;
        this.secret = secret;
        this.token = token;
    }

    /** From now on only these are good. */
    void rotate(String otherId, String otherSecret, String otherToken) {
        accessKeyId = otherId;
        secret = otherSecret;
        token = otherToken;
    }

    /** What is wrong with a request's signature; empty where it is right. */
    String wrong(ScriptedUpstream.Request request) {
        Matcher said = AUTHORIZATION.matcher(request.headers().getOrDefault("authorization", ""));
        if (!said.matches()) {
            return "Authorization header has no signature";
        }
        if (!said.group(1).equals(accessKeyId)
                || !request.headers().getOrDefault("x-amz-security-token", "").equals(token)) {
            return "The security token included in the request is expired";
        }
        if (!said.group(3).equals(region) || !said.group(4).equals("bedrock")) {
            return "Credential should be scoped to a valid region and service.";
        }
        List<String> signed = Arrays.asList(said.group(5).split(";"));
        if (!signed.containsAll(List.of("host", "x-amz-date")) || !signed.contains("content-type")) {
            return "'host', 'x-amz-date' and 'content-type' must be signed";
        }
        if (!token.isEmpty() && !signed.contains("x-amz-security-token")) {
            return "'x-amz-security-token' must be signed";
        }
        String date = request.headers().getOrDefault("x-amz-date", "");
        String scope = said.group(2) + "/" + said.group(3) + "/bedrock/aws4_request";
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/")) {
            key = hmac(key, part);
        }
        String toSign = "AWS4-HMAC-SHA256\n" + date + "\n" + scope + "\n" + sha256(canonical(request, signed));
        return date.startsWith(said.group(2))
                        && HexFormat.of().formatHex(hmac(key, toSign)).equals(said.group(6))
                ? ""
                : "The request signature we calculated does not match the signature you provided.";
    }

    private static String canonical(ScriptedUpstream.Request request, List<String> signed) {
        String[] line = request.line().split(" ");
        // What is sent has no reserved characters but the percent signs of what is encoded already.
        String path = line[1].replace("%", "%25");
        String headers = signed.stream()
                .map(name ->
                        name + ":" + request.headers().getOrDefault(name, "").strip() + "\n")
                .collect(Collectors.joining());
        return line[0] + "\n" + path + "\n\n" + headers + "\n" + String.join(";", signed) + "\n"
                + sha256(request.body());
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
