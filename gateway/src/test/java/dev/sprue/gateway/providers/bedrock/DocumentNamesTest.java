package dev.sprue.gateway.providers.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Documents of a request have names of their own, however many are called the same. */
class DocumentNamesTest {

    @Test
    void aNumberThatAnotherFileBearsIsPassedOver() {
        DocumentNames names = new DocumentNames();
        assertThat(names.of("a (2).pdf")).isEqualTo("a (2)");
        assertThat(names.of("a.pdf")).isEqualTo("a");
        assertThat(names.of("a.txt")).isEqualTo("a (3)");
        assertThat(names.of("a (2).txt")).isEqualTo("a (2) (2)");
        assertThat(names.of("a")).isEqualTo("a (4)");
    }

    /** Naming each file from the first number on would take hours here. */
    @Test
    @Timeout(60)
    void manyFilesOfOneNameTakeNoTimeOfTheirOwnEach() {
        DocumentNames names = new DocumentNames();
        Set<String> all = new HashSet<>();
        for (int i = 0; i < 300_000; i++) {
            all.add(names.of("report.pdf"));
        }
        assertThat(all).hasSize(300_000).contains("report", "report (2)", "report (300000)");
    }
}
