package dev.sprue.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds {@code docs/configuration.md} to the records: its table is made from them, and its example must read. */
class ConfigReferenceTest {

    private static final Path PAGE = root().resolve("docs/configuration.md");
    private static final String BEGIN = "<!-- keys: made by ConfigReferenceTest, do not edit by hand -->\n";
    private static final String END = "<!-- end of keys -->\n";

    @Test
    void theTableOfKeysIsThatOfTheRecords() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        assertThat(begin).as("the marker " + BEGIN).isGreaterThan(BEGIN.length() - 1);
        assertThat(end).as("the marker " + END).isGreaterThanOrEqualTo(begin);
        String table = new ConfigReference(root()).table();
        if (Boolean.getBoolean("sprue.update")) {
            Files.writeString(PAGE, page.substring(0, begin) + table + page.substring(end));
            return;
        }
        assertThat(page.substring(begin, end))
                .as("docs/configuration.md is stale; this rewrites its table: mvn -pl gateway test -Dsprue.update=true")
                .isEqualTo(table);
    }

    @Test
    void everyExampleOnThePageIsAConfigurationWithoutErrors() throws IOException {
        Matcher example = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
        int found = 0;
        while (example.find()) {
            found++;
            ReadResult result = ConfigReader.read(
                    example.group(1), Map.of("SPRUE_KEY1", "0123456789abcdef", "EXAMPLE_API_KEY", "sk-example"));
            assertThat(result.problems()).as(example.group(1)).isEmpty();
        }
        assertThat(found).isPositive();
    }

    /** The repository, whether the tests run from it or from the module. */
    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.isDirectory(here.resolve("docs")) ? here : here.resolveSibling("");
    }
}
