package dev.sprue.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TextTableTest {

    @Test
    void columnsAreAsWideAsTheirWidestCells() {
        String text = new TextTable()
                .row("a", "", "c\u0007")
                .row("aaa", "bb", "\u2028")
                .text();
        assertThat(text).isEqualTo("a    -   c?\naaa  bb  ?\n");
        assertThat(new TextTable().text()).isEmpty();
    }

    @Test
    void workGrowsWithTheRowsAndNotWithTheirSquare() {
        TextTable table = new TextTable();
        for (int row = 0; row < 200_000; row++) {
            table.row("deployment", "Acme", "big");
        }
        // Of the square it would be minutes and more: this is no measurement.
        assertThat(assertTimeoutPreemptively(Duration.ofMinutes(1), table::text))
                .hasSize(200_000 * "deployment  Acme  big\n".length());
    }
}
