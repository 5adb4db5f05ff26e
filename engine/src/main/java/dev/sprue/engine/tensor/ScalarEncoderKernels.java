package dev.sprue.engine.tensor;

import java.util.Arrays;

/** Plain Java loops, for a runtime without the vector module. */
public final class ScalarEncoderKernels implements EncoderKernels {
    private static final int PANEL = 64;
    private static final float EPSILON = 1e-12f;

    @Override
    public int panelWidth() {
        return PANEL;
    }

    @Override
    public void quantize(float[] x, int rows, QuantizedRows out) {
        int length = rows * out.columns;
        float min = 0;
        float max = 0;
        for (int i = 0; i < length; i++) {
            min = Math.min(min, x[i]);
            max = Math.max(max, x[i]);
        }
        out.rows = rows;
        int zero = out.fit(min, max);
        for (int i = 0; i < length; i++) {
            float whole = (float) Math.rint(x[i] / out.scale);
            out.values[i] = Math.clamp(whole, -zero, QuantizedRows.MAX - zero);
        }
        Arrays.fill(out.values, length, QuantizedRows.padded(rows) * out.columns, 0);
    }

    @Override
    public void multiply(QuantizedRows x, QuantizedMatrix matrix, float[] out) {
        int panel = matrix.panel;
        float[] sums = new float[panel];
        for (int first = 0; first < matrix.outputs; first += panel) {
            for (int row = 0; row < x.rows; row++) {
                Arrays.fill(sums, 0);
                for (int input = 0; input < matrix.inputs; input++) {
                    addScaled(
                            sums,
                            matrix.weights,
                            first * matrix.inputs + input * panel,
                            x.values[row * x.columns + input]);
                }
                int at = row * matrix.outputs + first;
                for (int i = 0; i < panel; i++) {
                    out[at + i] = sums[i] * (x.scale * matrix.scales[first + i]) + matrix.biases[first + i];
                }
            }
        }
    }

    private static void addScaled(float[] sums, byte[] weights, int at, float factor) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += factor * weights[at + i];
        }
    }

    @Override
    public void multiplyFour(
            float[] a,
            int aOffset,
            int aStride,
            float[] b,
            int bOffset,
            int bStride,
            float[] out,
            int outOffset,
            int outStride,
            int inner,
            int columns) {
        for (int row = 0; row < QuantizedRows.TILE; row++) {
            int to = outOffset + row * outStride;
            Arrays.fill(out, to, to + columns, 0);
            for (int i = 0; i < inner; i++) {
                float factor = a[aOffset + row * aStride + i];
                int from = bOffset + i * bStride;
                for (int column = 0; column < columns; column++) {
                    out[to + column] = Math.fma(factor, b[from + column], out[to + column]);
                }
            }
        }
    }

    @Override
    public void softmax(float[] values, int offset, int length, float factor) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = offset; i < offset + length; i++) {
            max = Math.max(max, values[i]);
        }
        for (int i = offset; i < offset + length; i++) {
            values[i] = FastExp.exp((values[i] - max) * factor);
        }
        int padded = EncoderKernels.padded(length);
        Arrays.fill(values, offset + length, offset + padded, 0);
        float scale = 1 / sum(values, offset, padded);
        for (int i = offset; i < offset + length; i++) {
            values[i] *= scale;
        }
    }

    @Override
    public void gelu(float[] values, int length) {
        for (int i = 0; i < length; i++) {
            values[i] = Gelu.of(values[i]);
        }
    }

    @Override
    public void addAndNormalize(float[] x, float[] more, int rows, float[] weights, float[] biases) {
        int columns = weights.length;
        for (int at = 0; at < rows * columns; at += columns) {
            for (int i = at; i < at + columns; i++) {
                x[i] += more[i];
            }
            float mean = sum(x, at, columns) / columns;
            for (int i = at; i < at + columns; i++) {
                x[i] -= mean;
            }
            float scale = inverseDeviation(sumOfSquares(x, at, columns), columns);
            for (int i = 0; i < columns; i++) {
                x[at + i] = x[at + i] * scale * weights[i] + biases[i];
            }
        }
    }

    static float inverseDeviation(float sumOfSquares, int count) {
        return (float) (1 / Math.sqrt(sumOfSquares / count + EPSILON));
    }

    private static float sum(float[] values, int offset, int length) {
        float[] partial = new float[Sixteen.LANES];
        for (int i = 0; i < length; i += Sixteen.LANES) {
            for (int lane = 0; lane < Sixteen.LANES; lane++) {
                partial[lane] += values[offset + i + lane];
            }
        }
        return Sixteen.total(partial);
    }

    private static float sumOfSquares(float[] values, int offset, int length) {
        float[] partial = new float[Sixteen.LANES];
        for (int i = 0; i < length; i += Sixteen.LANES) {
            for (int lane = 0; lane < Sixteen.LANES; lane++) {
                float value = values[offset + i + lane];
                partial[lane] += value * value;
            }
        }
        return Sixteen.total(partial);
    }
}
