package dev.sprue.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the README and the page about clients show, run as it stands there. Their commands are the blocks whose info
 * string is {@code bash run}; their Python and JavaScript run in those languages' suites, where their packages are.
 */
@ExtendWith(Products.class)
final class ExamplesTest {
    private static final int LIMIT_S = 60;

    @TestFactory
    List<DynamicTest> everyCommandWorks(BuiltInProduct builtIn) {
        Map<String, String> variables = Examples.variables(builtIn);
        return Examples.blocks("bash run").stream()
                .map(script -> DynamicTest.dynamicTest(
                        script.lines().findFirst().orElse("empty"), () -> assertWorks(Shell.run(script, variables))))
                .toList();
    }

    /** With the trust store that the README has the reader make, and no other setting. */
    @TestFactory
    List<DynamicTest> everyJavaExampleWorks(BuiltInProduct builtIn) {
        return Examples.blocks("java").stream()
                .map(block -> DynamicTest.dynamicTest(
                        block.lines().findFirst().orElse("empty"), () -> javaExampleWorks(block, builtIn)))
                .toList();
    }

    private static void javaExampleWorks(String block, BuiltInProduct builtIn) throws IOException {
        Path home = Repository.target().resolve("java-example");
        Folders.empty(home);
        Path program = home.resolve("Example.java");
        Files.writeString(program, """
                import com.azure.ai.inference.*;
                import com.azure.ai.inference.models.*;
                import com.azure.core.credential.*;

                void main() {
                %s
                }
                """.formatted(block));
        String bin = Path.of(System.getProperty("java.home"), "bin") + "/";
        String keytool = bin + "keytool -importcert -noprompt -alias sprue -file \"$SPRUE_CA\" -keystore sprue.p12"
                + " -storetype PKCS12 -storepass changeit";
        String java = bin + "java -Djavax.net.ssl.trustStore=sprue.p12 -Djavax.net.ssl.trustStorePassword=changeit"
                + " -cp '" + System.getProperty("java.class.path") + "' Example.java";
        List<String> command = List.of("bash", "-euc", keytool + "\n" + java);
        assertWorks(Shell.run(command, home, Examples.variables(builtIn), LIMIT_S));
    }

    private static void assertWorks(Shell.Result result) {
        assertThat(result.exitCode()).as("%s", result).isZero();
        assertThat(result.stdout()).as("%s", result).isNotBlank().doesNotContain("\"error\"");
    }
}
