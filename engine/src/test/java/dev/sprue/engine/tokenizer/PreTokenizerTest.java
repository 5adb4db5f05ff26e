package dev.sprue.engine.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The hand-written scanner against the regular expressions it stands for. */
class PreTokenizerTest {
    private static final int ROUNDS = Boolean.getBoolean("sprue.test.full") ? 200_000 : 20_000;
    private static final Pattern GPT_2 = Pattern.compile("'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+"
            + "| ?[^\\p{IsWhite_Space}\\p{L}\\p{N}]+|\\p{IsWhite_Space}+(?!\\P{IsWhite_Space})|\\p{IsWhite_Space}+");
    private static final String[] ALPHABET = {
        " ",
        " ",
        "  ",
        "\n",
        "\t",
        "\u00a0",
        "\u3000",
        "\u0085",
        "a",
        "Z",
        "é",
        "ß",
        "漢",
        "字",
        "0",
        "7",
        "²",
        "Ⅷ",
        "٣",
        "'",
        "'s",
        "'t",
        "'re",
        "'ll",
        "'v",
        "'ve",
        "'d",
        "'m",
        "!",
        "?",
        "...",
        "-",
        "😀",
        "👩‍👩‍👧",
        "\u0301",
        "𝒳",
        "<|im_end|>",
        "\u200b",
        "\u001c"
    };

    @Test
    void cutsAsGpt2sExpressionDoes() {
        Random random = new Random(3);
        for (int i = 0; i < ROUNDS; i++) {
            String text = text(random);
            assertThat(pieces(PreTokenizer.GPT_2, text)).as(text).isEqualTo(regexPieces(text));
        }
    }

    @Test
    void cutsNumbersOutFirstForSmolLm() {
        Random random = new Random(4);
        for (int i = 0; i < ROUNDS; i++) {
            String text = text(random);
            List<String> expected = new ArrayList<>();
            int start = 0;
            Matcher numbers = Pattern.compile("\\p{N}").matcher(text);
            while (numbers.find()) {
                expected.addAll(regexPieces(text.substring(start, numbers.start())));
                expected.add(numbers.group());
                start = numbers.end();
            }
            expected.addAll(regexPieces(text.substring(start)));
            assertThat(pieces(PreTokenizer.SMOLLM, text)).as(text).isEqualTo(expected);
        }
    }

    @Test
    void refusesRulesItDoesNotKnow() {
        assertThatThrownBy(() -> PreTokenizer.named("llama-bpe"))
                .hasMessageContaining("pre-tokenizer \"llama-bpe\" is not supported");
    }

    private static List<String> pieces(PreTokenizer rules, String text) {
        List<String> pieces = new ArrayList<>();
        rules.cut(text, (start, end) -> pieces.add(text.substring(start, end)));
        return pieces;
    }

    private static List<String> regexPieces(String text) {
        return GPT_2.matcher(text).results().map(result -> result.group()).toList();
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int parts = random.nextInt(12); parts > 0; parts--) {
            text.append(ALPHABET[random.nextInt(ALPHABET.length)]);
        }
        return text.toString();
    }
}
