package dev.sprue.engine.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The own tokenizer against Hugging Face's native one, on the same vocabulary. */
class WordPieceTokenizerTest {
    private static final String VOCABULARY = "/all-minilm-l6-v2-q-tokenizer.json";
    private static final int ROUNDS = Boolean.getBoolean("sprue.test.full") ? 50_000 : 3_000;
    private static final String[] ALPHABET = {
        " ",
        " ",
        "\n",
        "\t",
        "\u00a0",
        "the",
        "embed",
        "ding",
        "Tokyo",
        "naïve",
        "Ångström",
        "İstanbul",
        "ΣΑΣ",
        "straße",
        "漢",
        "字",
        "かな",
        "한국",
        "12",
        "3.5",
        "²",
        "don't",
        "...",
        "-",
        "(",
        ")",
        "€",
        "$",
        "^",
        "`",
        "😀",
        "\u200b",
        "\u0000",
        "\ufffd",
        "e\u0301",
        "ﬁ",
        "नमस्ते",
        "мир",
        "\u2028",
        "w".repeat(101),
        "²³",
        "Ⅷ",
        "\u3000",
        "\u00ad",
        "\u000b",
        "\u000c",
        "\u0085",
        "\u001d",
        "a".repeat(300)
    };

    @Test
    void encodesAsTheReferenceDoes() throws IOException {
        try (HuggingFaceTokenizer reference = HuggingFaceTokenizer.newInstance(
                resource(), Map.of("padding", "false", "truncation", "false", "modelMaxLength", "100000"))) {
            WordPieceTokenizer tokenizer = load();
            Random random = new Random(41);
            for (int round = 0; round < ROUNDS; round++) {
                String text = text(random);
                int[] expected = LongStream.of(reference.encode(text).getIds())
                        .mapToInt(Math::toIntExact)
                        .toArray();
                assertThat(tokenizer.encode(text)).as(text).containsExactly(expected);
            }
        }
    }

    @Test
    void takesControlTokensInTextForText() throws IOException {
        assertThat(load().encode("[SEP]")).hasSize(5).startsWith(101).endsWith(102);
        assertThat(load().encode("")).containsExactly(101, 102);
    }

    private static WordPieceTokenizer load() throws IOException {
        try (InputStream in = resource()) {
            return WordPieceTokenizer.load(in);
        }
    }

    private static InputStream resource() {
        return Objects.requireNonNull(WordPieceTokenizerTest.class.getResourceAsStream(VOCABULARY));
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int parts = random.nextInt(10); parts > 0; parts--) {
            text.append(ALPHABET[random.nextInt(ALPHABET.length)]);
        }
        return text.toString();
    }
}
