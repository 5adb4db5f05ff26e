package dev.sprue.engine.tensor;

/** Plain Java loops, for a runtime without the vector module. */
public final class ScalarKernels implements Kernels {

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public void multiplyQ8(byte[] quants, float[] scales, Part part, float[] x, float[] out) {
        int columns = part.columns();
        for (int row = part.from(); row < part.to(); row++) {
            int first = row / Q8_ROWS * Q8_ROWS * columns + row % Q8_ROWS * Q8_BLOCK;
            for (int vector = 0; vector < part.vectors(); vector++) {
                float sum = 0;
                int at = first;
                for (int column = vector * columns; column < (vector + 1) * columns; column += Q8_BLOCK) {
                    sum += scales[at / Q8_BLOCK] * q8Block(quants, at, x, column);
                    at += Q8_ROWS * Q8_BLOCK;
                }
                out[vector * part.rows() + row] = sum;
            }
        }
    }

    /** Four sums, since one would make each addition wait for the one before. */
    private static float q8Block(byte[] quants, int at, float[] x, int column) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        for (int i = 0; i < Q8_BLOCK; i += 4) {
            s0 += quants[at + i] * x[column + i];
            s1 += quants[at + i + 1] * x[column + i + 1];
            s2 += quants[at + i + 2] * x[column + i + 2];
            s3 += quants[at + i + 3] * x[column + i + 3];
        }
        return (s0 + s1) + (s2 + s3);
    }

    @Override
    public void multiplyF16(short[] halves, Part part, float[] x, float[] out) {
        int columns = part.columns();
        float[] widened = new float[columns];
        for (int row = part.from(); row < part.to(); row++) {
            for (int column = 0; column < columns; column++) {
                widened[column] = Float.float16ToFloat(halves[row * columns + column]);
            }
            for (int vector = 0; vector < part.vectors(); vector++) {
                out[vector * part.rows() + row] = dot(widened, 0, x, vector * columns, columns);
            }
        }
    }

    @Override
    public void multiplyF32(float[] weights, Part part, float[] x, float[] out) {
        int columns = part.columns();
        for (int row = part.from(); row < part.to(); row++) {
            for (int vector = 0; vector < part.vectors(); vector++) {
                out[vector * part.rows() + row] = dot(weights, row * columns, x, vector * columns, columns);
            }
        }
    }

    @Override
    public void dots(Strided rows, float[] x, int xOffset, float[] out, int outOffset) {
        for (int row = 0; row < rows.count(); row++) {
            out[outOffset + row] = dot(rows.floats(), rows.at() + row * rows.stride(), x, xOffset, rows.columns());
        }
    }

    @Override
    public void addWeighted(Strided rows, float[] weights, int weightsOffset, float[] out, int outOffset) {
        for (int row = 0; row < rows.count(); row++) {
            int at = rows.at() + row * rows.stride();
            addScaled(out, outOffset, rows.floats(), at, rows.columns(), weights[weightsOffset + row]);
        }
    }

    @Override
    public float dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i <= length - 4; i += 4) {
            s0 += a[aOffset + i] * b[bOffset + i];
            s1 += a[aOffset + i + 1] * b[bOffset + i + 1];
            s2 += a[aOffset + i + 2] * b[bOffset + i + 2];
            s3 += a[aOffset + i + 3] * b[bOffset + i + 3];
        }
        for (; i < length; i++) {
            s0 += a[aOffset + i] * b[bOffset + i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    @Override
    public void addScaled(
            float[] target, int targetOffset, float[] source, int sourceOffset, int length, float factor) {
        for (int i = 0; i < length; i++) {
            target[targetOffset + i] += factor * source[sourceOffset + i];
        }
    }

    @Override
    public void swiglu(float[] gate, int gateOffset, float[] up, int upOffset, int length) {
        for (int i = 0; i < length; i++) {
            float g = gate[gateOffset + i];
            gate[gateOffset + i] = g / (1 + FastExp.exp(-g)) * up[upOffset + i];
        }
    }

    @Override
    public void softmax(float[] values, int length) {
        float max = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < length; i++) {
            max = Math.max(max, values[i]);
        }
        float sum = 0;
        for (int i = 0; i < length; i++) {
            values[i] = FastExp.exp(values[i] - max);
            sum += values[i];
        }
        float scale = 1 / sum;
        for (int i = 0; i < length; i++) {
            values[i] *= scale;
        }
    }
}
