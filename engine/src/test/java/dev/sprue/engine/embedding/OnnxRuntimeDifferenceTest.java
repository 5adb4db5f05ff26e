package dev.sprue.engine.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.engine.tensor.KernelChoice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The own forward pass against ONNX Runtime's on the same file.
 *
 * <p>What can be asked: the model rounds its activations to 256 steps before every product, so a difference in the last
 * bit of a float can move a value by a whole step, and the steps that follow make more of it. Where no value was so close
 * to the border, both agree to 1e-6; where one was, ONNX Runtime with its optimisations differs from ONNX Runtime without
 * them just as much as this engine differs from either. So the measure of the difference allowed is ONNX Runtime's own.
 */
class OnnxRuntimeDifferenceTest {
    private static final int TEXTS = Boolean.getBoolean("sprue.test.full") ? 2_000 : 300;
    private static final String[] WORDS =
            ("the a of and river spring water sea stock market fell sharply cat dog eats food München naïve 東京 code java"
                            + " java.util.List vector 3.14 you don't [SEP] — “quoted” 😀 привет мир e\u0301 ½ ﬁ नमस्ते \u200b antidisestablishmentarianism")
                    .split(" ");

    @Test
    void agreesAsWellAsOnnxRuntimeAgreesWithItself() throws Exception {
        EmbeddingModel own = EmbeddingModel.load(KernelChoice.bestEncoder());
        List<Double> ownDistances = new ArrayList<>();
        List<Double> referenceDistances = new ArrayList<>();
        Random random = new Random(23);
        int exact = 0;
        int few = 0;
        try (OnnxRuntimeReference reference = new OnnxRuntimeReference(true);
                OnnxRuntimeReference plain = new OnnxRuntimeReference(false)) {
            for (int i = 0; i < TEXTS; i++) {
                int[] tokens = text(own, random, i);
                float[] vector = own.embed(tokens);
                float[] expected = reference.embed(tokens);
                double distance = distance(vector, expected);
                assertThat(distance).as("%s", Arrays.toString(tokens)).isLessThan(0.02);
                ownDistances.add(distance);
                referenceDistances.add(distance(plain.embed(tokens), expected));
                if (tokens.length <= 8) {
                    few++;
                    exact += greatestDifference(vector, expected) < 1e-6 ? 1 : 0;
                }
            }
        }
        assertThat(few).isGreaterThan(TEXTS / 10);
        assertThat(exact).isGreaterThan(few * 6 / 10);
        assertThat(mean(ownDistances)).isLessThan(1.5 * mean(referenceDistances));
    }

    /** Mostly sentences, some as long as the model reads. */
    private static int[] text(EmbeddingModel model, Random random, int index) {
        StringBuilder text = new StringBuilder();
        int words = 1 + random.nextInt(index % 25 == 0 ? 400 : index % 3 == 0 ? 6 : 40);
        for (int i = 0; i < words; i++) {
            text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        int[] tokens = model.encode(text.toString());
        return tokens.length <= EmbeddingModel.MAX_TOKENS ? tokens : Arrays.copyOf(tokens, EmbeddingModel.MAX_TOKENS);
    }

    /** One minus the cosine. */
    private static double distance(float[] a, float[] b) {
        double dot = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
        }
        return 1 - dot;
    }

    private static double greatestDifference(float[] a, float[] b) {
        double greatest = 0;
        for (int i = 0; i < a.length; i++) {
            greatest = Math.max(greatest, Math.abs(a[i] - b[i]));
        }
        return greatest;
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
