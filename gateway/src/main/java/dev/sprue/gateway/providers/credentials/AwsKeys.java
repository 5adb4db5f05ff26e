package dev.sprue.gateway.providers.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.gateway.config.Secret;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Reads keys of AWS as its services and tools write them in JSON. */
final class AwsKeys {

    private AwsKeys() {}

    /**
     * Keys with their end, if they say one.
     *
     * @param tokenField what the token of lent keys is called there
     * @param from who gave them, for messages
     */
    static Expiring<AwsCredentials> read(JsonNode json, String tokenField, String from) throws IOException {
        String token = json.path(tokenField).asText();
        return keys(
                json.path("AccessKeyId").asText(),
                json.path("SecretAccessKey").asText(),
                token.isEmpty() ? Optional.empty() : Optional.of(token),
                Optional.ofNullable(json.path("Expiration").textValue()),
                from);
    }

    /** The same from its parts; {@code expiration} as ISO 8601. */
    static Expiring<AwsCredentials> keys(
            String accessKeyId,
            String secretAccessKey,
            Optional<String> token,
            Optional<String> expiration,
            String from)
            throws IOException {
        Secret id = TokenAnswers.usable(accessKeyId, from);
        Secret key = TokenAnswers.usable(secretAccessKey, from);
        Optional<Secret> session =
                token.isPresent() ? Optional.of(TokenAnswers.usable(token.get(), from)) : Optional.empty();
        try {
            return new Expiring<>(new AwsCredentials(id.value(), key, session), expiration.map(Instant::parse));
        } catch (DateTimeParseException unreadable) {
            throw new IOException(from + " gave keys with an end that cannot be read");
        }
    }
}
