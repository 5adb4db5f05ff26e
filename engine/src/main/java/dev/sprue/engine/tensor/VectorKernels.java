package dev.sprue.engine.tensor;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Kernels on the Vector API, in the widest shape the processor prefers. Load this class only where the module
 * {@code jdk.incubator.vector} is there: see {@link KernelChoice}.
 *
 * <p>Matrices of all formats are multiplied as floats. For several vectors a few rows at a time are widened once and then
 * used for all of them; for few vectors Q8_0 is widened in registers. Measured against whole-number dot products with
 * quantised activations, as other engines do it, this is as fast where there is no instruction for those (the Vector API has none) and exact.
 */
public final class VectorKernels implements Kernels {
    private static final VectorSpecies<Float> FLOATS = VectorTiles.FLOATS;
    private static final int LANES = VectorTiles.LANES;
    /** Rows that are widened together: few enough to stay in the first-level cache beside a few vectors. */
    private static final int PANEL_ROWS = 8;
    /** Vectors from which on widening Q8_0 once for all of them pays. */
    private static final int MANY = 24;

    private final ScalarKernels tail = new ScalarKernels();

    @Override
    public String name() {
        return "vector" + FLOATS.vectorBitSize();
    }

    @Override
    public void multiplyQ8(byte[] quants, float[] scales, Part part, float[] x, float[] out) {
        if (part.vectors() < MANY) {
            float[] sums = new float[Q8_ROWS * VectorTiles.WIDE];
            for (int row = part.from(); row < part.to(); row += Q8_ROWS) {
                VectorQ8.multiply(quants, scales, row / Q8_ROWS, part, x, sums, out);
            }
            return;
        }
        int columns = part.columns();
        float[] panel = new float[PANEL_ROWS * columns];
        for (int row = part.from(); row < part.to(); row += PANEL_ROWS) {
            int rows = Math.min(PANEL_ROWS, part.to() - row);
            for (int i = 0; i < rows; i += Q8_ROWS) {
                VectorQ8.widen(quants, scales, (row + i) / Q8_ROWS, columns, panel, i * columns);
            }
            multiply(panel, 0, rows, part, x, out, row);
        }
    }

    /** The Vector API has no half floats; {@code Float.float16ToFloat} is one instruction where the processor has it. */
    @Override
    public void multiplyF16(short[] halves, Part part, float[] x, float[] out) {
        int columns = part.columns();
        float[] panel = new float[Math.min(PANEL_ROWS, part.to() - part.from()) * columns];
        for (int row = part.from(); row < part.to(); row += PANEL_ROWS) {
            int rows = Math.min(PANEL_ROWS, part.to() - row);
            int at = row * columns;
            for (int i = 0; i < rows * columns; i++) {
                panel[i] = Float.float16ToFloat(halves[at + i]);
            }
            multiply(panel, 0, rows, part, x, out, row);
        }
    }

    @Override
    public void multiplyF32(float[] weights, Part part, float[] x, float[] out) {
        int columns = part.columns();
        for (int row = part.from(); row < part.to(); row += PANEL_ROWS) {
            int rows = Math.min(PANEL_ROWS, part.to() - row);
            multiply(weights, row * columns, rows, part, x, out, row);
        }
    }

    private static void multiply(float[] w, int at, int rows, Part part, float[] x, float[] out, int row) {
        int columns = part.columns();
        Strided panel = new Strided(w, at, columns, rows, columns);
        VectorTiles.multiply(panel, x, 0, part.vectors(), out, row, part.rows());
    }

    @Override
    public void dots(Strided rows, float[] x, int xOffset, float[] out, int outOffset) {
        VectorTiles.multiply(rows, x, xOffset, 1, out, outOffset, 0);
    }

    @Override
    public void addWeighted(Strided rows, float[] weights, int weightsOffset, float[] out, int outOffset) {
        VectorTiles.addWeighted(rows, weights, weightsOffset, out, outOffset);
    }

    @Override
    public float dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
        return VectorTiles.dot(a, aOffset, b, bOffset, length);
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
    public void swiglu(float[] gate, int gateOffset, float[] up, int upOffset, int length) {
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            swigluVector(gate, gateOffset + i, up, upOffset + i);
        }
        if (i < length) {
            tail.swiglu(gate, gateOffset + i, up, upOffset + i, length - i);
        }
    }

    /** A method of its own, since vector code is slow until it is compiled, and what is called often is compiled soon. */
    private static void swigluVector(float[] gate, int gateAt, float[] up, int upAt) {
        FloatVector g = FloatVector.fromArray(FLOATS, gate, gateAt);
        FloatVector u = FloatVector.fromArray(FLOATS, up, upAt);
        g.div(exp(g.neg()).add(1f)).mul(u).intoArray(gate, gateAt);
    }

    @Override
    public void softmax(float[] values, int length) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < length; i++) {
            max = Math.max(max, values[i]);
        }
        FloatVector sums = FloatVector.zero(FLOATS);
        int i = 0;
        for (; i <= length - LANES; i += LANES) {
            FloatVector e = exp(FloatVector.fromArray(FLOATS, values, i).sub(max));
            e.intoArray(values, i);
            sums = sums.add(e);
        }
        float sum = VectorSum.of(sums);
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
