package dev.sprue.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.testing.GeneratedPage;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/configuration.md} to the records: its table is made from them, and its example must read. */
class ConfigReferenceTest {

    private static final GeneratedPage PAGE = new GeneratedPage(
            "configuration.md",
            "<!-- keys: made by ConfigReferenceTest, do not edit by hand -->\n",
            "<!-- end of keys -->\n");

    @Test
    void theTableOfKeysIsThatOfTheRecords() throws IOException {
        PAGE.holds(new ConfigReference(GeneratedPage.repository()).table());
    }

    @Test
    void everyExampleOnThePageIsAConfigurationWithoutErrors() throws IOException {
        Matcher example = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL).matcher(PAGE.text());
        int found = 0;
        while (example.find()) {
            found++;
            ReadResult result = ConfigReader.read(
                    example.group(1), Map.of("SPRUE_KEY1", "0123456789abcdef", "EXAMPLE_API_KEY", "sk-example"));
            assertThat(result.problems()).as(example.group(1)).isEmpty();
        }
        assertThat(found).isPositive();
    }
}
