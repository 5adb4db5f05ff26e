package dev.sprue.engine.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sprue.engine.Shipped;
import dev.sprue.engine.embedding.EmbeddingRun;
import dev.sprue.engine.embedding.VectorPass;
import dev.sprue.engine.gguf.GgufException;
import dev.sprue.engine.image.PictureReader;
import dev.sprue.engine.schedule.Scheduler;
import dev.sprue.engine.tensor.Kernels;
import dev.sprue.engine.tensor.ScalarKernels;
import dev.sprue.engine.tensor.VectorKernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClipModelTest {
    /** Per component of a vector of length 1. */
    private static final float TOLERANCE = 1e-4f;

    private static final int ROUNDS = Boolean.getBoolean("sprue.test.full") ? 2_000 : 150;

    private final ClipModel model = ClipModel.load(Shipped.imageModel(), new VectorKernels());

    static Stream<Kernels> kernels() {
        return Stream.of(new VectorKernels(), new ScalarKernels());
    }

    /** From the bytes of a file, or from a text, to the vector that PyTorch computes from the shipped weights. */
    @ParameterizedTest
    @MethodSource("kernels")
    void agreesWithPyTorch(Kernels kernels) throws Exception {
        ClipModel shipped = ClipModel.load(Shipped.imageModel(), kernels);
        JsonNode cases = Shipped.golden("image-embed");
        assertThat(cases.size()).isGreaterThan(12);
        for (JsonNode c : cases) {
            float[] vector;
            if (c.has("text")) {
                int[] ids = shipped.encode(c.path("text").asText());
                assertThat(ids).containsExactly(Shipped.ids(c.path("ids")));
                vector = shipped.embedText(ids);
            } else {
                byte[] file = Base64.getDecoder().decode(c.path("png").asText());
                vector = shipped.embedImage(PictureReader.read(file, shipped.imageSize()));
            }
            assertThat(vector).hasSize(c.path("vector").size());
            for (int i = 0; i < vector.length; i++) {
                assertThat(vector[i]).isCloseTo(c.path("vector").get(i).floatValue(), within(TOLERANCE));
            }
        }
    }

    @Test
    void vectorsDoNotDependOnWhatIsComputedBesideThem() throws Exception {
        Random random = new Random(3);
        List<float[]> squares = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            squares.add(square(random));
        }
        List<float[]> singles = squares.stream().map(model::embedImage).toList();
        List<float[]> batch = EmbeddingRun.embed(
                new Scheduler(3, 3, 0), square -> VectorPass.inOneStep(() -> model.embedImage(square)), squares);
        for (int i = 0; i < batch.size(); i++) {
            assertThat(batch.get(i)).containsExactly(singles.get(i));
        }
    }

    @Test
    void shortVectorsAreBeginningsOfLongOnes() {
        float[] whole = model.embedText(model.encode("a red circle"));
        assertThat(model.dimensions()).containsExactly(64, 128, 256);
        assertThat(length(whole)).isCloseTo(1, within(1e-6));
        for (int dimensions : model.dimensions()) {
            float[] vector = ClipModel.shortened(whole, dimensions);
            assertThat(vector).hasSize(dimensions);
            assertThat(length(vector)).isCloseTo(1, within(1e-6));
            assertThat(vector[1] / vector[0]).isCloseTo(whole[1] / whole[0], within(1e-3f));
        }
    }

    @Test
    void aPairLiesBetweenItsParts() {
        float[] image = model.embedImage(square(new Random(4)));
        float[] text = model.embedText(model.encode("noise"));
        float[] pair = ClipModel.joined(image, text);
        assertThat(length(pair)).isCloseTo(1, within(1e-6));
        assertThat(dot(pair, image)).isCloseTo(dot(pair, text), within(1e-6)).isGreaterThan(dot(image, text));
    }

    @Test
    void refusesInputsOfOtherSizes() {
        assertThatThrownBy(() -> model.embedImage(new float[12])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> model.embedText(new int[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> model.embedText(new int[model.maxTokens() + 1]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesFilesOfOtherArchitectures() {
        assertThatThrownBy(() -> ClipModel.load(Shipped.bytes(), new ScalarKernels()))
                .isInstanceOf(GgufException.class)
                .hasMessageContaining("\"llama\" is not supported");
    }

    /** Damaged files: only a {@link GgufException} or success may come out. */
    @Test
    void survivesDamagedFiles() {
        byte[] whole = Shipped.imageModel();
        Random random = new Random(5);
        int refused = 0;
        for (int i = 0; i < ROUNDS; i++) {
            byte[] damaged = i % 3 == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
            for (int flips = i % 3; flips > 0; flips--) {
                damaged[random.nextInt(25_000)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                ClipModel.load(damaged, new ScalarKernels());
            } catch (GgufException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(ROUNDS / 3);
    }

    private static float[] square(Random random) {
        float[] square = new float[3 * 64 * 64];
        for (int i = 0; i < square.length; i++) {
            square[i] = random.nextFloat() * 2 - 1;
        }
        return square;
    }

    private static double length(float[] vector) {
        return Math.sqrt(dot(vector, vector));
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
