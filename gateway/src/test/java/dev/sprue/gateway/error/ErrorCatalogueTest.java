package dev.sprue.gateway.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.testing.GeneratedPage;
import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds {@code docs/errors.md} to the catalogue, and the catalogue to its own rules. */
class ErrorCatalogueTest {

    private static final GeneratedPage PAGE = new GeneratedPage(
            "errors.md",
            "<!-- catalogue: made by ErrorCatalogueTest, do not edit by hand -->\n",
            "<!-- end of catalogue -->\n");
    private static final Pattern PLACE = Pattern.compile("%[sd]");

    @Test
    void thePageListsTheWholeCatalogue() throws IOException {
        StringBuilder table =
                new StringBuilder("\n| status | code | cause | what to do |\n| --- | --- | --- | --- |\n");
        for (ErrorCode code : ErrorCode.values()) {
            table.append("| ")
                    .append(code.status())
                    .append(" | `")
                    .append(code.code())
                    .append("` | ")
                    .append(cell(code.message()))
                    .append(" | ")
                    .append(cell(code.remedy()))
                    .append(" |\n");
        }
        PAGE.holds(table.append('\n').toString());
    }

    @ParameterizedTest
    @EnumSource
    void everyCaseHasAStatusACodeACauseAndARemedy(ErrorCode code) {
        assertThat(code.status()).isBetween(400, 599);
        assertThat(code.code()).matches("[A-Za-z0-9_]+");
        assertThat(code.message()).isNotBlank();
        assertThat(code.remedy()).isNotBlank().endsWith(".");
        // Nothing but %s and %d: anything else would throw when a call fails, instead of telling why.
        assertThat(PLACE.matcher(code.message() + code.remedy()).replaceAll("")).doesNotContain("%");
    }

    @Test
    void whatACallSaysIsNeverTakenForATemplate() {
        Failure failure = Failure.of(ErrorCode.UNKNOWN_MODEL, "100%n%s%d{}");
        assertThat(failure.message()).isEqualTo("Unknown model: 100%n%s%d{}");
        assertThat(failure.remedied("%n").remedy()).isEqualTo(ErrorCode.UNKNOWN_MODEL.remedy());
    }

    @Test
    void onlyOneCaseIsTheServicesOwnFault() {
        assertThat(ErrorCode.values()).filteredOn(code -> code.status() == 500).containsExactly(ErrorCode.INTERNAL);
    }

    /** Template places as an ellipsis, which is how people read them. */
    private static String cell(String template) {
        return PLACE.matcher(template).replaceAll("…").replace("|", "\\|");
    }
}
