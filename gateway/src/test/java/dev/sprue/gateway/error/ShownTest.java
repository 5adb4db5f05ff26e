package dev.sprue.gateway.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.testing.Tries;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShownTest {

    @Test
    void aShortWholeTextStaysAsItIs() {
        for (String text : new String[] {"", "a", "äöü", "😀😀", "x".repeat(100)}) {
            assertThat(Shown.text(text, 100)).isEqualTo(text);
        }
    }

    @Test
    void aLongTextIsCutBetweenCharacters() {
        assertThat(Shown.text("abcdef", 3)).isEqualTo("abc...");
        assertThat(Shown.text("ab😀😀", 3)).isEqualTo("ab...");
        assertThat(Shown.text("ab😀😀", 4)).isEqualTo("ab😀...");
    }

    @Test
    void whatComesOutCanAlwaysBeWrittenAsUtf8() {
        Random random = new Random(5);
        for (int i = 0; i < Tries.of(5_000, 500_000); i++) {
            StringBuilder text = new StringBuilder();
            for (int c = random.nextInt(20); c > 0; c--) {
                text.append((char) (random.nextBoolean() ? 0xD800 + random.nextInt(0x800) : 'a'));
            }
            String shown = Shown.text(text.toString(), 1 + random.nextInt(10));
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(shown)).isTrue();
        }
    }
}
