package dev.sprue.engine.tensor;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Encoder kernels on the Vector API, in the widest shape the processor prefers. Load this class only where the module
 * {@code jdk.incubator.vector} is there: see {@link KernelChoice}.
 */
public final class VectorEncoderKernels implements EncoderKernels {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();
    /** Returns whether the preferred shape is one that these kernels are made for: 128 to 512 bits. */
    static boolean isSupported() {
        return LANES >= 4 && LANES <= Sixteen.LANES;
    }

    @Override
    public int panelWidth() {
        return VectorProduct.PANEL;
    }

    @Override
    public void quantize(float[] x, int rows, QuantizedRows out) {
        int length = rows * out.columns;
        FloatVector min = FloatVector.zero(FLOATS);
        FloatVector max = FloatVector.zero(FLOATS);
        for (int i = 0; i < length; i += LANES) {
            FloatVector part = FloatVector.fromArray(FLOATS, x, i);
            min = min.min(part);
            max = max.max(part);
        }
        out.rows = rows;
        int zero = out.fit(min.reduceLanes(VectorOperators.MIN), max.reduceLanes(VectorOperators.MAX));
        for (int i = 0; i < length; i += LANES) {
            quantizeVector(x, i, out.scale, zero, out.values);
        }
        Arrays.fill(out.values, length, QuantizedRows.padded(rows) * out.columns, 0);
    }

    /** Adding FastExp.ROUND and taking it off again rounds, halves to even. */
    private static void quantizeVector(float[] x, int at, float scale, int zero, float[] out) {
        FloatVector.fromArray(FLOATS, x, at)
                .div(scale)
                .add(FastExp.ROUND)
                .sub(FastExp.ROUND)
                .max(-zero)
                .min(QuantizedRows.MAX - zero)
                .intoArray(out, at);
    }

    @Override
    public void multiply(QuantizedRows x, QuantizedMatrix matrix, float[] out) {
        VectorProduct.multiply(x, matrix, out);
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
        for (int column = 0; column < columns; column += 2 * LANES) {
            tile(a, aOffset, aStride, b, bOffset + column, bStride, out, outOffset + column, outStride, inner);
        }
    }

    /** Four rows by two vectors: eight sums that do not wait for one another. */
    private static void tile(
            float[] a,
            int aOffset,
            int aStride,
            float[] b,
            int bOffset,
            int bStride,
            float[] out,
            int outOffset,
            int outStride,
            int inner) {
        FloatVector s00 = FloatVector.zero(FLOATS);
        FloatVector s01 = s00;
        FloatVector s10 = s00;
        FloatVector s11 = s00;
        FloatVector s20 = s00;
        FloatVector s21 = s00;
        FloatVector s30 = s00;
        FloatVector s31 = s00;
        int at = bOffset;
        for (int i = aOffset; i < aOffset + inner; i++) {
            FloatVector b0 = FloatVector.fromArray(FLOATS, b, at);
            FloatVector b1 = FloatVector.fromArray(FLOATS, b, at + LANES);
            FloatVector a0 = FloatVector.broadcast(FLOATS, a[i]);
            s00 = b0.fma(a0, s00);
            s01 = b1.fma(a0, s01);
            FloatVector a1 = FloatVector.broadcast(FLOATS, a[i + aStride]);
            s10 = b0.fma(a1, s10);
            s11 = b1.fma(a1, s11);
            FloatVector a2 = FloatVector.broadcast(FLOATS, a[i + 2 * aStride]);
            s20 = b0.fma(a2, s20);
            s21 = b1.fma(a2, s21);
            FloatVector a3 = FloatVector.broadcast(FLOATS, a[i + 3 * aStride]);
            s30 = b0.fma(a3, s30);
            s31 = b1.fma(a3, s31);
            at += bStride;
        }
        s00.intoArray(out, outOffset);
        s01.intoArray(out, outOffset + LANES);
        s10.intoArray(out, outOffset + outStride);
        s11.intoArray(out, outOffset + outStride + LANES);
        s20.intoArray(out, outOffset + 2 * outStride);
        s21.intoArray(out, outOffset + 2 * outStride + LANES);
        s30.intoArray(out, outOffset + 3 * outStride);
        s31.intoArray(out, outOffset + 3 * outStride + LANES);
    }

