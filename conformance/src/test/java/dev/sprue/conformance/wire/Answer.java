package dev.sprue.conformance.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An answer of the product.
 *
 * @param status HTTP status
 * @param headers values by name in lower case
 * @param body the body's text
 */
record Answer(int status, Map<String, List<String>> headers, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    Answer {
        headers = headers.entrySet().stream()
                .collect(Collectors.toMap(header -> header.getKey().toLowerCase(Locale.ROOT), Entry::getValue));
    }

    Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + this, e);
        }
    }

    /** Checks that the call went well. */
    Answer ok() {
        assertThat(status).as("%s", this).isEqualTo(200);
        return this;
    }

    /**
     * Checks everything that all errors have in common.
     *
     * @return the {@code error} object
     */
    JsonNode error(int expectedStatus, String expectedCode) {
        JsonNode error = error(expectedStatus);
        assertThat(error.path("code").asText()).as("%s", this).isEqualTo(expectedCode);
        return error;
    }

    /** The same where the code is not documented. */
    JsonNode error(int expectedStatus) {
        assertThat(status).as("%s", this).isEqualTo(expectedStatus);
        assertThat(header("content-type")).as("%s", this).hasValueSatisfying(type -> assertThat(type)
                .startsWith("application/json"));
        JsonNode error = json().path("error");
        assertThat(error.path("code").isTextual()).as("%s", this).isTrue();
        assertThat(error.path("code").asText()).as("%s", this).isNotBlank();
        assertThat(error.path("message").asText()).as("%s", this).isNotBlank();
        assertThat(header("x-ms-error-code"))
                .as("%s", this)
                .contains(error.path("code").asText());
        return error;
    }

    @Override
    public String toString() {
        return status + " " + headers + "\n" + (body.length() > 4_000 ? body.substring(0, 4_000) + "..." : body);
    }
}
