package dev.sprue.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sprue.engine.gguf.TensorType;
import java.util.Arrays;
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

    /** The three formats through the public way: a file's tensor, its matrix, some of its rows times some vectors. */
    @ParameterizedTest
    @MethodSource("kernels")
    void multipliesMatricesOfAllFormats(Kernels kernels) {
        for (TensorType type : TensorType.values()) {
            for (int columns : type == TensorType.Q8_0 ? new int[] {32, 96, 768} : new int[] {1, 3, 17, 64, 100}) {
                for (int vectors : new int[] {1, 2, 3, 4, 5, 7, 24, 39}) {
                    int rows = 1 + random.nextInt(21);
                    checkProduct(kernels, RandomMatrix.of(type, rows, columns, random), vectors);
                }
            }
        }
    }

    private void checkProduct(Kernels kernels, RandomMatrix random, int vectors) {
        Matrix matrix = random.matrix();
        int rows = matrix.rows();
        int columns = matrix.columns();
        float[] x = floats(vectors * columns);
        float[] out = new float[vectors * rows];
        // In two pieces, as a team would.
        int middle = rows / 16 * 8;
        matrix.multiply(kernels, 0, middle, x, vectors, out);
        matrix.multiply(kernels, middle, rows, x, vectors, out);
        float[] one = new float[rows];
        for (int v = 0; v < vectors; v++) {
            matrix.multiply(kernels, Arrays.copyOfRange(x, v * columns, (v + 1) * columns), one);
            for (int row = 0; row < rows; row++) {
                double sum = 0;
                double size = 0;
                for (int c = 0; c < columns; c++) {
                    double term = (double) random.values()[row * columns + c] * x[v * columns + c];
                    sum += term;
                    size += Math.abs(term);
                }
                assertThat((double) out[v * rows + row]).isCloseTo(sum, within(size * 1e-6));
                assertThat(one[row]).as("the same bits alone").isEqualTo(out[v * rows + row]);
            }
        }
        float[] row = new float[columns + 3];
        for (int i = 0; i < rows; i++) {
            matrix.row(i, row, 3);
            assertThat(Arrays.copyOfRange(row, 3, row.length))
                    .isEqualTo(Arrays.copyOfRange(random.values(), i * columns, (i + 1) * columns));
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void dotsAndAddsRowsAtDistances(Kernels kernels) {
        for (int columns : new int[] {1, 5, 16, 32, 48, 64, 100}) {
            for (int count : new int[] {1, 3, 4, 9, 16}) {
                int stride = columns + random.nextInt(3) * 16;
                float[] rows = floats(7 + count * stride);
                Strided strided = new Strided(rows, 7, stride, count, columns);
                float[] x = floats(columns + 2);
                float[] dots = new float[count + 1];
                kernels.dots(strided, x, 2, dots, 1);
                float[] weights = floats(count + 4);
                float[] start = floats(columns + 5);
                float[] sums = start.clone();
                kernels.addWeighted(strided, weights, 4, sums, 5);
                double[] expected = new double[columns];
                for (int row = 0; row < count; row++) {
                    double dot = 0;
                    for (int c = 0; c < columns; c++) {
                        dot += (double) rows[7 + row * stride + c] * x[2 + c];
                        expected[c] += (double) weights[4 + row] * rows[7 + row * stride + c];
                    }
                    assertThat((double) dots[1 + row]).isCloseTo(dot, within(1e-4));
                }
                for (int c = 0; c < columns; c++) {
                    assertThat((double) sums[5 + c]).isCloseTo(start[5 + c] + expected[c], within(1e-4));
                }
                assertThat(Arrays.copyOf(sums, 5)).isEqualTo(Arrays.copyOf(start, 5));
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
        kernels.swiglu(out, 0, up, 0, 77);
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
