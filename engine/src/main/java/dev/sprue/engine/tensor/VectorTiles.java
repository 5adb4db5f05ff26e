package dev.sprue.engine.tensor;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of a few rows of floats and a few vectors at once, so that each number that was loaded is used several times
 * and the sums do not wait for one another. Whatever the tile, each sum is made in the same order.
 */
final class VectorTiles {
    static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    static final int LANES = FLOATS.length();
    /** Rows of a tile. */
    static final int ROWS = 4;
    /** Vectors of a tile: 16 sums fill half of the 32 registers of AVX-512 and NEON; AVX2 has 16 registers in all. */
    static final int WIDE = FLOATS.vectorBitSize() == 256 ? 2 : 4;

    private static final ScalarKernels TAIL = new ScalarKernels();

    private VectorTiles() {}

    /**
     * Multiplies rows by vectors.
     *
     * @param xAt where the first vector begins; the next ones follow it without gaps
     * @param outAt where the first row's product with the first vector goes; the next row's is beside it, the next
     *     vector's {@code outStride} further
     */
    static void multiply(Strided rows, float[] x, int xAt, int vectors, float[] out, int outAt, int outStride) {
        int vector = 0;
        while (vector < vectors) {
            int left = vectors - vector;
            int wide = left >= 4 && WIDE == 4 ? 4 : left >= 2 ? 2 : 1;
            band(rows, x, xAt + vector * rows.columns(), wide, out, outAt + vector * outStride, outStride);
            vector += wide;
        }
    }

    private static void band(Strided rows, float[] x, int xAt, int wide, float[] out, int outAt, int outStride) {
        int row = 0;
        for (; row <= rows.count() - ROWS; row += ROWS) {
            int at = rows.at() + row * rows.stride();
            switch (wide) {
                case 4 ->
                    tile4x4(rows.floats(), at, rows.stride(), rows.columns(), x, xAt, out, outAt + row, outStride);
                case 2 ->
                    tile4x2(rows.floats(), at, rows.stride(), rows.columns(), x, xAt, out, outAt + row, outStride);
                default -> tile4x1(rows.floats(), at, rows.stride(), rows.columns(), x, xAt, out, outAt + row);
            }
        }
        for (; row < rows.count(); row++) {
            int at = rows.at() + row * rows.stride();
            for (int v = 0; v < wide; v++) {
                out[outAt + row + v * outStride] = dot(rows.floats(), at, x, xAt + v * rows.columns(), rows.columns());
            }
        }
    }

    static float dot(float[] a, int aAt, float[] b, int bAt, int length) {
        FloatVector sum = FloatVector.zero(FLOATS);
        int end = FLOATS.loopBound(length);
        for (int i = 0; i < end; i += LANES) {
            sum = load(a, aAt + i).fma(load(b, bAt + i), sum);
        }
        return total(sum, a, aAt, b, bAt, end, length);
    }

    /** Adds up the lanes and then what a row has beyond whole vectors. */
    private static float total(FloatVector sum, float[] a, int aAt, float[] b, int bAt, int end, int length) {
        float total = VectorSum.of(sum);
        return end == length ? total : total + TAIL.dot(a, aAt + end, b, bAt + end, length - end);
    }

    private static FloatVector load(float[] from, int at) {
        return FloatVector.fromArray(FLOATS, from, at);
    }

    private static void tile4x1(
            float[] w, int wAt, int stride, int columns, float[] x, int xAt, float[] out, int outAt) {
        int w1 = wAt + stride;
        int w2 = w1 + stride;
        int w3 = w2 + stride;
        FloatVector s0 = FloatVector.zero(FLOATS);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int end = FLOATS.loopBound(columns);
        for (int c = 0; c < end; c += LANES) {
            FloatVector v = load(x, xAt + c);
            s0 = load(w, wAt + c).fma(v, s0);
            s1 = load(w, w1 + c).fma(v, s1);
            s2 = load(w, w2 + c).fma(v, s2);
            s3 = load(w, w3 + c).fma(v, s3);
        }
        out[outAt] = total(s0, w, wAt, x, xAt, end, columns);
        out[outAt + 1] = total(s1, w, w1, x, xAt, end, columns);
        out[outAt + 2] = total(s2, w, w2, x, xAt, end, columns);
        out[outAt + 3] = total(s3, w, w3, x, xAt, end, columns);
    }

