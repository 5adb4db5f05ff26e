package dev.sprue.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both kernels against loops in double precision. */
class KernelsTest {
    private final Random random = new Random(42);

    static Stream<Kernels> kernels() {
        return Stream.of(new VectorKernels(), new ScalarKernels());
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void multipliesQ8(Kernels kernels) {
        for (int columns : new int[] {32, 64, 96, 256, 768}) {
            int rows = 1 + random.nextInt(9);
            byte[] quants = new byte[rows * columns];
            random.nextBytes(quants);
            float[] scales = floats(rows * columns / 32);
            float[] x = floats(columns);
            float[] out = new float[rows];
            kernels.multiplyQ8(quants, scales, columns, rows, x, out);
            for (int row = 0; row < rows; row++) {
                double sum = 0;
                double size = 0;
                for (int c = 0; c < columns; c++) {
                    double term = (double) quants[row * columns + c] * scales[(row * columns + c) / 32] * x[c];
                    sum += term;
                    size += Math.abs(term);
                }
                assertThat(out[row]).isCloseTo((float) sum, within((float) (size * 1e-6)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void multipliesF16AndF32(Kernels kernels) {
        for (int columns : new int[] {1, 3, 17, 64, 100}) {
            int rows = 1 + random.nextInt(5);
            float[] weights = floats(rows * columns);
            short[] halves = new short[weights.length];
            for (int i = 0; i < halves.length; i++) {
                halves[i] = Float.floatToFloat16(weights[i]);
            }
            float[] x = floats(columns);
            float[] full = new float[rows];
            float[] half = new float[rows];
            kernels.multiplyF32(weights, columns, rows, x, full);
            kernels.multiplyF16(halves, columns, rows, x, half);
            for (int row = 0; row < rows; row++) {
                double expectedFull = 0;
                double expectedHalf = 0;
                for (int c = 0; c < columns; c++) {
                    expectedFull += (double) weights[row * columns + c] * x[c];
                    expectedHalf += (double) Float.float16ToFloat(halves[row * columns + c]) * x[c];
                }
                assertThat(full[row]).isCloseTo((float) expectedFull, within(1e-4f));
                assertThat(half[row]).isCloseTo((float) expectedHalf, within(1e-4f));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void dotsAndAddsAtOffsets(Kernels kernels) {
        for (int length = 0; length < 70; length++) {
            float[] a = floats(length + 5);
            float[] b = floats(length + 9);
            double sum = 0;
            for (int i = 0; i < length; i++) {
                sum += (double) a[5 + i] * b[9 + i];
            }
            assertThat(kernels.dot(a, 5, b, 9, length)).isCloseTo((float) sum, within(1e-4f));
            float[] target = a.clone();
            kernels.addScaled(target, 5, b, 9, length, 0.5f);
            for (int i = 0; i < target.length; i++) {
                float expected = i < 5 ? a[i] : a[i] + 0.5f * b[i + 4];
                assertThat(target[i]).isCloseTo(expected, within(1e-6f));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void appliesSwiglu(Kernels kernels) {
        float[] gate = floats(77);
        gate[0] = -200;
        gate[1] = 200;
        gate[2] = 0;
        float[] up = floats(77);
        float[] out = gate.clone();
        kernels.swiglu(out, up, 77);
        for (int i = 0; i < out.length; i++) {
            double expected = gate[i] / (1 + Math.exp(-(double) gate[i])) * up[i];
            assertThat((double) out[i]).isCloseTo(expected, within(1e-6 + Math.abs(expected) * 1e-5));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void computesSoftmax(Kernels kernels) {
        for (int length : new int[] {1, 2, 16, 31, 1000}) {
            float[] values = floats(length + 3);
            values[0] = 60;
            float[] out = values.clone();
            kernels.softmax(out, length);
            double total = 0;
            for (int i = 0; i < length; i++) {
                total += Math.exp((double) values[i] - 60);
            }
            double sum = 0;
            for (int i = 0; i < length; i++) {
                assertThat((double) out[i]).isCloseTo(Math.exp((double) values[i] - 60) / total, within(1e-6));
                sum += out[i];
            }
            assertThat(sum).isCloseTo(1, within(1e-5));
            assertThat(out[length]).isEqualTo(values[length]);
        }
    }

    @Test
    void approximatesTheExponentialFunction() {
        for (float x = -86.9f; x < 87.9f; x += 0.013f) {
            double expected = Math.exp(x);
            assertThat((double) FastExp.exp(x)).isCloseTo(expected, within(expected * 1e-6));
        }
    }

    @Test
    void choosesVectorsWhereTheModuleIsThere() {
        assertThat(KernelChoice.best().name()).startsWith("vector");
    }

    private float[] floats(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
