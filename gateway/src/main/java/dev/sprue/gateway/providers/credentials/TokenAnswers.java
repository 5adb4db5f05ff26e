package dev.sprue.gateway.providers.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.gateway.config.Form;
import dev.sprue.gateway.config.Secret;
import dev.sprue.gateway.error.Shown;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** Reads what token endpoints say: RFC 6749, section 5, and the dialects of it that clouds speak. */
final class TokenAnswers {

    private static final int MAX_WORDS = 300;
    private static final long LONGEST_SECONDS = 100L * 365 * 24 * 3_600;
    private static final long YEAR_9999 = 253_402_300_799L;

    private TokenAnswers() {}

    /**
     * The access token of an answer.
     *
     * @param sent what the request held that nobody may see: an endpoint's words are left out where they repeat it
     */
    static Expiring<Secret> token(TokenClient.Answer answer, Secret... sent) throws IOException {
        if (answer.status() != 200) {
            throw new IOException(refusal(answer, sent));
        }
        JsonNode json = answer.json();
        return new Expiring<>(usable(json.path("access_token").asText(), answer.from()), expiry(json, answer.from()));
    }

    /** A text that can be sent in a header, which is the least that a credential must be. */
    static Secret usable(String text, String from) throws IOException {
        if (!Form.CREDENTIAL.accepts(text)) {
            throw new IOException(
                    text.isEmpty()
                            ? from + " gave no credential"
                            : from + " gave something that is no credential: it must be "
                                    + Form.CREDENTIAL.description());
        }
        return new Secret(text);
    }

    /** Until when, said in seconds from now or from 1970; numbers may come as texts. */
    private static Optional<Instant> expiry(JsonNode json, String from) throws IOException {
        try {
            if (json.hasNonNull("expires_in")) {
                return Optional.of(
                        Instant.now().plusSeconds(Math.min(number(json.get("expires_in")), LONGEST_SECONDS)));
            }
            return json.hasNonNull("expires_on")
                    ? Optional.of(Instant.ofEpochSecond(Math.min(number(json.get("expires_on")), YEAR_9999)))
                    : Optional.empty();
        } catch (NumberFormatException | DateTimeException unreadable) {
            throw new IOException(from + " gave a token with an end that cannot be read");
        }
    }

    private static long number(JsonNode value) {
        return value.isNumber() ? value.asLong() : Long.parseLong(value.asText().strip());
    }

    /** The status, and the words for operators that came with it. */
    static String refusal(TokenClient.Answer answer, Secret... sent) {
        StringBuilder words = new StringBuilder(answer.from() + " answered with status " + answer.status());
        try {
            JsonNode json = answer.json();
            for (String field : new String[] {"error", "error_description", "Code", "Message", "message"}) {
                String text = json.path(field).asText();
                if (!text.isBlank() && !repeats(text, sent)) {
                    words.append(": ").append(Shown.text(text.replaceAll("\\p{Cntrl}+", " "), MAX_WORDS));
                }
            }
        } catch (IOException noJson) {
            // The status says enough.
        }
        return words.toString();
    }

    private static boolean repeats(String text, Secret... sent) {
        for (Secret secret : sent) {
            if (text.contains(secret.value())) {
                return true;
            }
        }
        return false;
    }
}
