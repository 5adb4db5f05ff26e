package dev.sprue.engine.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.engine.Shipped;
import dev.sprue.engine.tensor.Kernels;
import dev.sprue.engine.tensor.ScalarKernels;
import dev.sprue.engine.tensor.VectorKernels;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The logits and greedy texts that PyTorch computes from the shipped weights. */
class GoldenLogitsTest {
    private static final float TOLERANCE = 2e-3f;

    private final LlamaModel model = Shipped.model();

    static Stream<Kernels> kernels() {
        return Stream.of(new VectorKernels(), new ScalarKernels());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void agreesWithPyTorch(Kernels kernels) {
        JsonNode cases = Shipped.golden("logits");
        assertThat(cases.size()).isGreaterThan(4);
        for (JsonNode c : cases) {
            checkLogits(c, new Reader(model, kernels));
            checkGreedy(c, new Reader(model, kernels));
        }
    }

    private void checkLogits(JsonNode c, Reader reader) {
        int[] ids = Shipped.ids(c.path("ids"));
        int checked = 0;
        for (int position = 0; position < ids.length; position++) {
            float[] logits = reader.next(ids[position]);
            for (JsonNode point : c.path("points")) {
                if (point.path("position").intValue() == position) {
                    checkPoint(point, logits);
                    checked++;
                }
            }
        }
        assertThat(checked).isEqualTo(c.path("points").size());
    }

    private static void checkPoint(JsonNode point, float[] logits) {
        int[] ids = Shipped.ids(point.path("top_ids"));
        for (int i = 0; i < ids.length; i++) {
            assertThat(logits[ids[i]]).isCloseTo(point.path("top_logits").get(i).floatValue(), within(TOLERANCE));
        }
    }

    private void checkGreedy(JsonNode c, Reader reader) {
        if (!c.has("greedy_40")) {
            return;
        }
        int[] prompt = Shipped.ids(c.path("ids"));
        for (int i = 0; i < prompt.length - 1; i++) {
            reader.next(prompt[i]);
        }
        int token = prompt[prompt.length - 1];
        for (int expected : Shipped.ids(c.path("greedy_40"))) {
            token = argmax(reader.next(token));
            assertThat(token).isEqualTo(expected);
        }
    }

    private static int argmax(float[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            best = logits[i] > logits[best] ? i : best;
        }
        return best;
    }
}
