package dev.sprue.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.testing.GeneratedPage;
import java.io.IOException;
import java.nio.file.Files;
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
        readExamples(PAGE.text(), "");
    }

    @Test
    void soAreTheExamplesOfProviders() throws IOException {
        readExamples(Files.readString(GeneratedPage.repository().resolve("docs/providers.md")), "providers:");
    }

    @Test
    void soAreThoseOfSeveralProvidersForOneModel() throws IOException {
        readExamples(Files.readString(GeneratedPage.repository().resolve("docs/failover.md")), "providers:");
    }

    private static void readExamples(String page, String beginning) {
        Matcher example = Pattern.compile("```yaml\\n(" + beginning + ".*?)```", Pattern.DOTALL)
                .matcher(page);
        int found = 0;
        while (example.find()) {
            found++;
            ReadResult result = ConfigReader.read(
                    example.group(1),
                    Map.of("SPRUE_KEY1", "0123456789abcdef", "EXAMPLE_API_KEY", "sk-example", "GPU_BOX_KEY", "k"));
            assertThat(result.problems()).as(example.group(1)).isEmpty();
        }
        assertThat(found).isPositive();
    }
}
