package dev.sprue.engine.clip;

import dev.sprue.engine.tensor.Kernels;
import dev.sprue.engine.tensor.Matrix;
import dev.sprue.engine.tensor.TensorLoader;
import java.util.Arrays;

/**
 * A convolution of 3 x 3 pixels with stride two and zeros around the picture. Its weights are a matrix whose columns run
 * over rows, columns and channels of the nine pixels, filled up with zeros to whole Q8_0 blocks.
 */
final class Convolution {
    private static final int KERNEL = 3;
    private static final int STRIDE = 2;

    private final int inputs;
    private final Matrix weights;
    private final float[] bias;

    private Convolution(int inputs, Matrix weights, float[] bias) {
        this.inputs = inputs;
        this.weights = weights;
        this.bias = bias;
    }

    static Convolution load(TensorLoader tensors, String name, int inputs, int outputs) {
        int columns = Math.ceilDiv(KERNEL * KERNEL * inputs, Kernels.Q8_BLOCK) * Kernels.Q8_BLOCK;
        return new Convolution(
                inputs, tensors.matrix(name + ".weight", outputs, columns), tensors.vector(name + ".bias", outputs));
    }

    /**
     * Returns a vector for each second pixel of each second row.
     *
     * @param pixels {@code side * side} vectors, row by row, one behind the other
     */
    float[] apply(Kernels kernels, float[] pixels, int side) {
        int half = side / STRIDE;
        float[] out = new float[half * half * bias.length];
        float[] row = new float[half * bias.length];
        float[] seen = new float[half * weights.columns()];
        for (int y = 0; y < half; y++) {
            for (int x = 0; x < half; x++) {
                gather(pixels, side, STRIDE * y - 1, STRIDE * x - 1, seen, x * weights.columns());
            }
            weights.multiply(kernels, 0, weights.rows(), seen, half, row);
            for (int x = 0; x < half; x++) {
                kernels.addScaled(row, x * bias.length, bias, 0, bias.length, 1);
            }
            System.arraycopy(row, 0, out, y * row.length, row.length);
        }
        return out;
    }

    private void gather(float[] pixels, int side, int top, int left, float[] seen, int from) {
        int at = from;
        for (int y = top; y < top + KERNEL; y++) {
            for (int x = left; x < left + KERNEL; x++) {
                if (y >= 0 && y < side && x >= 0 && x < side) {
                    System.arraycopy(pixels, (y * side + x) * inputs, seen, at, inputs);
                } else {
                    Arrays.fill(seen, at, at + inputs, 0);
                }
                at += inputs;
            }
        }
    }

    /** Replaces negative numbers by zero. */
    static void rectify(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(0, values[i]);
        }
    }
}
