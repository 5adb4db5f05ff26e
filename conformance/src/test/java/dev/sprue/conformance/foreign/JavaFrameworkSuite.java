package dev.sprue.conformance.foreign;

import dev.sprue.conformance.Shell;
import dev.sprue.conformance.Trust;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A Java framework whose dependencies rule out those of this module: Maven finds them by a list of its own, and the
 * tests run in a process of their own, under the Java that runs these.
 */
final class JavaFrameworkSuite extends ForeignSuite {
    private static final String MAVEN = "mvn";
    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin");
    private static final String CLASS_PATH = "classpath.txt";

    private final String packages;
    private final String testClass;

    /**
     * @param name for people
     * @param packages its package list in the folder {@code frameworks-java}, without what follows the name
     * @param testClass its tests in the same folder
     */
    JavaFrameworkSuite(String name, String packages, String testClass) {
        super(name, "frameworks-java", "framework-" + packages + "-java");
        this.packages = packages;
        this.testClass = testClass;
    }

    @Override
    String packageList() {
        return packages + ".xml";
    }

    @Override
    void requireTools() {
        requireFullRun();
        Shell.run(List.of(MAVEN, "--version"), home(), Map.of(), 20);
    }

    @Override
    List<List<String>> installation() {
        return List.of(List.of(
                MAVEN,
                "--batch-mode",
                "--quiet",
                "--file",
                packageList(),
                "org.apache.maven.plugins:maven-dependency-plugin:" + System.getProperty("sprue.dependencyPlugin")
                        + ":build-classpath",
                "-Dmdep.outputFile=" + CLASS_PATH));
    }

    @Override
    List<String> run(Path report) {
        return script("""
                rm -rf classes reports
                "$java/javac" -parameters -nowarn -proc:none -d classes -cp "$libraries" Setting.java "$tests.java"
                status=0
                "$java/java" "${options[@]}" -cp "classes:$libraries" org.junit.platform.console.ConsoleLauncher \\
                  execute --disable-banner --details=none --select-class "$tests" --reports-dir reports \\
                  --config junit.jupiter.execution.timeout.default=30s \\
                  --config junit.jupiter.execution.timeout.thread.mode.default=SEPARATE_THREAD || status=$?
                mv reports/TEST-junit-jupiter.xml '%s'
                exit $status
                """.formatted(report));
    }

    @Override
    List<String> snippetLanguages() {
        return List.of("java " + packages);
    }

    @Override
    String snippetFile() {
        return "Snippet.java";
    }

    @Override
    List<String> program(Path source) {
        return script("\"$java/java\" \"${options[@]}\" -cp \"$libraries\" '" + source + "'");
    }

    /** A script that knows where Java, the libraries and the certificates are. */
    private List<String> script(String lines) {
        return List.of(
                "bash",
                "-euc",
                """
                java='%s' tests='%s'
                libraries=$(cat %s)
                options=(-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Djavax.net.ssl.trustStore=%s \\
                  -Djavax.net.ssl.trustStorePassword=%s)
                """.formatted(JAVA, testClass, CLASS_PATH, Environment.TRUST_STORE, Trust.PASSWORD) + lines);
    }
}
