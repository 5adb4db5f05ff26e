package dev.sprue.gateway.providers.credentials;

import dev.sprue.gateway.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keys that AWS lends to where this runs: a container's (ECS, EKS Pod Identity) and an EC2 instance's, the latter by version
 * 2 of its metadata service only.
 *
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html">containers</a>
 * @see <a href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-imds-credentials.html">instances</a>
 */
record AwsMetadata(TokenClient client, Variables env) {

    private static final String CONTAINER_HOST = "http://169.254.170.2";
    private static final Set<String> CONTAINER_HOSTS =
            Set.of("169.254.170.2", "169.254.170.23", "[fd00:ec2::23]", "localhost", "127.0.0.1", "[::1]");
    private static final String INSTANCE_HOST = "http://169.254.169.254";
    private static final String ROLES = "/latest/meta-data/iam/security-credentials/";
    /** @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">names of roles</a> */
    private static final Pattern ROLE = Pattern.compile("[A-Za-z0-9_+=,.@-]{1,64}");

    private static final String TTL_SECONDS = "21600";

    /** The container's keys; empty where the environment names no endpoint. */
    Optional<Expiring<AwsCredentials>> container() throws IOException, InterruptedException {
        Optional<String> uri = env.get("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")
                .map(path -> CONTAINER_HOST + path)
                .or(() -> env.get("AWS_CONTAINER_CREDENTIALS_FULL_URI"));
        if (uri.isEmpty()) {
            return Optional.empty();
        }
        HttpRequest.Builder request = TokenClient.to(uri.get());
        checkHost(request.build().uri());
        Optional<Secret> token = containerToken();
        token.ifPresent(secret -> request.header("authorization", secret.value()));
        TokenClient.Answer answer = client.send(request.build());
        if (answer.status() != 200) {
            throw new IOException(TokenAnswers.refusal(answer, token.stream().toArray(Secret[]::new)));
        }
        return Optional.of(AwsKeys.read(answer.json(), "Token", answer.from()));
    }

    /** A token in the clear goes to the container's own endpoints only. */
    private static void checkHost(URI uri) throws IOException {
        if (!"https".equals(uri.getScheme()) && !CONTAINER_HOSTS.contains(String.valueOf(uri.getHost()))) {
            throw new IOException("AWS_CONTAINER_CREDENTIALS_FULL_URI names " + uri.getHost()
                    + " without https, which is allowed for loopback and AWS's container endpoints only");
        }
    }

    private Optional<Secret> containerToken() throws IOException {
        Optional<String> file = env.get("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
        if (file.isPresent()) {
            return Optional.of(headerValue(SecretFiles.text(Path.of(file.get())).strip()));
        }
        Optional<String> token = env.get("AWS_CONTAINER_AUTHORIZATION_TOKEN");
        return token.isPresent() ? Optional.of(headerValue(token.get())) : Optional.empty();
    }

    /** It may be {@code Basic ...}, with a blank. */
    private static Secret headerValue(String text) throws IOException {
        if (!text.matches("[ -~]+")) {
            throw new IOException("the container's authorization token cannot be sent in a header");
        }
        return new Secret(text);
    }

    /** The instance's keys. */
    Expiring<AwsCredentials> instance() throws IOException, InterruptedException {
        if (env.get("AWS_EC2_METADATA_DISABLED")
                .filter("true"::equalsIgnoreCase)
                .isPresent()) {
            throw new IOException("no keys of AWS were found: not in the environment, not in a profile, not for a"
                    + " container; and AWS_EC2_METADATA_DISABLED forbids to ask the instance's metadata service");
        }
        String host = env.get("AWS_EC2_METADATA_SERVICE_ENDPOINT")
                .orElse(INSTANCE_HOST)
                .replaceAll("/+$", "");
        HttpRequest session = TokenClient.to(host + "/latest/api/token")
                .header("x-aws-ec2-metadata-token-ttl-seconds", TTL_SECONDS)
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        String token = body(session, "");
        String role = body(get(host + ROLES, token), token).lines().findFirst().orElse("");
        if (!ROLE.matcher(role).matches()) {
            throw new IOException("the metadata service did not name this instance's role: attach an instance profile");
        }
        HttpRequest keys = get(host + ROLES + role, token);
        TokenClient.Answer answer = client.send(keys);
        if (answer.status() != 200 || !answer.json().hasNonNull("AccessKeyId")) {
            throw new IOException(TokenAnswers.refusal(answer, new Secret(token)));
        }
        return AwsKeys.read(answer.json(), "Token", answer.from());
    }

    private static HttpRequest get(String uri, String token) throws IOException {
        return TokenClient.to(uri).header("x-aws-ec2-metadata-token", token).build();
    }

    private String body(HttpRequest request, String token) throws IOException, InterruptedException {
        TokenClient.Answer answer = client.send(request);
        if (answer.status() != 200) {
            throw new IOException("the instance's metadata service: "
                    + (token.isEmpty()
                            ? TokenAnswers.refusal(answer)
                            : TokenAnswers.refusal(answer, new Secret(token))));
        }
        return answer.body().strip();
    }
}