    @Override
    public void softmax(float[] values, int offset, int length, float factor) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = offset; i < offset + length; i++) {
            max = Math.max(max, values[i]);
        }
        int padded = EncoderKernels.padded(length);
        for (int i = offset; i < offset + padded; i += LANES) {
            exponentials(values, i, max, factor);
        }
        Arrays.fill(values, offset + length, offset + padded, 0);
        float scale = 1 / sum(values, offset, padded);
        for (int i = offset; i < offset + padded; i += LANES) {
            FloatVector.fromArray(FLOATS, values, i).mul(scale).intoArray(values, i);
        }
    }

    private static void exponentials(float[] values, int at, float max, float factor) {
        FloatVector x = FloatVector.fromArray(FLOATS, values, at).sub(max).mul(factor);
        VectorKernels.exp(x).intoArray(values, at);
    }

    /** Adds {@code length} values up in the order of {@link Sixteen}, of whose lanes a vector may hold some only. */
    private static float sum(float[] values, int offset, int length) {
        float[] partial = new float[Sixteen.LANES];
        for (int lane = 0; lane < Sixteen.LANES; lane += LANES) {
            FloatVector sum = FloatVector.zero(FLOATS);
            for (int i = offset + lane; i < offset + length; i += Sixteen.LANES) {
                sum = sum.add(FloatVector.fromArray(FLOATS, values, i));
            }
            sum.intoArray(partial, lane);
        }
        return Sixteen.total(partial);
    }

    private static float sumOfSquares(float[] values, int offset, int length) {
        float[] partial = new float[Sixteen.LANES];
        for (int lane = 0; lane < Sixteen.LANES; lane += LANES) {
            FloatVector sum = FloatVector.zero(FLOATS);
            for (int i = offset + lane; i < offset + length; i += Sixteen.LANES) {
                FloatVector value = FloatVector.fromArray(FLOATS, values, i);
                sum = sum.add(value.mul(value));
            }
            sum.intoArray(partial, lane);
        }
        return Sixteen.total(partial);
    }

    @Override
    public void gelu(float[] values, int length) {
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            geluVector(values, i);
        }
        for (; i < length; i++) {
            values[i] = Gelu.of(values[i]);
        }
    }

    private static void geluVector(float[] values, int at) {
        FloatVector x = FloatVector.fromArray(FLOATS, values, at);
        FloatVector size = x.abs();
        FloatVector t = FloatVector.broadcast(FLOATS, 1f).div(size.mul(Gelu.P).add(1f));
        FloatVector p = t.mul(Gelu.A5).add(Gelu.A4);
        p = p.mul(t).add(Gelu.A3);
        p = p.mul(t).add(Gelu.A2);
        p = p.mul(t).add(Gelu.A1);
        FloatVector tail = p.mul(t).mul(VectorKernels.exp(x.mul(x).mul(-0.5f)));
        x.max(0f).sub(size.mul(tail)).intoArray(values, at);
    }

    @Override
    public void addAndNormalize(float[] x, float[] more, int rows, float[] weights, float[] biases) {
        for (int row = 0; row < rows; row++) {
            normalizeRow(x, more, row * weights.length, weights, biases);
        }
    }

    private static void normalizeRow(float[] x, float[] more, int at, float[] weights, float[] biases) {
        int columns = weights.length;
        for (int i = at; i < at + columns; i += LANES) {
            FloatVector.fromArray(FLOATS, x, i)
                    .add(FloatVector.fromArray(FLOATS, more, i))
                    .intoArray(x, i);
        }
        float mean = sum(x, at, columns) / columns;
        for (int i = at; i < at + columns; i += LANES) {
            FloatVector.fromArray(FLOATS, x, i).sub(mean).intoArray(x, i);
        }
        float scale = ScalarEncoderKernels.inverseDeviation(sumOfSquares(x, at, columns), columns);
        for (int i = 0; i < columns; i += LANES) {
            FloatVector.fromArray(FLOATS, x, at + i)
                    .mul(scale)
                    .mul(FloatVector.fromArray(FLOATS, weights, i))
                    .add(FloatVector.fromArray(FLOATS, biases, i))
                    .intoArray(x, at + i);
        }
    }
}
