package dev.sprue.gateway.providers.credentials;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Access tokens of Google: for a service account by a statement signed with its key (RFC 7523), for a user by a refresh
 * token, for another issuer's account by an exchange, for where this runs in Google's cloud by the metadata server. Which one is found as Google's own clients find it.
 *
 * @see <a href="https://developers.google.com/identity/protocols/oauth2/service-account">service accounts</a>
 * @see <a href="https://cloud.google.com/docs/authentication/application-default-credentials">the order</a>
 */
final class GoogleSource implements CredentialSource<Secret> {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SCOPE = "https://www.googleapis.com/auth/cloud-platform";
    private static final String TOKEN_URI = "https://oauth2.googleapis.com/token";
    private static final Duration LIFE = Duration.ofHours(1);

    private final TokenClient client;
    private final Optional<Path> keyFile;
    private final List<String> scopes;
    private final Variables env;

    /** @param keyFile absent: the application default credentials */
    GoogleSource(TokenClient client, Optional<Path> keyFile, List<String> scopes, Variables env) {
        this.client = client;
        this.keyFile = keyFile;
        this.scopes = scopes.isEmpty() ? List.of(SCOPE) : scopes;
        this.env = env;
    }

    @Override
    public Expiring<Secret> fetch() throws IOException, InterruptedException {
        Optional<Path> file = keyFile.or(
                        () -> env.get("GOOGLE_APPLICATION_CREDENTIALS").map(Path::of))
                .or(() -> ownFile().filter(Files::exists));
        return file.isPresent() ? byFile(file.get()) : byMetadata();
    }

    /** What {@code gcloud auth application-default login} writes. */
    private Optional<Path> ownFile() {
        return env.get("CLOUDSDK_CONFIG")
                .map(Path::of)
                .or(() -> env.get("HOME").map(home -> Path.of(home, ".config", "gcloud")))
                .map(folder -> folder.resolve("application_default_credentials.json"));
    }

    private Expiring<Secret> byFile(Path file) throws IOException, InterruptedException {
        JsonNode key;
        try {
            key = MAPPER.readTree(SecretFiles.text(file));
        } catch (JacksonException unreadable) {
            throw new IOException(file + " is no JSON");
        }
        return switch (key.path("type").asText()) {
            case "service_account" -> byServiceAccount(key, file);
            case "authorized_user" -> byUser(key, file);
            case "external_account" -> new GoogleFederation(client, key, file, scopes).fetch();
            default ->
                throw new IOException(
                        file + " is of type '" + key.path("type").asText()
                                + "'; only service_account, authorized_user and external_account are supported: give a command that prints a token");
        };
    }

    private Expiring<Secret> byServiceAccount(JsonNode key, Path file) throws IOException, InterruptedException {
        String endpoint = key.path("token_uri").asText(TOKEN_URI);
        Jwt statement = Jwt.rs256()
                .claim("iss", needed(key, "client_email", file))
                .claim("scope", String.join(" ", scopes))
                .claim("aud", endpoint)
                .from(Instant.now(), LIFE);
        if (key.hasNonNull("private_key_id")) {
            statement.header("kid", key.get("private_key_id").asText());
        }
        Secret signed = statement.sign(Jwt.rsaKey(needed(key, "private_key", file), file.toString()));
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer");
        form.put("assertion", signed.value());
        return TokenAnswers.token(client.send(TokenClient.post(endpoint, form)), signed);
    }

    private Expiring<Secret> byUser(JsonNode key, Path file) throws IOException, InterruptedException {
        String secret = needed(key, "client_secret", file);
        String token = needed(key, "refresh_token", file);
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("client_id", needed(key, "client_id", file));
        form.put("client_secret", secret);
        form.put("refresh_token", token);
        String endpoint = key.path("token_uri").asText(TOKEN_URI);
        return TokenAnswers.token(client.send(TokenClient.post(endpoint, form)), new Secret(secret), new Secret(token));
    }

    private Expiring<Secret> byMetadata() throws IOException, InterruptedException {
        String host = env.get("GCE_METADATA_HOST").orElse("metadata.google.internal");
        String uri = "http://" + host + "/computeMetadata/v1/instance/service-accounts/default/token?"
                + TokenClient.encoded(Map.of("scopes", String.join(",", scopes)));
        return TokenAnswers.token(client.send(
                TokenClient.to(uri).header("metadata-flavor", "Google").build()));
    }

    /** A field without which a file is no key. */
    static String needed(JsonNode key, String field, Path file) throws IOException {
        String value = key.path(field).asText();
        if (value.isEmpty()) {
            throw new IOException(file + " lacks " + field);
        }
        return value;
    }
}
