package dev.sprue.engine.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both encoder kernels against loops in double precision, and whole numbers exactly. */
class EncoderKernelsTest {
    private static final int TILE = 4;

    private final Random random = new Random(43);

    static Stream<EncoderKernels> kernels() {
        return Stream.of(KernelChoice.bestEncoder(), new ScalarEncoderKernels());
    }

    @Test
    void choosesVectorsWhereTheModuleIsThere() {
        assertThat(KernelChoice.bestEncoder()).isInstanceOf(VectorEncoderKernels.class);
    }

    /** The definition: scale and zero from the range with 0 in it, halves rounded to even. */
    @ParameterizedTest
    @MethodSource("kernels")
    void quantizesAsTheOperatorIsDefined(EncoderKernels kernels) {
        for (float shift : new float[] {0, 5, -5}) {
            int rows = 1 + random.nextInt(9);
            float[] x = floats(rows * 48);
            for (int i = 0; i < x.length; i++) {
                x[i] += shift;
            }
            QuantizedRows out = new QuantizedRows(rows, 48);
            kernels.quantize(x, rows, out);
            float min = Math.min(0, least(x));
            float max = Math.max(0, greatest(x));
            float scale = (max - min) / 255;
            double zero = Math.rint(-min / scale);
            assertThat(out.scale).isEqualTo(scale);
            for (int i = 0; i < x.length; i++) {
                double q = Math.clamp(Math.rint(x[i] / scale) + zero, 0, 255);
                assertThat((double) out.values[i]).isEqualTo(q - zero);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void quantizesNothingButZeros(EncoderKernels kernels) {
        QuantizedRows out = new QuantizedRows(2, 16);
        kernels.quantize(new float[64], 2, out);
        assertThat(out.scale).isEqualTo(1);
        assertThat(out.values).containsOnly(0);
    }

    /** Exactly, with the greatest numbers there can be, and for any number of rows. */
    @ParameterizedTest
    @MethodSource("kernels")
    void multipliesWholeNumbersExactly(EncoderKernels kernels) {
        for (int rows : new int[] {1, 3, 4, 9}) {
            byte[] weights = new byte[96 * 128];
            random.nextBytes(weights);
            float[] ones = new float[128];
            Arrays.fill(ones, 1);
            float[] biases = new float[128];
            for (int i = 0; i < biases.length; i++) {
                biases[i] = i % 7;
            }
            QuantizedMatrix matrix = QuantizedMatrix.pack(kernels, weights, 96, ones, biases);
            QuantizedRows x = new QuantizedRows(rows, 96);
            float[] range = new float[rows * 96];
            for (int i = 0; i < range.length; i++) {
                range[i] = random.nextInt(256) - 100;
            }
            range[0] = -100;
            range[1] = 155;
            kernels.quantize(range, rows, x);
            float[] out = new float[QuantizedRows.padded(rows) * 128];
            kernels.multiply(x, matrix, out);
            for (int row = 0; row < rows; row++) {
                for (int output = 0; output < 128; output++) {
                    int sum = 0;
                    for (int input = 0; input < 96; input++) {
                        sum += (int) range[row * 96 + input] * weights[input * 128 + output];
                    }
                    assertThat(out[row * 128 + output]).isEqualTo(sum + biases[output]);
                }
            }
        }
    }

    @Test
    void packsNoMatrixWhoseSumsCouldBeInexact() {
        byte[] weights = new byte[64 * 1024];
        Arrays.fill(weights, (byte) -128);
        assertThatThrownBy(() ->
                        QuantizedMatrix.pack(new ScalarEncoderKernels(), weights, 1024, new float[64], new float[64]))
                .hasMessageContaining("too many to be exact");
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void multipliesFourRowsAtOffsets(EncoderKernels kernels) {
        for (int inner : new int[] {1, 7, 32}) {
            float[] a = floats(5 + TILE * 40);
            float[] b = floats(3 + inner * 70);
            float[] out = new float[2 + TILE * 66];
            kernels.multiplyFour(a, 5, 40, b, 3, 70, out, 2, 66, inner, 64);
            for (int row = 0; row < TILE; row++) {
                for (int column = 0; column < 64; column++) {
                    double sum = 0;
                    for (int i = 0; i < inner; i++) {
                        sum += (double) a[5 + row * 40 + i] * b[3 + i * 70 + column];
                    }
                    assertThat(out[2 + row * 66 + column]).isCloseTo((float) sum, within(1e-4f));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void computesSoftmaxAtAnOffset(EncoderKernels kernels) {
        for (int length : new int[] {1, 5, 16, 37}) {
            float[] values = floats(EncoderKernels.padded(length) + 6);
            float[] out = values.clone();
            kernels.softmax(out, 3, length, 0.5f);
            double total = 0;
            for (int i = 0; i < length; i++) {
                total += Math.exp(0.5 * values[3 + i]);
            }
            for (int i = 0; i < out.length; i++) {
                boolean outside = i < 3 || i >= 3 + EncoderKernels.padded(length);
                double within = i < 3 + length ? Math.exp(0.5 * values[i]) / total : 0;
                double expected = outside ? values[i] : within;
                assertThat((double) out[i]).isCloseTo(expected, within(1e-6));
            }
        }
    }

    /** Known values of x * P(X <= x), from tables of the normal distribution. */
    @ParameterizedTest
    @MethodSource("kernels")
    void appliesGelu(EncoderKernels kernels) {
        float[] values = new float[45];
        float[] some = {0, 1, -1, 0.5f, -0.5f, 2, -2, 3, -3, 30, -30};
        double[] expected = {
            0,
            0.8413447461,
            -0.1586552539,
            0.3457312306,
            -0.1542687694,
            1.9544997361,
            -0.0455002639,
            2.9959503059,
            -0.0040496941,
            30,
            0
        };
        for (int i = 0; i < values.length; i++) {
            values[i] = some[i % some.length];
        }
        kernels.gelu(values, values.length - 1);
        for (int i = 0; i < values.length - 1; i++) {
            assertThat((double) values[i]).isCloseTo(expected[i % some.length], within(1e-6));
        }
        assertThat(values[44]).isEqualTo(some[0]);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void addsAndNormalizes(EncoderKernels kernels) {
        for (int columns : new int[] {16, 48, 384}) {
            float[] x = floats(3 * columns);
            float[] more = floats(3 * columns);
            float[] weights = floats(columns);
            float[] biases = floats(columns);
            float[] out = x.clone();
            kernels.addAndNormalize(out, more, 3, weights, biases);
            for (int row = 0; row < 3; row++) {
                double mean = 0;
                double squares = 0;
                for (int i = row * columns; i < (row + 1) * columns; i++) {
                    mean += ((double) x[i] + more[i]) / columns;
                }
                for (int i = row * columns; i < (row + 1) * columns; i++) {
                    squares += Math.pow((double) x[i] + more[i] - mean, 2) / columns;
                }
                for (int i = 0; i < columns; i++) {
                    double centred = (double) x[row * columns + i] + more[row * columns + i] - mean;
                    assertThat((double) out[row * columns + i])
                            .isCloseTo(centred / Math.sqrt(squares) * weights[i] + biases[i], within(1e-5));
                }
            }
        }
    }

    /** What is quantised next makes much of the last bit. */
    @Test
    void givesTheSameBitsWithAndWithoutVectors() {
        EncoderKernels vector = KernelChoice.bestEncoder();
        EncoderKernels scalar = new ScalarEncoderKernels();
        float[] weights = floats(96);
        float[] biases = floats(96);
        for (int round = 0; round < 50; round++) {
            float[] x = floats(8 * 96);
            float[] more = floats(8 * 96);
            float[] y = x.clone();
            vector.addAndNormalize(x, more, 8, weights, biases);
            scalar.addAndNormalize(y, more, 8, weights, biases);
            assertThat(x).containsExactly(y);
            vector.gelu(x, x.length);
            scalar.gelu(y, y.length);
            assertThat(x).containsExactly(y);
            vector.softmax(x, 16, 70, 3);
            scalar.softmax(y, 16, 70, 3);
            assertThat(x).containsExactly(y);
            float[] products = new float[4 * 96];
            float[] others = new float[4 * 96];
            vector.multiplyFour(x, 0, 96, more, 0, 96, products, 0, 96, 8, 96);
            scalar.multiplyFour(y, 0, 96, more, 0, 96, others, 0, 96, 8, 96);
            assertThat(products).containsExactly(others);
        }
    }

    private float[] floats(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static float least(float[] values) {
        float least = values[0];
        for (float value : values) {
            least = Math.min(least, value);
        }
        return least;
    }

    private static float greatest(float[] values) {
        float greatest = values[0];
        for (float value : values) {
            greatest = Math.max(greatest, value);
        }
        return greatest;
    }
}
