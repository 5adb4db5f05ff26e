package dev.sprue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The commands of the README, run as they stand there: every fenced block whose info string is {@code bash run}, with
 * {@code SPRUE_ENDPOINT} (with {@code /models}), {@code SPRUE_KEY} and {@code SPRUE_CA} of a running product.
 */
@ExtendWith(Products.class)
final class ReadmeTest {
    private static final Pattern BLOCK =
            Pattern.compile("^```bash run[ \\t]*\\n(.*?)^```[ \\t]*$", Pattern.MULTILINE | Pattern.DOTALL);

    @TestFactory
    List<DynamicTest> everyCommandWorks(BuiltInProduct builtIn) throws IOException {
        String readme = Files.readString(Repository.root().resolve("README.md"));
        Endpoint endpoint = builtIn.endpoint();
        Map<String, String> environment = Map.of(
                "SPRUE_ENDPOINT", endpoint.models(),
                "SPRUE_KEY", endpoint.key(),
                "SPRUE_CA", endpoint.ca().toString());
        List<DynamicTest> tests = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(readme);
        while (matcher.find()) {
            String script = matcher.group(1);
            tests.add(DynamicTest.dynamicTest(
                    script.lines().findFirst().orElse("empty"), () -> assertWorks(script, environment)));
        }
        assertThat(tests).as("blocks marked `bash run`").isNotEmpty();
        return tests;
    }

    private static void assertWorks(String script, Map<String, String> environment) {
        Shell.Result result = Shell.run(script, environment);
        assertThat(result.exitCode()).as("%s", result).isZero();
        assertThat(result.stdout()).as("%s", result).isNotBlank().doesNotContain("\"error\"");
    }
}