    private static void tile4x2(
            float[] w, int w0, int stride, int columns, float[] x, int x0, float[] out, int outAt, int outStride) {
        int w1 = w0 + stride;
        int w2 = w1 + stride;
        int w3 = w2 + stride;
        int x1 = x0 + columns;
        FloatVector s00 = FloatVector.zero(FLOATS);
        FloatVector s10 = s00;
        FloatVector s20 = s00;
        FloatVector s30 = s00;
        FloatVector s01 = s00;
        FloatVector s11 = s00;
        FloatVector s21 = s00;
        FloatVector s31 = s00;
        int end = FLOATS.loopBound(columns);
        for (int c = 0; c < end; c += LANES) {
            FloatVector v0 = load(x, x0 + c);
            FloatVector v1 = load(x, x1 + c);
            FloatVector r = load(w, w0 + c);
            s00 = r.fma(v0, s00);
            s01 = r.fma(v1, s01);
            r = load(w, w1 + c);
            s10 = r.fma(v0, s10);
            s11 = r.fma(v1, s11);
            r = load(w, w2 + c);
            s20 = r.fma(v0, s20);
            s21 = r.fma(v1, s21);
            r = load(w, w3 + c);
            s30 = r.fma(v0, s30);
            s31 = r.fma(v1, s31);
        }
        out[outAt] = total(s00, w, w0, x, x0, end, columns);
        out[outAt + 1] = total(s10, w, w1, x, x0, end, columns);
        out[outAt + 2] = total(s20, w, w2, x, x0, end, columns);
        out[outAt + 3] = total(s30, w, w3, x, x0, end, columns);
        int next = outAt + outStride;
        out[next] = total(s01, w, w0, x, x1, end, columns);
        out[next + 1] = total(s11, w, w1, x, x1, end, columns);
        out[next + 2] = total(s21, w, w2, x, x1, end, columns);
        out[next + 3] = total(s31, w, w3, x, x1, end, columns);
    }

    private static void tile4x4(
            float[] w, int w0, int stride, int columns, float[] x, int x0, float[] out, int outAt, int outStride) {
        int w1 = w0 + stride;
        int w2 = w1 + stride;
        int w3 = w2 + stride;
        int x1 = x0 + columns;
        int x2 = x1 + columns;
        int x3 = x2 + columns;
        FloatVector s00 = FloatVector.zero(FLOATS);
        FloatVector s10 = s00;
        FloatVector s20 = s00;
        FloatVector s30 = s00;
        FloatVector s01 = s00;
        FloatVector s11 = s00;
        FloatVector s21 = s00;
        FloatVector s31 = s00;
        FloatVector s02 = s00;
        FloatVector s12 = s00;
        FloatVector s22 = s00;
        FloatVector s32 = s00;
        FloatVector s03 = s00;
        FloatVector s13 = s00;
        FloatVector s23 = s00;
        FloatVector s33 = s00;
        int end = FLOATS.loopBound(columns);
        for (int c = 0; c < end; c += LANES) {
            FloatVector r0 = load(w, w0 + c);
            FloatVector r1 = load(w, w1 + c);
            FloatVector r2 = load(w, w2 + c);
            FloatVector r3 = load(w, w3 + c);
            FloatVector v = load(x, x0 + c);
            s00 = r0.fma(v, s00);
            s10 = r1.fma(v, s10);
            s20 = r2.fma(v, s20);
            s30 = r3.fma(v, s30);
            v = load(x, x1 + c);
            s01 = r0.fma(v, s01);
            s11 = r1.fma(v, s11);
            s21 = r2.fma(v, s21);
            s31 = r3.fma(v, s31);
            v = load(x, x2 + c);
            s02 = r0.fma(v, s02);
            s12 = r1.fma(v, s12);
            s22 = r2.fma(v, s22);
            s32 = r3.fma(v, s32);
            v = load(x, x3 + c);
            s03 = r0.fma(v, s03);
            s13 = r1.fma(v, s13);
            s23 = r2.fma(v, s23);
            s33 = r3.fma(v, s33);
        }
        out[outAt] = total(s00, w, w0, x, x0, end, columns);
        out[outAt + 1] = total(s10, w, w1, x, x0, end, columns);
        out[outAt + 2] = total(s20, w, w2, x, x0, end, columns);
        out[outAt + 3] = total(s30, w, w3, x, x0, end, columns);
        int at = outAt + outStride;
        out[at] = total(s01, w, w0, x, x1, end, columns);
        out[at + 1] = total(s11, w, w1, x, x1, end, columns);
        out[at + 2] = total(s21, w, w2, x, x1, end, columns);
        out[at + 3] = total(s31, w, w3, x, x1, end, columns);
        at += outStride;
        out[at] = total(s02, w, w0, x, x2, end, columns);
        out[at + 1] = total(s12, w, w1, x, x2, end, columns);
        out[at + 2] = total(s22, w, w2, x, x2, end, columns);
        out[at + 3] = total(s32, w, w3, x, x2, end, columns);
        at += outStride;
        out[at] = total(s03, w, w0, x, x3, end, columns);
        out[at + 1] = total(s13, w, w1, x, x3, end, columns);
        out[at + 2] = total(s23, w, w2, x, x3, end, columns);
        out[at + 3] = total(s33, w, w3, x, x3, end, columns);
    }

