package dev.sprue.gateway.providers.credentials;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.config.Secret;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Access tokens of Google for the token of another issuer that a workload identity pool trusts: exchanged (RFC 8693), and,
 * where the file names a service account, used to speak for that.
 *
 * @see <a href="https://google.aip.dev/auth/4117">external accounts</a>
 * @param account the file's content, of type {@code external_account}
 * @param file where it stands, for messages
 * @param scopes what the token is for
 */
record GoogleFederation(TokenClient client, JsonNode account, Path file, List<String> scopes) {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

    /** What is asked for where the token only serves to speak for a service account. */
    private static final String TO_SPEAK_FOR = "https://www.googleapis.com/auth/iam";

    Expiring<Secret> fetch() throws IOException, InterruptedException {
        Optional<String> speaksFor = Optional.ofNullable(
                account.path("service_account_impersonation_url").textValue());
        Secret subject = subject();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange");
        form.put("audience", GoogleSource.needed(account, "audience", file));
        form.put("scope", speaksFor.isPresent() ? TO_SPEAK_FOR : String.join(" ", scopes));
        form.put("requested_token_type", ACCESS_TOKEN);
        form.put("subject_token", subject.value());
        form.put("subject_token_type", GoogleSource.needed(account, "subject_token_type", file));
        String endpoint = GoogleSource.needed(account, "token_url", file);
        Expiring<Secret> own = TokenAnswers.token(client.send(TokenClient.post(endpoint, form)), subject);
        return speaksFor.isPresent() ? speakFor(speaksFor.get(), own.value()) : own;
    }

    private Secret subject() throws IOException, InterruptedException {
        JsonNode source = account.path("credential_source");
        String from;
        String text;
        if (source.path("file").isTextual()) {
            from = source.get("file").asText();
            text = SecretFiles.text(Path.of(from));
        } else if (source.path("url").isTextual() && !source.has("environment_id")) {
            HttpRequest.Builder request = TokenClient.to(source.get("url").asText());
            source.path("headers")
                    .properties()
                    .forEach(header ->
                            request.setHeader(header.getKey(), header.getValue().asText()));
            TokenClient.Answer answer = client.send(request.build());
            if (answer.status() != 200) {
                throw new IOException(TokenAnswers.refusal(answer));
            }
            from = answer.from();
            text = answer.body();
        } else {
            throw new IOException(file + " has a credential_source other than file or url, which is not supported: give"
                    + " a command that prints a token");
        }
        JsonNode format = source.path("format");
        return format.path("type").asText("text").equals("json")
                ? inJson(text, format.path("subject_token_field_name").asText(), from)
                : TokenAnswers.usable(text.strip(), from);
    }

    private static Secret inJson(String text, String field, String from) throws IOException {
        try {
            return TokenAnswers.usable(MAPPER.readTree(text).path(field).asText(), from);
        } catch (JacksonException unreadable) {
            throw new IOException(from + " gave no JSON");
        }
    }

    private Expiring<Secret> speakFor(String uri, Secret own) throws IOException, InterruptedException {
        ObjectNode body = MAPPER.createObjectNode();
        scopes.forEach(body.putArray("scope")::add);
        JsonNode seconds = account.at("/service_account_impersonation/token_lifetime_seconds");
        body.put("lifetime", seconds.asInt(3_600) + "s");
        TokenClient.Answer answer = client.send(TokenClient.to(uri)
                .header("authorization", "Bearer " + own.value())
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build());
        if (answer.status() != 200) {
            throw new IOException(TokenAnswers.refusal(answer, own));
        }
        JsonNode json = answer.json();
        try {
            return new Expiring<>(
                    TokenAnswers.usable(json.path("accessToken").asText(), answer.from()),
                    Optional.of(Instant.parse(json.path("expireTime").asText())));
        } catch (DateTimeException unreadable) {
            throw new IOException(answer.from() + " gave a token with an end that cannot be read");
        }
    }
}
