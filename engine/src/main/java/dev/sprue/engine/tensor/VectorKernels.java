package dev.sprue.engine.tensor;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Kernels on the Vector API, in the widest shape the processor prefers. Load this class only where the module
 * {@code jdk.incubator.vector} is there: see {@link KernelChoice}.
 *
 * <p>Q8_0 weights are widened to floats one block at a time and multiplied by float activations; the block's scale is
 * applied to the partial sums, once a block. Measured against whole-number dot products with a quantised activation, this
 * is faster (four rows together) and exact.
 */
public final class VectorKernels implements Kernels {
    private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = FLOATS.length();
    /** Bytes loaded at a time: as many as there are float lanes, but at least the eight of the smallest shape. */
    private static final int BYTE_LANES = Math.max(8, LANES);

    private static final VectorSpecies<Byte> BYTES =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(BYTE_LANES * Byte.SIZE));
    /** How many float vectors one loaded byte vector widens to. */
    private static final int PARTS = BYTE_LANES / LANES;

    /** Rows of a Q8_0 matrix that are multiplied together. */
    private static final int ROWS = 4;

    private final ScalarKernels tail = new ScalarKernels();

    @Override
    public String name() {
        return "vector" + FLOATS.vectorBitSize();
    }

    @Override
    public void multiplyQ8(byte[] quants, float[] scales, int columns, int rows, float[] x, float[] out) {
        int row = 0;
        for (; row <= rows - ROWS; row += ROWS) {
            q8Rows(quants, scales, columns, row, x, out);
        }
        for (; row < rows; row++) {
            out[row] = q8Row(quants, scales, columns, row, x);
        }
    }

    /** Four rows at once: each piece of x is loaded once for all four, and their sums do not wait for one another. */
    private static void q8Rows(byte[] quants, float[] scales, int columns, int row, float[] x, float[] out) {
        FloatVector sum0 = FloatVector.zero(FLOATS);
        FloatVector sum1 = FloatVector.zero(FLOATS);
        FloatVector sum2 = FloatVector.zero(FLOATS);
        FloatVector sum3 = FloatVector.zero(FLOATS);
        int blocks = columns / Q8_BLOCK;
        int block = row * blocks;
        for (int column = 0; column < columns; column += Q8_BLOCK) {
            FloatVector part0 = FloatVector.zero(FLOATS);
            FloatVector part1 = FloatVector.zero(FLOATS);
            FloatVector part2 = FloatVector.zero(FLOATS);
            FloatVector part3 = FloatVector.zero(FLOATS);
            for (int i = 0; i < Q8_BLOCK; i += BYTE_LANES) {
                int at = row * columns + column + i;
                ByteVector q0 = ByteVector.fromArray(BYTES, quants, at);
                ByteVector q1 = ByteVector.fromArray(BYTES, quants, at + columns);
                ByteVector q2 = ByteVector.fromArray(BYTES, quants, at + 2 * columns);
                ByteVector q3 = ByteVector.fromArray(BYTES, quants, at + 3 * columns);
                for (int part = 0; part < PARTS; part++) {
                    FloatVector piece = FloatVector.fromArray(FLOATS, x, column + i + part * LANES);
                    part0 = widen(q0, part).fma(piece, part0);
                    part1 = widen(q1, part).fma(piece, part1);
                    part2 = widen(q2, part).fma(piece, part2);
                    part3 = widen(q3, part).fma(piece, part3);
                }
            }
            sum0 = part0.fma(FloatVector.broadcast(FLOATS, scales[block]), sum0);
            sum1 = part1.fma(FloatVector.broadcast(FLOATS, scales[block + blocks]), sum1);
            sum2 = part2.fma(FloatVector.broadcast(FLOATS, scales[block + 2 * blocks]), sum2);
            sum3 = part3.fma(FloatVector.broadcast(FLOATS, scales[block + 3 * blocks]), sum3);
            block++;
        }
        out[row] = sum0.reduceLanes(VectorOperators.ADD);
        out[row + 1] = sum1.reduceLanes(VectorOperators.ADD);
        out[row + 2] = sum2.reduceLanes(VectorOperators.ADD);
        out[row + 3] = sum3.reduceLanes(VectorOperators.ADD);
    }

    private static float q8Row(byte[] quants, float[] scales, int columns, int row, float[] x) {
        FloatVector sum = FloatVector.zero(FLOATS);
        int block = row * (columns / Q8_BLOCK);
        for (int column = 0; column < columns; column += Q8_BLOCK) {
            FloatVector sumOfBlock = FloatVector.zero(FLOATS);
            for (int i = 0; i < Q8_BLOCK; i += BYTE_LANES) {
                ByteVector q = ByteVector.fromArray(BYTES, quants, row * columns + column + i);
                for (int part = 0; part < PARTS; part++) {
                    FloatVector piece = FloatVector.fromArray(FLOATS, x, column + i + part * LANES);
                    sumOfBlock = widen(q, part).fma(piece, sumOfBlock);
                }
            }
            sum = sumOfBlock.fma(FloatVector.broadcast(FLOATS, scales[block++]), sum);
        }
        return sum.reduceLanes(VectorOperators.ADD);
    }

    private static FloatVector widen(ByteVector quants, int part) {
        return (FloatVector) quants.convertShape(VectorOperators.B2F, FLOATS, part);
    }

    /** The Vector API has no half floats; {@code Float.float16ToFloat} is one instruction where the processor has it. */
    @Override
    public void multiplyF16(short[] halves, int columns, int rows, float[] x, float[] out) {
        float[] widened = new float[columns];
        for (int row = 0; row < rows; row++) {
            int at = row * columns;
            for (int column = 0; column < columns; column++) {
                widened[column] = Float.float16ToFloat(halves[at + column]);
            }
            out[row] = dot(widened, 0, x, 0, columns);
        }
    }

    @Override
    public void multiplyF32(float[] weights, int columns, int rows, float[] x, float[] out) {
        for (int row = 0; row < rows; row++) {
            out[row] = dot(weights, row * columns, x, 0, columns);
        }
    }

    @Override
    public float dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
        FloatVector sum = FloatVector.zero(FLOATS);
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            FloatVector left = FloatVector.fromArray(FLOATS, a, aOffset + i);
            sum = left.fma(FloatVector.fromArray(FLOATS, b, bOffset + i), sum);
        }
        float total = sum.reduceLanes(VectorOperators.ADD);
        return i == length ? total : total + tail.dot(a, aOffset + i, b, bOffset + i, length - i);
    }

    @Override
    public void addScaled(
            float[] target, int targetOffset, float[] source, int sourceOffset, int length, float factor) {
        FloatVector factors = FloatVector.broadcast(FLOATS, factor);
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            FloatVector.fromArray(FLOATS, source, sourceOffset + i)
                    .fma(factors, FloatVector.fromArray(FLOATS, target, targetOffset + i))
                    .intoArray(target, targetOffset + i);
        }
        if (i < length) {
            tail.addScaled(target, targetOffset + i, source, sourceOffset + i, length - i, factor);
        }
    }

    @Override
    public void swiglu(float[] gate, float[] up, int length) {
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            swigluVector(gate, up, i);
        }
        for (; i < length; i++) {
            gate[i] = gate[i] / (1 + FastExp.exp(-gate[i])) * up[i];
        }
    }

    /** A method of its own, since vector code is slow until it is compiled, and what is called often is compiled soon. */
    private static void swigluVector(float[] gate, float[] up, int at) {
        FloatVector g = FloatVector.fromArray(FLOATS, gate, at);
        FloatVector u = FloatVector.fromArray(FLOATS, up, at);
        g.div(exp(g.neg()).add(1f)).mul(u).intoArray(gate, at);
    }

    @Override
    public void softmax(float[] values, int length) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < length; i++) {
            max = Math.max(max, values[i]);
        }
        float sum = 0;
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            FloatVector e = exp(FloatVector.fromArray(FLOATS, values, i).sub(max));
            e.intoArray(values, i);
            sum += e.reduceLanes(VectorOperators.ADD);
        }
        for (; i < length; i++) {
            values[i] = FastExp.exp(values[i] - max);
            sum += values[i];
        }
        float scale = 1 / sum;
        for (i = 0; i < length; i++) {
            values[i] *= scale;
        }
    }

    /** {@link FastExp#exp} on every lane. */
    static FloatVector exp(FloatVector x) {
        FloatVector clamped = x.max(FastExp.MIN).min(FastExp.MAX);
        FloatVector rounded = clamped.mul(FastExp.LOG2_E).add(FastExp.ROUND);
        IntVector n = rounded.reinterpretAsInts().sub(FastExp.ROUND_BITS);
        FloatVector nf = rounded.sub(FastExp.ROUND);
        FloatVector r = clamped.sub(nf.mul(FastExp.LN2_HIGH)).sub(nf.mul(FastExp.LN2_LOW));
        FloatVector p = FloatVector.broadcast(FLOATS, FastExp.C6);
        p = p.mul(r).add(FastExp.C5);
        p = p.mul(r).add(FastExp.C4);
        p = p.mul(r).add(FastExp.C3);
        p = p.mul(r).add(FastExp.C2);
        p = p.mul(r).add(1f);
        p = p.mul(r).add(1f);
        FloatVector power = n.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
        return p.mul(power);
    }
}
