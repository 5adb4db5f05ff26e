package dev.sprue.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

    /** The forms that the official clients send, from their wire. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", quoteCharacter = '\'', textBlock = """
            K       | -               | K
            -       | Bearer K        | K
            -       | bearer K        | K
            -       | BEARER K        | K
            -       | 'Bearer   K  '  | K
            -       | K               | K
            K       | Bearer K        | K
            K       | K               | K
            ' K '   | -               | K
            K       | Bearer other    | K,other
            -       | Basic dTpw      | Basic dTpw
            -       | Bearer          | Bearer
            -       | BearerK         | BearerK
            """)
    void findsTheKeyWhereverClientsPutIt(String apiKey, String authorization, String expected) {
        assertThat(Credentials.of(Optional.ofNullable(apiKey), Optional.ofNullable(authorization))
                        .candidates())
                .containsExactly(expected.split(","));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "Bearer ", "Bearer    "})
    void anEmptyHeaderIsNone(String header) {
        assertThat(Credentials.of(Optional.of(""), Optional.of(header)).candidates())
                .filteredOn(candidate -> !candidate.equals("Bearer"))
                .isEmpty();
    }

    @Test
    void neverPrintsASecret() {
        assertThat(Credentials.of(Optional.of("geheim"), Optional.of("Bearer auch"))
                        .toString())
                .doesNotContain("geheim", "auch");
    }
}