    /** Adds {@code weights[weightsAt + i]} times each row to {@code out}. */
    static void addWeighted(Strided rows, float[] weights, int weightsAt, float[] out, int outAt) {
        int column = 0;
        for (; column <= rows.columns() - 4 * LANES; column += 4 * LANES) {
            add4(rows, column, weights, weightsAt, out, outAt + column);
        }
        for (; column <= rows.columns() - LANES; column += LANES) {
            add1(rows, column, weights, weightsAt, out, outAt + column);
        }
        for (; column < rows.columns(); column++) {
            float sum = out[outAt + column];
            for (int row = 0; row < rows.count(); row++) {
                sum += weights[weightsAt + row] * rows.floats()[rows.at() + row * rows.stride() + column];
            }
            out[outAt + column] = sum;
        }
    }

    private static void add4(Strided rows, int column, float[] weights, int weightsAt, float[] out, int outAt) {
        float[] w = rows.floats();
        FloatVector s0 = load(out, outAt);
        FloatVector s1 = load(out, outAt + LANES);
        FloatVector s2 = load(out, outAt + 2 * LANES);
        FloatVector s3 = load(out, outAt + 3 * LANES);
        int at = rows.at() + column;
        for (int row = 0; row < rows.count(); row++) {
            FloatVector weight = FloatVector.broadcast(FLOATS, weights[weightsAt + row]);
            s0 = load(w, at).fma(weight, s0);
            s1 = load(w, at + LANES).fma(weight, s1);
            s2 = load(w, at + 2 * LANES).fma(weight, s2);
            s3 = load(w, at + 3 * LANES).fma(weight, s3);
            at += rows.stride();
        }
        s0.intoArray(out, outAt);
        s1.intoArray(out, outAt + LANES);
        s2.intoArray(out, outAt + 2 * LANES);
        s3.intoArray(out, outAt + 3 * LANES);
    }

    private static void add1(Strided rows, int column, float[] weights, int weightsAt, float[] out, int outAt) {
        FloatVector sum = load(out, outAt);
        int at = rows.at() + column;
        for (int row = 0; row < rows.count(); row++) {
            sum = load(rows.floats(), at).fma(FloatVector.broadcast(FLOATS, weights[weightsAt + row]), sum);
            at += rows.stride();
        }
        sum.intoArray(out, outAt);
    }
}
