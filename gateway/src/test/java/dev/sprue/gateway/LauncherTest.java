package dev.sprue.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, in a made-up repository with a JDK and a Maven that only note how they are called. */
class LauncherTest {

    private static final String JAVA = """
            #!/bin/bash
            printf '%s\\n' "$@" >>"$(dirname "$0")/../java.log"
            printf 'end\\n' >>"$(dirname "$0")/../java.log"
            for a in "$@"; do case $a in -XX:AOTCacheOutput=*) [ -n "$NO_CACHE" ] || echo cache >"${a#*=}" ;; esac; done
            case " $* " in
              *" warm-engine "*) [ -z "$NO_CACHE" ] || exit 1; for a; do last=$a; done; echo cache >"$last" ;;
            esac
            case " $* " in *" fail "*) exit 3 ;; esac
            """;
    private static final String MVN = """
            #!/bin/bash
            echo "$@" >>mvn.log
            case "$*" in
              *verify*) eval "$ON_VERIFY"; exit ;;
            esac
            echo "compiling hard"
            [ -z "$BROKEN" ] || { echo "the reason"; exit 1; }
            [ -z "$SLOW" ] || sleep 1
            for m in engine gateway; do mkdir -p $m/target/app; echo jar >$m/target/app/$m.jar; done
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final Map<String, String> env = new HashMap<>();

    @BeforeEach
    void makeRepository() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        Path launcher = Files.exists(here.resolve("sprue")) ? here.resolve("sprue") : here.resolveSibling("sprue");
        script(repo().resolve("sprue"), Files.readString(launcher));
        script(folder.resolve("jdk/bin/java"), JAVA);
        script(folder.resolve("jdk/bin/javac"), "");
        script(folder.resolve("bin/mvn"), MVN);
        Files.writeString(folder.resolve("jdk/release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"25.0.1\"\n");
        for (String file : List.of(
                "pom.xml",
                ".mvn/jvm.config",
                "engine/pom.xml",
                "gateway/pom.xml",
                "engine/src/main/A",
                "gateway/src/main/B")) {
            source(file);
        }
        env.put("SPRUE_JAVA_HOME", folder.resolve("jdk").toString());
    }

    @Test
    void buildsOnceAndRunsWhatItBuilt() throws Exception {
        Run first = run("serve", "--data", "a folder");
        assertThat(first.status()).isZero();
        assertThat(first.output()).containsOnlyOnce("Building Sprue (first time");
        assertThat(mavenCalls()).hasSize(1).first().asString().contains("-pl engine,gateway -am package");
        Path product = repo().resolve("target/sprue");
        assertThat(product.resolve("engine/engine.jar")).exists();
        assertThat(product.resolve("engine/engine.aot")).exists();
        assertThat(product.resolve("gateway/gateway.aot")).exists();
        assertThat(lastJavaCall())
                .contains(
                        "-Dsprue.engine.home=" + product.resolve("engine"),
                        "-XX:AOTCache=" + product.resolve("gateway/gateway.aot"),
                        "--enable-native-access=ALL-UNNAMED")
                .endsWith(
                        "-cp",
                        product.resolve("gateway/gateway.jar").toString(),
                        "dev.sprue.gateway.Main",
                        "serve",
                        "--data",
                        "a folder");

        assertThat(run("check").output()).isEmpty();
        assertThat(mavenCalls()).hasSize(1);
        try (var left = Files.list(repo().resolve("target"))) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("sprue", "build.log");
        }
    }

    @Test
    void buildsAgainWhenSourcesOrJdkHaveChanged() throws Exception {
        run("version");
        Files.setLastModifiedTime(
                repo().resolve("gateway/src/main/B"),
                FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(run("version").output()).contains("Building Sprue...");
        assertThat(mavenCalls()).hasSize(2);

        source("gateway/src/main/B");
        Files.writeString(folder.resolve("jdk/release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"25.0.2\"\n");
        run("version");
        assertThat(mavenCalls()).hasSize(3);

        env.put("SPRUE_NO_BUILD", "1");
        Files.setLastModifiedTime(
                repo().resolve("gateway/src/main/B"),
                FileTime.from(Instant.now().plusSeconds(5)));
        assertThat(run("version").status()).isZero();
        assertThat(mavenCalls()).hasSize(3);
    }

    @Test
    void twoLaunchesAtOnceBuildOnce() throws Exception {
        env.put("SLOW", "1");
        List<Process> processes = List.of(start("version"), start("version"), start("version"));
        for (Process process : processes) {
            Run run = finish(process);
            assertThat(run.status()).as(run.output()).isZero();
        }
        assertThat(mavenCalls()).hasSize(1);
        assertThat(repo().resolve("target/build.lock")).doesNotExist();
    }

    @Test
    void anAbandonedLockDoesNotBlock() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Files.createDirectories(repo().resolve("target/build.lock"));
        Files.writeString(repo().resolve("target/build.lock/owner"), gone.pid() + "\n");
        assertThat(run("version").status()).isZero();
    }

    @Test
    void aFailedBuildShowsItsReasonAndLeavesNothingBehind() throws Exception {
        env.put("BROKEN", "1");
        Run run = run("version");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output()).contains("compiling hard", "the reason", "target/build.log");
        assertThat(repo().resolve("target/build.lock")).doesNotExist();
        assertThat(repo().resolve("target/sprue")).doesNotExist();
        env.put("SPRUE_NO_BUILD", "1");
        assertThat(run("version").output()).contains("nothing is built yet");
    }

    @Test
    void doesWithoutCachesThatCannotBeMade() throws Exception {
        env.put("NO_CACHE", "1");
        Run run = run("version");
        assertThat(run.status()).isZero();
        assertThat(run.output()).contains("no ahead-of-time cache could be made");
        assertThat(lastJavaCall()).noneMatch(argument -> argument.contains("AOTCache"));
    }

    @Test
    void passesOptionsAndExitCodesThrough() throws Exception {
        env.put("SPRUE_JAVA_OPTS", "-Xmx1g -Dx=y");
        env.put("SPRUE_MAVEN_OPTS", "-o -Dmaven.repo.local=there");
        assertThat(run("fail").status()).isEqualTo(3);
        assertThat(lastJavaCall()).contains("-Xmx1g", "-Dx=y");
        assertThat(mavenCalls().getFirst()).contains("-o -Dmaven.repo.local=there");
    }

    @Test
    void buildsTheBenchmarksWhenTheyAreAskedFor() throws Exception {
        run("version");
        assertThat(mavenCalls()).noneMatch(call -> call.contains("bench"));
        assertThat(run("bench", "gateway").output()).contains("Building the benchmarks");
        assertThat(mavenCalls()).hasSize(2).last().asString().contains("-pl bench package");
        assertThat(lastJavaCall()).contains("-Dsprue.bench.root=" + repo()).endsWith("dev.sprue.bench.Main", "gateway");
        assertThat(run("bench", "gateway").output()).isEmpty();
        assertThat(mavenCalls()).hasSize(2);
    }

    @Test
    void worksThroughLinksFromAnywhere() throws Exception {
        Path link = folder.resolve("elsewhere/to/sprue");
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, Path.of("../link"));
        Files.createSymbolicLink(folder.resolve("elsewhere/link"), repo().resolve("sprue"));
        assertThat(finish(start(link, "version")).status()).isZero();
        assertThat(repo().resolve("target/sprue/gateway/gateway.jar")).exists();
    }

    @Test
    void saysWhichJdkItUsesWithoutBuilding() throws Exception {
        assertThat(run("jdk").output()).isEqualTo(folder.resolve("jdk") + "\n");
        assertThat(repo().resolve("target")).doesNotExist();
    }

    @Test
    void refusesAnotherJdk() throws Exception {
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"21.0.1\"\n");
        Run run = run("version");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.output()).contains("SPRUE_JAVA_HOME", "no JDK 25");
    }

    @Test
    void testsEndWithHonestCounts() throws Exception {
        env.put("ON_VERIFY", report("engine", 5, 0, 0, 1) + report("gateway", 7, 0, 0, 0));
        Run good = run("test");
        assertThat(good.status()).as(good.output()).isZero();
        assertThat(good.output()).endsWith("11 passed, 0 failed, 1 skipped\n");
        assertThat(mavenCalls().getLast()).contains("-Dsprue.test.full=false", "verify");

        env.put(
                "ON_VERIFY",
                report("engine", 5, 1, 2, 1)
                        + "mkdir -p conformance/target; echo 'Node: not here' >conformance/target/skipped.txt; false");
        Run bad = run("test", "--full");
        assertThat(bad.status()).isEqualTo(1);
        assertThat(bad.output()).contains("NOT TESTED", "! Node: not here", "1 passed, 3 failed, 1 skipped\n");
        assertThat(mavenCalls().getLast()).contains("-Dsprue.test.full=true");

        env.put("ON_VERIFY", "true");
        assertThat(run("test").status()).as("no tests at all is a failure").isEqualTo(1);
        env.put("ON_VERIFY", report("engine", 5, 0, 0, 0) + "false");
        assertThat(run("test").status()).as("a failed build is a failure").isEqualTo(1);
        assertThat(run("test", "--fast").status()).isEqualTo(2);
    }

    private static String report(String module, int tests, int errors, int failures, int skipped) {
        String attributes = "name=\"X\" time=\"1\" tests=\"%d\" errors=\"%d\" skipped=\"%d\" failures=\"%d\""
                .formatted(tests, errors, skipped, failures);
        String folder = module + "/target/surefire-reports";
        return "mkdir -p " + folder + "; printf '%s\\n' '<?xml version=\"1.0\"?>' '<testsuite " + attributes + ">'"
                + " '<properties/><testcase name=\"a\" tests=\"99\"/>' >" + folder + "/TEST-X.xml;\n";
    }

    private record Run(int status, String output) {}

    private Run run(String... arguments) throws Exception {
        return finish(start(arguments));
    }

    private Process start(String... arguments) throws IOException {
        return start(repo().resolve("sprue"), arguments);
    }

    private Process start(Path launcher, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("bash", launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("SPRUE_"));
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        builder.environment().putAll(env);
        return builder.start();
    }

    private static Run finish(Process process) throws Exception {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    private List<String> mavenCalls() throws IOException {
        return Files.readAllLines(repo().resolve("mvn.log"));
    }

    private List<String> lastJavaCall() throws IOException {
        String log = Files.readString(folder.resolve("jdk/java.log"));
        String[] calls = log.split("(?m)^end\\n");
        return calls[calls.length - 1].lines().toList();
    }

    private Path repo() {
        return folder.resolve("repo");
    }

    /** Writes a source file as old as those of a checkout of some time ago. */
    private void source(String name) throws IOException {
        Path file = repo().resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        FileTime old = FileTime.from(Instant.now().minusSeconds(600));
        Files.setLastModifiedTime(file, old);
        for (Path at = file.getParent(); at != null && !at.equals(folder); at = at.getParent()) {
            Files.setLastModifiedTime(at, old);
        }
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(600)));
    }
}
