package dev.sprue.engine.tensor;

/** Plain Java loops, for a runtime without the vector module. */
public final class ScalarKernels implements Kernels {

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public void multiplyQ8(byte[] quants, float[] scales, int columns, int rows, float[] x, float[] out) {
        int at = 0;
        int block = 0;
        for (int row = 0; row < rows; row++) {
            float sum = 0;
            for (int column = 0; column < columns; column += Q8_BLOCK) {
                sum += scales[block] * q8Block(quants, at, x, column);
                at += Q8_BLOCK;
                block++;
            }
            out[row] = sum;
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
    public void multiplyF16(short[] halves, int columns, int rows, float[] x, float[] out) {
        for (int row = 0; row < rows; row++) {
            int at = row * columns;
            float sum = 0;
            for (int column = 0; column < columns; column++) {
                sum += Float.float16ToFloat(halves[at + column]) * x[column];
            }
            out[row] = sum;
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
    public void swiglu(float[] gate, float[] up, int length) {
        for (int i = 0; i < length; i++) {
            gate[i] = gate[i] / (1 + FastExp.exp(-gate[i])) * up[i];
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
