package dev.sprue.engine.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import dev.sprue.engine.schedule.Scheduler;
import java.util.List;
import org.junit.jupiter.api.Test;

class EmbeddingModelTest {
    private static final List<String> TEXTS = List.of(
            "A man is eating food.",
            "Someone eats a meal.",
            "The stock market fell sharply today.",
            "Grüße aus München!",
            "x");

    private final EmbeddingModel model = EmbeddingModel.load();

    @Test
    void givesLangChain4jsVectors() {
        AllMiniLmL6V2QuantizedEmbeddingModel reference = new AllMiniLmL6V2QuantizedEmbeddingModel();
        for (String text : TEXTS) {
            assertThat(model.embed(model.encode(text)))
                    .containsExactly(reference.embed(text).content().vector(), offset(1e-4f));
        }
    }

    @Test
    void putsLikeNextToLike() throws Exception {
        List<float[]> vectors = EmbeddingRun.embed(
                new Scheduler(2, 2, 0), model, TEXTS.stream().map(model::encode).toList());
        assertThat(vectors).hasSize(TEXTS.size());
        assertThat(dot(vectors.get(0), vectors.get(0))).isCloseTo(1, within(1e-5));
        assertThat(dot(vectors.get(0), vectors.get(1))).isGreaterThan(0.5);
        assertThat(dot(vectors.get(0), vectors.get(2))).isLessThan(0.2);
    }

    @Test
    void readsUpToItsLastPositionAndNoFurther() {
        int[] longest = model.encode("word ".repeat(EmbeddingModel.MAX_TOKENS - 2));
        assertThat(longest).hasSize(EmbeddingModel.MAX_TOKENS);
        assertThat(model.embed(longest)).hasSize(EmbeddingModel.DIMENSIONS);
        assertThatThrownBy(() -> model.embed(new int[EmbeddingModel.MAX_TOKENS + 1]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsTheCallerOfAFailure() {
        assertThatThrownBy(() -> EmbeddingRun.embed(new Scheduler(1, 1, 0), model, List.of(new int[0])))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("computing embeddings failed");
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
