package dev.sprue.engine.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sprue.engine.schedule.Scheduler;
import dev.sprue.engine.tensor.KernelChoice;
import dev.sprue.engine.tensor.ScalarEncoderKernels;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EmbeddingModelTest {
    private static final EmbeddingModel VECTOR = EmbeddingModel.load(KernelChoice.bestEncoder());
    private static final EmbeddingModel SCALAR = EmbeddingModel.load(new ScalarEncoderKernels());

    private static final List<String> TEXTS = List.of(
            "A man is eating food.",
            "Someone eats a meal.",
            "The stock market fell sharply today.",
            "Grüße aus München!",
            "x");

    static Stream<EmbeddingModel> models() {
        return Stream.of(VECTOR, SCALAR);
    }

    /**
     * The first components as a NumPy program computes them that follows the file's graph. A value that lies on the border
     * of two steps of the quantisation falls to one side or the other by the order of float additions, which is the
     * kernel's own; it must not happen to most of the texts, and must not matter much.
     */
    @ParameterizedTest
    @MethodSource("models")
    void givesKnownVectors(EmbeddingModel model) {
        Map<String, float[]> known = Map.of(
                "A man is eating food.", new float[] {0.0312161f, 0.0022053f, -0.0001124f, 0.0441670f, -0.1376849f},
                "Someone eats a meal.", new float[] {0.0031151f, 0.0367460f, -0.0109995f, 0.0124003f, -0.1023487f},
                "The stock market fell sharply today.",
                        new float[] {0.0578646f, -0.0084392f, 0.0748653f, 0.0452179f, -0.0114591f},
                "Water runs to the sea", new float[] {-0.0053173f, 0.0647175f, 0.0111444f, 0.0117458f, 0.0067475f},
                "x", new float[] {-0.1047043f, -0.0593095f, -0.0175439f, -0.0383991f, 0.0260196f},
                "Hello world", new float[] {-0.0356769f, 0.0206792f, 0.0047046f, 0.0265370f, -0.0502910f});
        int exact = 0;
        for (Map.Entry<String, float[]> text : known.entrySet()) {
            float[] vector = model.embed(model.encode(text.getKey()));
            float greatest = 0;
            for (int i = 0; i < text.getValue().length; i++) {
                greatest = Math.max(greatest, Math.abs(vector[i] - text.getValue()[i]));
            }
            assertThat(greatest).as(text.getKey()).isLessThan(0.03f);
            exact += greatest < 1e-6 ? 1 : 0;
        }
        assertThat(exact).isGreaterThanOrEqualTo(4);
    }

    @ParameterizedTest
    @MethodSource("models")
    void putsLikeNextToLike(EmbeddingModel model) throws Exception {
        List<float[]> vectors = EmbeddingRun.embed(
                new Scheduler(2, 2, 0),
                model::begin,
                TEXTS.stream().map(model::encode).toList());
        assertThat(vectors).hasSize(TEXTS.size()).allSatisfy(vector -> assertThat(dot(vector, vector))
                .isCloseTo(1, within(1e-5)));
        assertThat(dot(vectors.get(0), vectors.get(1))).isGreaterThan(0.5);
        assertThat(dot(vectors.get(0), vectors.get(2))).isLessThan(0.2);
    }

    /** Bit by bit, however many texts are computed beside it, and whether the code was compiled meanwhile or not. */
    @Test
    void givesATextTheSameVectorInEveryBatch() throws Exception {
        Random random = new Random(5);
        List<int[]> texts = IntStream.range(0, 60)
                .mapToObj(i -> tokens(random, 1 + random.nextInt(i % 20 == 0 ? 300 : 40)))
                .toList();
        List<float[]> alone = texts.stream().map(VECTOR::embed).toList();
        for (Scheduler scheduler : List.of(new Scheduler(4, 4, 0), new Scheduler(1, 1, 0))) {
            List<float[]> together = EmbeddingRun.embed(scheduler, VECTOR::begin, texts);
            for (int i = 0; i < texts.size(); i++) {
                assertThat(together.get(i)).containsExactly(alone.get(i));
            }
        }
    }

    /** Bit by bit, with and without the vector module. */
    @Test
    void givesATextTheSameVectorOnAllKernels() {
        Random random = new Random(6);
        for (int length : new int[] {1, 2, 3, 7, 16, 33, 70, 130}) {
            int[] text = tokens(random, length);
            assertThat(VECTOR.embed(text)).containsExactly(SCALAR.embed(text));
        }
    }

    @Test
    void readsUpToItsLastPositionAndNoFurther() {
        int[] longest = VECTOR.encode("word ".repeat(EmbeddingModel.MAX_TOKENS - 2));
        assertThat(longest).hasSize(EmbeddingModel.MAX_TOKENS);
        assertThat(VECTOR.embed(longest)).hasSize(EmbeddingModel.DIMENSIONS);
        assertThatThrownBy(() -> VECTOR.embed(new int[EmbeddingModel.MAX_TOKENS + 1]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsTheCallerOfAFailure() {
        assertThatThrownBy(() -> EmbeddingRun.embed(new Scheduler(1, 1, 0), VECTOR::begin, List.of(new int[0])))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("computing embeddings failed");
    }

    private static int[] tokens(Random random, int count) {
        return random.ints(count, 1000, 30_000).toArray();
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
