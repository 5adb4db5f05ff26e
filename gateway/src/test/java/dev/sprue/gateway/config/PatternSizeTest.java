package dev.sprue.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.sprue.gateway.testing.Tries;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No pattern that is taken is large once it is compiled, and those that people write are taken. */
class PatternSizeTest {

    private static final List<String> PIECES = List.of(
            "a",
            "b",
            "(",
            "(",
            ")",
            ")",
            "(?i)",
            "(?i:",
            "(?:",
            "(?P<n>",
            "[",
            "]",
            "^",
            "[:alpha:]",
            "[^]{30}]",
            "|",
            "\\Q",
            "\\E",
            "\\",
            "\\{",
            "\\(",
            "\\)",
            "\\x{41}",
            "\\p{Greek}",
            "\\pN",
            "\\d",
            "{",
            "}",
            "{30}",
            "{30}",
            "{2,40}",
            "{40,}",
            "{0}",
            "{0,35}",
            "{1000}",
            "{,5}",
            "?",
            "*",
            "+",
            "\ud83d\ude00",
            ".",
            "$",
            "\\b");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "((a{1000}){1000}){1000}",
                "(((((a?){30}){30}){30}){30})",
                "(a{32}){32}",
                "(?:a{32}b){32,}?",
                "(a{2,32}){0,32}",
                "(?P<n>a{100}){11}",
                "(\\){500}){3}",
                "([)]{500}){3}",
                "([]()]{500}){3}",
                "([^]()]{500}){3}",
                "([[:alpha:]()]{500}){3}",
                "([\\]()]{500}){3}",
                "(\\Q()\\E{500}){3}",
                "(a{500})\\Q\\E{3}",
                "(a{500})(?i){3}",
                "(\\x{41}{500}){3}",
                "(\\{{500}){3}",
                "a{1001}",
                "a{99999999999999999999}",
                "(abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz){1000}",
            })
    void refusesWhatGetsLarge(String pattern) {
        assertThat(PatternSize.fault(pattern)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "((a{10}){10}){10}",
                "(a{1000}|b{1000}){1}",
                "a{1000}b{1000}c{1000}",
                "a\\{1000}{1000}",
                "\\Qa{1000}{1000}{1000}\\E",
                "\\Q((a{1000}){1000})",
                "[{1000}]{1000}",
                "[]{1000}]{1000}",
                "[[:alpha:]{1000}]{1000}",
                "(\\x{1000}){1000}",
                "(?i)colou?r",
                "(a{,1000}){1000}",
                "(a*)*",
                "\\{1000}\\{1000}",
                "[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{4}",
                "([0-9]{1,3}\\.){3}[0-9]{1,3}",
                "",
            })
    void takesWhatStaysSmall(String pattern) {
        assertThat(PatternSize.fault(pattern)).isEmpty();
        assertThat(Pattern.compile(pattern).programSize()).isLessThan(2 * PatternSize.MAX_PARTS);
    }

    @Test
    void nothingThatIsTakenIsLargeOnceItIsCompiled() {
        Random random = new Random(8_001);
        int compiled = 0;
        for (int i = 0; i < Tries.of(4_000, 200_000); i++) {
            StringBuilder pattern = new StringBuilder();
            for (int n = 1 + random.nextInt(14); n > 0; n--) {
                pattern.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            if (PatternSize.fault(pattern.toString()).isEmpty()) {
                try {
                    assertThat(Pattern.compile(pattern.toString()).programSize())
                            .as(pattern.toString())
                            .isLessThan(2 * PatternSize.MAX_PARTS);
                    compiled++;
                } catch (PatternSyntaxException none) {
                    // What is no regular expression has no size.
                }
            }
        }
        assertThat(compiled).isPositive();
    }
}
