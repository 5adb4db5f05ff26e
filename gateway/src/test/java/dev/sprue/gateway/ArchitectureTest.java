package dev.sprue.gateway;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.sprue.gateway.testing.GeneratedPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the house in order: which room may know which, and a few habits. ARCHITECTURE.md says the same in words. */
class ArchitectureTest {

    private static final String ROOT = "dev.sprue.gateway";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** The floors from the top: a room knows rooms on its own floor only where it is named there, and all below. */
    private static final List<Set<String>> FLOORS = List.of(
            Set.of(""),
            Set.of("cli"),
            Set.of("api.anthropic", "api.cohere", "api.gemini", "api.inference", "api.management", "api.openai"),
            Set.of("api.requests", "api.answers"),
            Set.of("pipeline"),
            Set.of("auth", "control", "limits", "filters", "providers", "usage"),
            Set.of("deployments"),
            Set.of("http", "reasoning"),
            Set.of("inference", "log", "store"),
            Set.of("config", "error", "json"));

    @Test
    void everyRoomStandsOnAFloor() {
        Set<String> known = FLOORS.stream().flatMap(Set::stream).collect(Collectors.toCollection(TreeSet::new));
        assertThat(rooms()).isEqualTo(known);
    }

    @Test
    void lowerRoomsNeverSeeHigherOnes() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass from : CLASSES) {
            from.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass())
                    .filter(target -> target.getPackageName().startsWith(ROOT))
                    .filter(target -> floor(target) < floor(from))
                    .forEach(target -> wrong.add(from.getName() + " -> " + target.getName()));
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void roomsOnOneFloorDoNotKnowEachOther() {
        Set<String> wrong = new TreeSet<>();
        for (JavaClass from : CLASSES) {
            from.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass())
                    .filter(target -> target.getPackageName().startsWith(ROOT))
                    .filter(target ->
                            floor(target) == floor(from) && !room(target).equals(room(from)))
                    .forEach(target -> wrong.add(from.getName() + " -> " + target.getName()));
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void packagesHaveNoCircles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void surfacesDoNotKnowEachOther() {
        slices().matching(ROOT + ".api.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(alwaysTrue(), resideInAnyPackage(ROOT + ".api.requests", ROOT + ".api.answers"))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void theCanonicalTypesAreTypesOnly() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".inference")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "java.lang..",
                        "java.util",
                        ROOT + ".inference",
                        ROOT + ".json",
                        ROOT + ".error",
                        "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void theLowestRoomsKnowNoNetwork() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + ".json", ROOT + ".error", ROOT + ".inference", ROOT + ".config", ROOT + ".log")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.netty..", "java.net.http..")
                .check(CLASSES);
    }

    @Test
    void onlyTheCommandLinePrints() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, ROOT + ".cli..", ROOT + ".log..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CLASSES);
    }

    @Test
    void nobodyUsesTheOldDates() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Date")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Calendar")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.text.SimpleDateFormat")
                .because("java.time says what it means")
                .check(CLASSES.that(notTls()));
    }

    @Test
    void theFastLaneNeverSleeps() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + ".http", ROOT + ".pipeline", ROOT + ".api..", ROOT + ".providers.openai", ROOT + ".json")
                .should()
                .callMethod(Thread.class, "sleep", long.class)
                .check(CLASSES);
    }

    @Test
    void everyPackageSaysWhatItIsForAndThatNothingInItIsNull() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String tree : List.of("gateway/src/main/java", "gateway/src/test/java")) {
            Path root = GeneratedPage.repository().resolve(tree);
            try (Stream<Path> files = Files.walk(root)) {
                Set<Path> folders = files.filter(file -> file.toString().endsWith(".java"))
                        .map(Path::getParent)
                        .collect(Collectors.toCollection(TreeSet::new));
                for (Path folder : folders) {
                    Path info = mainTwin(folder, root).resolve("package-info.java");
                    String text = Files.exists(info) ? Files.readString(info) : "";
                    if (!text.startsWith("/**") || !text.contains("@NullMarked")) {
                        wrong.add(root.relativize(folder).toString());
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void noSourceFileIsLongerThanFiveHundredLines() throws IOException {
        List<String> wrong = new ArrayList<>();
        try (Stream<Path> files = Files.walk(GeneratedPage.repository().resolve("gateway/src"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                if (Files.readAllLines(file).size() > 500) {
                    wrong.add(file.getFileName().toString());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** A test package has its package-info beside the classes that it tests, where there are any. */
    private static Path mainTwin(Path folder, Path root) {
        Path twin = GeneratedPage.repository().resolve("gateway/src/main/java").resolve(root.relativize(folder));
        return Files.isDirectory(twin) ? twin : folder;
    }

    /** The JDK's and Bouncy Castle's certificates speak in old dates. */
    private static com.tngtech.archunit.base.DescribedPredicate<JavaClass> notTls() {
        return com.tngtech.archunit.base.DescribedPredicate.describe(
                "outside http.tls", type -> !type.getPackageName().startsWith(ROOT + ".http.tls"));
    }

    private static Set<String> rooms() {
        return CLASSES.stream().map(ArchitectureTest::room).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The first part of the package below the root; with the second for the surfaces. */
    private static String room(JavaClass type) {
        String below = type.getPackageName().substring(ROOT.length());
        if (below.isEmpty()) {
            return "";
        }
        String[] parts = below.substring(1).split("\\.");
        return parts[0].equals("api") ? parts[0] + "." + parts[1] : parts[0];
    }

    private static int floor(JavaClass type) {
        for (int i = 0; i < FLOORS.size(); i++) {
            if (FLOORS.get(i).contains(room(type))) {
                return i;
            }
        }
        throw new AssertionError("no floor for " + type.getName());
    }
}
