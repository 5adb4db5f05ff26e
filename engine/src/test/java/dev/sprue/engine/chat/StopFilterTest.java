package dev.sprue.engine.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StopFilterTest {

    @Test
    void cutsAtAStopStringWhereverTheBordersFall() {
        String text = "one two STOP three";
        for (int first = 0; first <= text.length(); first++) {
            for (int second = first; second <= text.length(); second++) {
                StopFilter filter = new StopFilter(List.of("STOP", "never"));
                String shown = filter.add(text.substring(0, first))
                        + filter.add(text.substring(first, second))
                        + filter.add(text.substring(second))
                        + filter.finish();
                assertThat(shown).isEqualTo("one two ");
                assertThat(filter.stopped()).isTrue();
            }
        }
    }

    @Test
    void holdsBackOnlyWhatMayBecomeAStopString() {
        StopFilter filter = new StopFilter(List.of("aab"));
        assertThat(filter.add("xa")).isEqualTo("x");
        assertThat(filter.add("a")).isEmpty();
        assertThat(filter.add("a")).isEqualTo("a");
        assertThat(filter.add("c")).isEqualTo("aac");
        assertThat(filter.add("aa")).isEmpty();
        assertThat(filter.finish()).isEqualTo("aa");
        assertThat(filter.stopped()).isFalse();
    }

    @Test
    void passesEverythingWithoutStopStrings() {
        StopFilter filter = new StopFilter(List.of());
        assertThat(filter.add("abc")).isEqualTo("abc");
        assertThat(filter.finish()).isEmpty();
    }

    /** The law: the result does not depend on the cuts, and is what scanning character by character gives. */
    @Test
    void doesNotDependOnTheCuts() {
        Random random = new Random(21);
        for (int round = 0; round < 5_000; round++) {
            String text = letters(random, random.nextInt(30));
            List<String> stops =
                    List.of(letters(random, 1 + random.nextInt(4)), letters(random, 1 + random.nextInt(6)));
            String expected = untilFirst(text, stops);
            StopFilter filter = new StopFilter(stops);
            StringBuilder shown = new StringBuilder();
            int at = 0;
            while (at < text.length()) {
                int end = Math.min(text.length(), at + random.nextInt(5));
                shown.append(filter.add(text.substring(at, end)));
                assertThat(expected).startsWith(shown);
                at = end;
            }
            shown.append(filter.finish());
            assertThat(shown).hasToString(expected);
            assertThat(filter.stopped()).isEqualTo(expected.length() < text.length());
        }
    }

    private static String untilFirst(String text, List<String> stops) {
        for (int end = 1; end <= text.length(); end++) {
            int earliest = Integer.MAX_VALUE;
            for (String stop : stops) {
                if (text.substring(0, end).endsWith(stop)) {
                    earliest = Math.min(earliest, end - stop.length());
                }
            }
            if (earliest != Integer.MAX_VALUE) {
                return text.substring(0, earliest);
            }
        }
        return text;
    }

    private static String letters(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(3)));
        }
        return text.toString();
    }
}
