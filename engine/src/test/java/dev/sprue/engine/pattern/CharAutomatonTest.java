package dev.sprue.engine.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Automata accept what the regular expressions of the Java library find, on random expressions and texts. */
class CharAutomatonTest {
    private static final int ROUNDS = Boolean.getBoolean("sprue.test.full") ? 100_000 : 4_000;
    private static final List<String> ATOMS = List.of(
            "a",
            "b",
            "c",
            ".",
            "\\d",
            "\\D",
            "\\w",
            "\\W",
            "\\s",
            "\\S",
            "[ab]",
            "[^a]",
            "[a-c1]",
            "[^\\d\\s]",
            "\\x61",
            "\\u0062",
            "\\.",
            "\\t",
            "é",
            "[\\u00e0-\\u00ff]",
            "^",
            "$",
            "[-a]",
            "[\\]]",
            "😀",
            "[^😀]");
    private static final List<String> QUANTIFIERS =
            List.of("*", "+", "?", "{2}", "{1,2}", "{0,}", "*?", "+?", "{0,1}?");
    private static final String LETTERS = "aaabbc1. \t\néx";

    private final Random random = new Random(13);

    @Test
    void acceptsWhatTheLibraryFinds() {
        int found = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String regex = regex(3);
            Pattern library = Pattern.compile(regex);
            CharAutomaton automaton = CharAutomaton.search(regex);
            CharAutomaton short3 = automaton.ofLength(1, 3);
            CharAutomaton both = automaton.and(CharAutomaton.search("a"));
            for (int i = 0; i < 8; i++) {
                String text = text();
                boolean finds = library.matcher(text).find();
                if (text.endsWith("\n") && regex.contains("$")) {
                    continue; // the library lets $ stand before a last line break
                }
                int length = text.codePointCount(0, text.length());
                assertThat(accepts(automaton, text)).as("%s on %s", regex, text).isEqualTo(finds);
                assertThat(accepts(short3, text))
                        .as("%s on %s", regex, text)
                        .isEqualTo(finds && length >= 1 && length <= 3);
                assertThat(accepts(both, text)).as("%s on %s", regex, text).isEqualTo(finds && text.contains("a"));
                found += finds ? 1 : 0;
            }
        }
        assertThat(found).isBetween(ROUNDS, ROUNDS * 7);
    }

    private String regex(int depth) {
        StringBuilder regex = new StringBuilder();
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            boolean group = depth > 0 && random.nextInt(4) == 0;
            String atom = group
                    ? (random.nextBoolean() ? "(" : "(?:") + regex(depth - 1)
                            + (random.nextBoolean() ? "|" + regex(depth - 1) : "") + ")"
                    : ATOMS.get(random.nextInt(ATOMS.size()));
            regex.append(atom);
            if (!atom.equals("^") && !atom.equals("$") && random.nextInt(3) == 0) {
                regex.append(QUANTIFIERS.get(random.nextInt(QUANTIFIERS.size())));
            }
        }
        return regex.toString();
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(
                    random.nextInt(12) == 0 ? "😀" : String.valueOf(LETTERS.charAt(random.nextInt(LETTERS.length()))));
        }
        return text.toString();
    }

    private static boolean accepts(CharAutomaton automaton, String text) {
        Set<Integer> states = Set.of(0);
        for (int c : text.codePoints().toArray()) {
            Set<Integer> next = new HashSet<>();
            for (int state : states) {
                for (CharAutomaton.Edge edge : automaton.edges(state)) {
                    if (!edge.set().and(CharSet.range(c, c)).isEmpty()) {
                        next.add(edge.to());
                    }
                }
            }
            states = next;
        }
        return states.stream().anyMatch(automaton::accepts);
    }
}
