package dev.sprue.engine.tensor;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products with groups of four Q8_0 rows. Quants are widened to floats and scaled as they are loaded: the product of an
 * 8-bit number and a scale that was stored with 11 significant bits is exact in a float, so this is the stored matrix, not an
 * approximation of it, and the activations stay floats.
 */
final class VectorQ8 {
    private static final int ROWS = Kernels.Q8_ROWS;
    private static final VectorSpecies<Float> FLOATS = VectorTiles.FLOATS;
    private static final int LANES = VectorTiles.LANES;
    /** Bytes loaded at a time: as many as there are float lanes, but at least the eight of the smallest shape. */
    private static final int BYTE_LANES = Math.max(8, LANES);

    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(BYTE_LANES * Byte.SIZE));
    /** How many float vectors one loaded byte vector widens to. */
    private static final int PARTS = BYTE_LANES / LANES;

    private VectorQ8() {}

    /**
     * Multiplies a group by all vectors of {@code part}, as many at a time as there are registers for.
     *
     * @param sums room for the sums of a tile: at least four times {@link VectorTiles#WIDE} floats
     */
    static void multiply(byte[] quants, float[] scales, int group, Part part, float[] x, float[] sums, float[] out) {
        int vector = 0;
        while (vector < part.vectors()) {
            int left = part.vectors() - vector;
            int wide;
            if (left >= 4 && VectorTiles.WIDE == 4) {
                tile4(quants, scales, group, part, x, vector, sums);
                wide = 4;
            } else if (left >= 2) {
                tile2(quants, scales, group, part, x, vector, sums);
                wide = 2;
            } else {
                tile1(quants, scales, group, part, x, vector, sums);
                wide = 1;
            }
            int row = group * ROWS;
            int rows = Math.min(ROWS, part.to() - row);
            for (int i = 0; i < wide; i++) {
                System.arraycopy(sums, i * ROWS, out, (vector + i) * part.rows() + row, rows);
            }
            vector += wide;
        }
    }

    /** Widens a group into four rows of {@code columns} floats, one after the other from {@code to}. */
    static void widen(byte[] quants, float[] scales, int group, int columns, float[] out, int to) {
        int at = group * ROWS * columns;
        for (int column = 0; column < columns; column += Kernels.Q8_BLOCK) {
            for (int row = 0; row < ROWS; row++) {
                widenBlock(quants, at, scales[at / Kernels.Q8_BLOCK], out, to + row * columns + column);
                at += Kernels.Q8_BLOCK;
            }
        }
    }

    /** A method of its own, since vector code is slow until it is compiled, and what is called often is compiled soon. */
    private static void widenBlock(byte[] quants, int from, float scale, float[] out, int to) {
        FloatVector scales = FloatVector.broadcast(FLOATS, scale);
        for (int i = 0; i < Kernels.Q8_BLOCK; i += BYTE_LANES) {
            ByteVector q = ByteVector.fromArray(BYTES, quants, from + i);
            for (int piece = 0; piece < PARTS; piece++) {
                widen(q, piece).mul(scales).intoArray(out, to + i + piece * LANES);
            }
        }
    }

    /** Multiplies a group of four rows by one vector. */
    private static void tile1(
            byte[] quants, float[] scales, int group, Part part, float[] x, int vector, float[] sums) {
        int columns = part.columns();
        int at = group * ROWS * columns;
        int scaleAt = at / Kernels.Q8_BLOCK;
        int x0 = vector * columns;
        FloatVector s00 = FloatVector.zero(FLOATS);
        FloatVector s10 = s00;
        FloatVector s20 = s00;
        FloatVector s30 = s00;
        for (int column = 0; column < columns; column += Kernels.Q8_BLOCK) {
            FloatVector scale0 = FloatVector.broadcast(FLOATS, scales[scaleAt + 0]);
            FloatVector scale1 = FloatVector.broadcast(FLOATS, scales[scaleAt + 1]);
            FloatVector scale2 = FloatVector.broadcast(FLOATS, scales[scaleAt + 2]);
            FloatVector scale3 = FloatVector.broadcast(FLOATS, scales[scaleAt + 3]);
            for (int i = 0; i < Kernels.Q8_BLOCK; i += BYTE_LANES) {
                ByteVector q0 = ByteVector.fromArray(BYTES, quants, at + i);
                ByteVector q1 = ByteVector.fromArray(BYTES, quants, at + Kernels.Q8_BLOCK + i);
                ByteVector q2 = ByteVector.fromArray(BYTES, quants, at + 2 * Kernels.Q8_BLOCK + i);
                ByteVector q3 = ByteVector.fromArray(BYTES, quants, at + 3 * Kernels.Q8_BLOCK + i);
                for (int piece = 0; piece < PARTS; piece++) {
                    int c = column + i + piece * LANES;
                    FloatVector v0 = FloatVector.fromArray(FLOATS, x, x0 + c);
                    s00 = widen(q0, piece).mul(scale0).fma(v0, s00);
                    s10 = widen(q1, piece).mul(scale1).fma(v0, s10);
                    s20 = widen(q2, piece).mul(scale2).fma(v0, s20);
                    s30 = widen(q3, piece).mul(scale3).fma(v0, s30);
                }
            }
            at += ROWS * Kernels.Q8_BLOCK;
            scaleAt += ROWS;
        }
        sums[0] = VectorSum.of(s00);
        sums[1] = VectorSum.of(s10);
        sums[2] = VectorSum.of(s20);
        sums[3] = VectorSum.of(s30);
    }

    /** Multiplies a group of four rows by two vectors. */
    private static void tile2(
            byte[] quants, float[] scales, int group, Part part, float[] x, int vector, float[] sums) {
        int columns = part.columns();
        int at = group * ROWS * columns;
        int scaleAt = at / Kernels.Q8_BLOCK;
        int x0 = vector * columns;
        int x1 = x0 + columns;
        FloatVector s00 = FloatVector.zero(FLOATS);
        FloatVector s10 = s00;
        FloatVector s20 = s00;
        FloatVector s30 = s00;
        FloatVector s01 = s00;
        FloatVector s11 = s00;
        FloatVector s21 = s00;
        FloatVector s31 = s00;
        for (int column = 0; column < columns; column += Kernels.Q8_BLOCK) {
            FloatVector scale0 = FloatVector.broadcast(FLOATS, scales[scaleAt + 0]);
            FloatVector scale1 = FloatVector.broadcast(FLOATS, scales[scaleAt + 1]);
            FloatVector scale2 = FloatVector.broadcast(FLOATS, scales[scaleAt + 2]);
            FloatVector scale3 = FloatVector.broadcast(FLOATS, scales[scaleAt + 3]);
            for (int i = 0; i < Kernels.Q8_BLOCK; i += BYTE_LANES) {
                ByteVector q0 = ByteVector.fromArray(BYTES, quants, at + i);
                ByteVector q1 = ByteVector.fromArray(BYTES, quants, at + Kernels.Q8_BLOCK + i);
                ByteVector q2 = ByteVector.fromArray(BYTES, quants, at + 2 * Kernels.Q8_BLOCK + i);
                ByteVector q3 = ByteVector.fromArray(BYTES, quants, at + 3 * Kernels.Q8_BLOCK + i);
                for (int piece = 0; piece < PARTS; piece++) {
                    int c = column + i + piece * LANES;
                    FloatVector v0 = FloatVector.fromArray(FLOATS, x, x0 + c);
                    FloatVector v1 = FloatVector.fromArray(FLOATS, x, x1 + c);
                    FloatVector w0 = widen(q0, piece).mul(scale0);
                    s00 = w0.fma(v0, s00);
                    s01 = w0.fma(v1, s01);
                    FloatVector w1 = widen(q1, piece).mul(scale1);
                    s10 = w1.fma(v0, s10);
                    s11 = w1.fma(v1, s11);
                    FloatVector w2 = widen(q2, piece).mul(scale2);
                    s20 = w2.fma(v0, s20);
                    s21 = w2.fma(v1, s21);
                    FloatVector w3 = widen(q3, piece).mul(scale3);
                    s30 = w3.fma(v0, s30);
                    s31 = w3.fma(v1, s31);
                }
            }
            at += ROWS * Kernels.Q8_BLOCK;
            scaleAt += ROWS;
        }
        sums[0] = VectorSum.of(s00);
        sums[1] = VectorSum.of(s10);
        sums[2] = VectorSum.of(s20);
        sums[3] = VectorSum.of(s30);
        sums[4] = VectorSum.of(s01);
        sums[5] = VectorSum.of(s11);
        sums[6] = VectorSum.of(s21);
        sums[7] = VectorSum.of(s31);
    }

    /** Multiplies a group of four rows by four vectors. */
    private static void tile4(
            byte[] quants, float[] scales, int group, Part part, float[] x, int vector, float[] sums) {
        int columns = part.columns();
        int at = group * ROWS * columns;
        int scaleAt = at / Kernels.Q8_BLOCK;
        int x0 = vector * columns;
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
        for (int column = 0; column < columns; column += Kernels.Q8_BLOCK) {
            FloatVector scale0 = FloatVector.broadcast(FLOATS, scales[scaleAt + 0]);
            FloatVector scale1 = FloatVector.broadcast(FLOATS, scales[scaleAt + 1]);
            FloatVector scale2 = FloatVector.broadcast(FLOATS, scales[scaleAt + 2]);
            FloatVector scale3 = FloatVector.broadcast(FLOATS, scales[scaleAt + 3]);
            for (int i = 0; i < Kernels.Q8_BLOCK; i += BYTE_LANES) {
                ByteVector q0 = ByteVector.fromArray(BYTES, quants, at + i);
                ByteVector q1 = ByteVector.fromArray(BYTES, quants, at + Kernels.Q8_BLOCK + i);
                ByteVector q2 = ByteVector.fromArray(BYTES, quants, at + 2 * Kernels.Q8_BLOCK + i);
                ByteVector q3 = ByteVector.fromArray(BYTES, quants, at + 3 * Kernels.Q8_BLOCK + i);
                for (int piece = 0; piece < PARTS; piece++) {
                    int c = column + i + piece * LANES;
                    FloatVector v0 = FloatVector.fromArray(FLOATS, x, x0 + c);
                    FloatVector v1 = FloatVector.fromArray(FLOATS, x, x1 + c);
                    FloatVector v2 = FloatVector.fromArray(FLOATS, x, x2 + c);
                    FloatVector v3 = FloatVector.fromArray(FLOATS, x, x3 + c);
                    FloatVector w0 = widen(q0, piece).mul(scale0);
                    s00 = w0.fma(v0, s00);
                    s01 = w0.fma(v1, s01);
                    s02 = w0.fma(v2, s02);
                    s03 = w0.fma(v3, s03);
                    FloatVector w1 = widen(q1, piece).mul(scale1);
                    s10 = w1.fma(v0, s10);
                    s11 = w1.fma(v1, s11);
                    s12 = w1.fma(v2, s12);
                    s13 = w1.fma(v3, s13);
                    FloatVector w2 = widen(q2, piece).mul(scale2);
                    s20 = w2.fma(v0, s20);
                    s21 = w2.fma(v1, s21);
                    s22 = w2.fma(v2, s22);
                    s23 = w2.fma(v3, s23);
                    FloatVector w3 = widen(q3, piece).mul(scale3);
                    s30 = w3.fma(v0, s30);
                    s31 = w3.fma(v1, s31);
                    s32 = w3.fma(v2, s32);
                    s33 = w3.fma(v3, s33);
                }
            }
            at += ROWS * Kernels.Q8_BLOCK;
            scaleAt += ROWS;
        }
        sums[0] = VectorSum.of(s00);
        sums[1] = VectorSum.of(s10);
        sums[2] = VectorSum.of(s20);
        sums[3] = VectorSum.of(s30);
        sums[4] = VectorSum.of(s01);
        sums[5] = VectorSum.of(s11);
        sums[6] = VectorSum.of(s21);
        sums[7] = VectorSum.of(s31);
        sums[8] = VectorSum.of(s02);
        sums[9] = VectorSum.of(s12);
        sums[10] = VectorSum.of(s22);
        sums[11] = VectorSum.of(s32);
        sums[12] = VectorSum.of(s03);
        sums[13] = VectorSum.of(s13);
        sums[14] = VectorSum.of(s23);
        sums[15] = VectorSum.of(s33);
    }

    private static FloatVector widen(ByteVector quants, int piece) {
        return (FloatVector) quants.convertShape(VectorOperators.B2F, FLOATS, piece);
    }
}
