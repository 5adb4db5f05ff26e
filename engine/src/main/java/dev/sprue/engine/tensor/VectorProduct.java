package dev.sprue.engine.tensor;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The product of quantised rows and a matrix of bytes, four rows and a panel of outputs at a time, with all sums in
 * registers. The Vector API has no instruction that multiplies bytes into wider sums; whole numbers in floats are the
 * fastest it has (products in 16-bit lanes were measured: the widening of their sums costs what they gain), and exact, see
 * {@link QuantizedMatrix}.
 */
final class VectorProduct {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();
    /** Bytes loaded at a time: as many as there are float lanes, but at least the eight of the smallest shape. */
    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(8, LANES) * Byte.SIZE));
    /** 256-bit vectors mean 16 registers and room for eight sums; others, mostly, mean 32 and room for sixteen. */
    private static final boolean NARROW = LANES == 8;

    /** How many outputs are computed at once. */
    static final int PANEL = (NARROW ? 2 : 4) * LANES;

    private VectorProduct() {}

    static void multiply(QuantizedRows x, QuantizedMatrix matrix, float[] out) {
        for (int output = 0; output < matrix.outputs; output += PANEL) {
            for (int row = 0; row < x.rows; row += QuantizedRows.TILE) {
                if (NARROW) {
                    twoWide(x, row, matrix, output, out);
                } else {
                    fourWide(x, row, matrix, output, out);
                }
            }
        }
    }

    /** Four rows by four vectors. */
    private static void fourWide(QuantizedRows x, int row, QuantizedMatrix matrix, int output, float[] out) {
        int columns = x.columns;
        int at = output * columns;
        FloatVector s00 = FloatVector.zero(FLOATS);
        FloatVector s01 = s00;
        FloatVector s02 = s00;
        FloatVector s03 = s00;
        FloatVector s10 = s00;
        FloatVector s11 = s00;
        FloatVector s12 = s00;
        FloatVector s13 = s00;
        FloatVector s20 = s00;
        FloatVector s21 = s00;
        FloatVector s22 = s00;
        FloatVector s23 = s00;
        FloatVector s30 = s00;
        FloatVector s31 = s00;
        FloatVector s32 = s00;
        FloatVector s33 = s00;
        for (int i = row * columns; i < (row + 1) * columns; i++) {
            FloatVector w0 = widen(matrix.weights, at);
            FloatVector w1 = widen(matrix.weights, at + LANES);
            FloatVector w2 = widen(matrix.weights, at + 2 * LANES);
            FloatVector w3 = widen(matrix.weights, at + 3 * LANES);
            FloatVector x0 = FloatVector.broadcast(FLOATS, x.values[i]);
            s00 = w0.fma(x0, s00);
            s01 = w1.fma(x0, s01);
            s02 = w2.fma(x0, s02);
            s03 = w3.fma(x0, s03);
            FloatVector x1 = FloatVector.broadcast(FLOATS, x.values[i + columns]);
            s10 = w0.fma(x1, s10);
            s11 = w1.fma(x1, s11);
            s12 = w2.fma(x1, s12);
            s13 = w3.fma(x1, s13);
            FloatVector x2 = FloatVector.broadcast(FLOATS, x.values[i + 2 * columns]);
            s20 = w0.fma(x2, s20);
            s21 = w1.fma(x2, s21);
            s22 = w2.fma(x2, s22);
            s23 = w3.fma(x2, s23);
            FloatVector x3 = FloatVector.broadcast(FLOATS, x.values[i + 3 * columns]);
            s30 = w0.fma(x3, s30);
            s31 = w1.fma(x3, s31);
            s32 = w2.fma(x3, s32);
            s33 = w3.fma(x3, s33);
            at += PANEL;
        }
        int to = row * matrix.outputs;
        finish(s00, x.scale, matrix, output, out, to);
        finish(s01, x.scale, matrix, output + LANES, out, to);
        finish(s02, x.scale, matrix, output + 2 * LANES, out, to);
        finish(s03, x.scale, matrix, output + 3 * LANES, out, to);
        finish(s10, x.scale, matrix, output, out, to + matrix.outputs);
        finish(s11, x.scale, matrix, output + LANES, out, to + matrix.outputs);
        finish(s12, x.scale, matrix, output + 2 * LANES, out, to + matrix.outputs);
        finish(s13, x.scale, matrix, output + 3 * LANES, out, to + matrix.outputs);
        finish(s20, x.scale, matrix, output, out, to + 2 * matrix.outputs);
        finish(s21, x.scale, matrix, output + LANES, out, to + 2 * matrix.outputs);
        finish(s22, x.scale, matrix, output + 2 * LANES, out, to + 2 * matrix.outputs);
        finish(s23, x.scale, matrix, output + 3 * LANES, out, to + 2 * matrix.outputs);
        finish(s30, x.scale, matrix, output, out, to + 3 * matrix.outputs);
        finish(s31, x.scale, matrix, output + LANES, out, to + 3 * matrix.outputs);
        finish(s32, x.scale, matrix, output + 2 * LANES, out, to + 3 * matrix.outputs);
        finish(s33, x.scale, matrix, output + 3 * LANES, out, to + 3 * matrix.outputs);
    }

    /** Four rows by two vectors. */
    private static void twoWide(QuantizedRows x, int row, QuantizedMatrix matrix, int output, float[] out) {
        int columns = x.columns;
        int at = output * columns;
        FloatVector s00 = FloatVector.zero(FLOATS);
        FloatVector s01 = s00;
        FloatVector s10 = s00;
        FloatVector s11 = s00;
        FloatVector s20 = s00;
        FloatVector s21 = s00;
        FloatVector s30 = s00;
        FloatVector s31 = s00;
        for (int i = row * columns; i < (row + 1) * columns; i++) {
            FloatVector w0 = widen(matrix.weights, at);
            FloatVector w1 = widen(matrix.weights, at + LANES);
            FloatVector x0 = FloatVector.broadcast(FLOATS, x.values[i]);
            s00 = w0.fma(x0, s00);
            s01 = w1.fma(x0, s01);
            FloatVector x1 = FloatVector.broadcast(FLOATS, x.values[i + columns]);
            s10 = w0.fma(x1, s10);
            s11 = w1.fma(x1, s11);
            FloatVector x2 = FloatVector.broadcast(FLOATS, x.values[i + 2 * columns]);
            s20 = w0.fma(x2, s20);
            s21 = w1.fma(x2, s21);
            FloatVector x3 = FloatVector.broadcast(FLOATS, x.values[i + 3 * columns]);
            s30 = w0.fma(x3, s30);
            s31 = w1.fma(x3, s31);
            at += PANEL;
        }
        int to = row * matrix.outputs;
        finish(s00, x.scale, matrix, output, out, to);
        finish(s01, x.scale, matrix, output + LANES, out, to);
        finish(s10, x.scale, matrix, output, out, to + matrix.outputs);
        finish(s11, x.scale, matrix, output + LANES, out, to + matrix.outputs);
        finish(s20, x.scale, matrix, output, out, to + 2 * matrix.outputs);
        finish(s21, x.scale, matrix, output + LANES, out, to + 2 * matrix.outputs);
        finish(s30, x.scale, matrix, output, out, to + 3 * matrix.outputs);
        finish(s31, x.scale, matrix, output + LANES, out, to + 3 * matrix.outputs);
    }

    private static FloatVector widen(byte[] weights, int at) {
        return (FloatVector) ByteVector.fromArray(BYTES, weights, at).convertShape(VectorOperators.B2F, FLOATS, 0);
    }

    private static void finish(FloatVector sum, float scale, QuantizedMatrix matrix, int output, float[] out, int row) {
        FloatVector scales =
                FloatVector.fromArray(FLOATS, matrix.scales, output).mul(scale);
        sum.mul(scales)
                .add(FloatVector.fromArray(FLOATS, matrix.biases, output))
                .intoArray(out, row + output);
    }
}
