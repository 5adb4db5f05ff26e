package dev.sprue.engine.chat;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever reads comes to the end, whatever others do at whatever moment, and no memory is lost on the way. */
@Timeout(600)
class BatcherProgressTest {
    private static final int WALKS = Boolean.getBoolean("sprue.test.full") ? 20_000 : 150;

    @Test
    void everybodyWhoReadsComesToTheEnd() {
        for (long seed = 0; seed < WALKS; seed++) {
            assertThatCode(new BatcherWalk(seed)::go).as("seed " + seed).doesNotThrowAnyException();
        }
    }
}
