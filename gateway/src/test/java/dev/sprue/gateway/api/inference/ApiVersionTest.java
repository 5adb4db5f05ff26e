package dev.sprue.gateway.api.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprue.gateway.error.ErrorCode;
import dev.sprue.gateway.error.FailureException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which version of the API a call gets, for all the names under which clients ask for one. */
class ApiVersionTest {

    @ParameterizedTest
    @CsvSource({
        "2024-05-01-preview, V2024_05_01_PREVIEW",
        "2024-04-01-preview, V2024_05_01_PREVIEW",
        "2024-08-01-preview, V2024_05_01_PREVIEW",
        "2024-10-21, V2024_05_01_PREVIEW",
        "2025-02-01-preview, V2025_04_01",
        "2025-04-01, V2025_04_01",
        "2025-05-01, V2025_05_01",
        "2025-05-01-preview, V2025_05_15_PREVIEW",
        "2025-05-15-preview, V2025_05_15_PREVIEW",
        "2025-08-28, V2025_05_15_PREVIEW"
    })
    void isServedAs(String asked, ApiVersion served) {
        assertThat(ApiVersion.of(Optional.of(asked))).isEqualTo(served);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2023-05-15", "2025-04-01-PREVIEW", "v1", "latest"})
    void isRefusedWithTheListOfThoseServed(String asked) {
        assertThatThrownBy(() -> ApiVersion.of(Optional.of(asked)))
                .isInstanceOfSatisfying(FailureException.class, refused -> {
                    assertThat(refused.failure().code()).isEqualTo(ErrorCode.UNSUPPORTED_API_VERSION);
                    assertThat(refused.failure().remedy())
                            .contains("2024-05-01-preview, 2025-04-01, 2025-05-01, 2025-05-15-preview");
                });
    }

    @Test
    void isRequired() {
        assertThatThrownBy(() -> ApiVersion.of(Optional.of(" ")))
                .isInstanceOfSatisfying(
                        FailureException.class,
                        refused -> assertThat(refused.failure().code()).isEqualTo(ErrorCode.MISSING_API_VERSION));
    }
}
