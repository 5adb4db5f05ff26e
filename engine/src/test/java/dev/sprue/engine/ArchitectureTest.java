package dev.sprue.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private final JavaClasses engine = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.sprue.engine");

    @Test
    void packagesFormNoCircles() {
        slices().matching("dev.sprue.engine.(*)..").should().beFreeOfCycles().check(engine);
    }

    @Test
    void knowsNothingOfTheGateway() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.sprue.engine..",
                        "java..",
                        "jdk.incubator.vector..",
                        "com.sun.net.httpserver..",
                        "com.fasterxml.jackson..",
                        "com.twelvemonkeys.imageio..",
                        "javax.imageio..",
                        "org.jspecify.annotations..")
                .check(engine);
    }

    @Test
    void onlyTheVectorKernelsNeedTheVectorModule() {
        classes()
                .that()
                .haveSimpleNameNotStartingWith("Vector")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackage("jdk.incubator.vector..")
                .check(engine);
    }
}
