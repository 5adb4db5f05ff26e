package dev.sprue.gateway.testing.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.testing.GeneratedPage;
import dev.sprue.gateway.testing.specified.Judge;
import dev.sprue.gateway.testing.specified.RunningTest;
import dev.sprue.gateway.testing.specified.Specifications;
import dev.sprue.specification.KnownDeviation;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** After all others: what they proved is what the page says, and what is listed as a deviation did occur. */
@Order(Integer.MAX_VALUE)
class ApiCoverageTest {

    @BeforeAll
    static void onlyAfterAllOthers() throws Exception {
        Assumptions.assumeTrue(
                Specifications.found().isPresent(),
                "NOT CHECKED: shared/specs is not beside the repository, so nothing says what there is to cover");
        Set<String> missing = new TreeSet<>(provers());
        missing.removeAll(RunningTest.started());
        Assumptions.assumeTrue(missing.isEmpty(), "not a run of all tests, without " + missing);
        Assumptions.assumeTrue(RunningTest.failed().isEmpty(), "tests failed: " + RunningTest.failed());
    }

    @Test
    void thePageSaysWhatTheTestsProved() throws IOException {
        new GeneratedPage(
                        "api-coverage.md",
                        "<!-- coverage: made by ApiCoverageTest, do not edit by hand -->\n",
                        "<!-- end of coverage -->")
                .holds(CoverageTable.of(Specifications.found().orElseThrow()));
    }

    @Test
    void everyListedDeviationOccurs() {
        assertThat(Judge.seen()).isEqualTo(EnumSet.allOf(KnownDeviation.class));
    }

    /** All tests that prove something, {@code Class.method}. */
    private static Set<String> provers() throws IOException, URISyntaxException, ClassNotFoundException {
        Set<String> tests = new TreeSet<>();
        Path classes = Path.of(ApiCoverageTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith("Test.class")).toList()) {
                String name =
                        classes.relativize(file).toString().replace('/', '.').replaceAll("\\.class$", "");
                Class<?> type = Class.forName(name, false, ApiCoverageTest.class.getClassLoader());
                boolean whole = AnnotationSupport.isAnnotated(type, Proves.class);
                Arrays.stream(type.getDeclaredMethods())
                        .filter(method -> AnnotationSupport.isAnnotated(method, Proves.class)
                                || whole && AnnotationSupport.isAnnotated(method, Testable.class))
                        .forEach(method -> tests.add(type.getSimpleName() + "." + method.getName()));
            }
        }
        return tests;
    }
}
