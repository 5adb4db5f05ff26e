package dev.sprue.engine.tensor;

/**
 * A weight matrix of signed bytes with a scale and a bias for each output: {@code out = scale * (sum of x * w) + bias}.
 * Stored in panels of as many outputs as the kernels compute at once, so that they read it from front to back.
 */
public final class QuantizedMatrix {
    private static final int MAX_EXACT = 1 << 24;
    /** Kernels may read a few weights more than they use. */
    private static final int SPARE = 8;

    final int inputs;
    final int outputs;
    final int panel;
    final byte[] weights;
    final float[] scales;
    final float[] biases;

    private QuantizedMatrix(int inputs, int panel, byte[] weights, float[] scales, float[] biases) {
        this.inputs = inputs;
        this.outputs = scales.length;
        this.panel = panel;
        this.weights = weights;
        this.scales = scales;
        this.biases = biases;
    }

    /**
     * Packs a matrix for the given kernels.
     *
     * @param rows the weights, one row for each input
     * @param inputs how many there are
     * @param scales one for each output; their number a multiple of 64
     * @param biases one for each output
     */
    public static QuantizedMatrix pack(
            EncoderKernels kernels, byte[] rows, int inputs, float[] scales, float[] biases) {
        int outputs = scales.length;
        int panel = kernels.panelWidth();
        if (outputs % panel != 0 || rows.length != inputs * outputs || biases.length != outputs) {
            throw new IllegalArgumentException("a matrix of " + inputs + " by " + outputs + " cannot be packed");
        }
        requireExactSums(rows, outputs);
        byte[] weights = new byte[rows.length + SPARE];
        int at = 0;
        for (int first = 0; first < outputs; first += panel) {
            for (int input = 0; input < inputs; input++) {
                System.arraycopy(rows, input * outputs + first, weights, at, panel);
                at += panel;
            }
        }
        return new QuantizedMatrix(inputs, panel, weights, scales, biases);
    }

    /** Sums of whole numbers in floats are exact as long as none can be greater than 2^24, in whatever order. */
    private static void requireExactSums(byte[] rows, int outputs) {
        int[] sizes = new int[outputs];
        for (int i = 0; i < rows.length; i++) {
            sizes[i % outputs] += Math.abs(rows[i]);
        }
        for (int size : sizes) {
            if ((long) size * QuantizedRows.MAX > MAX_EXACT) {
                throw new IllegalArgumentException("an output's weights add up to " + size + ", too many to be exact");
            }
        }
    }

    /** Returns the length of an input row. */
    public int inputs() {
        return inputs;
    }

    /** Returns the length of an output row. */
    public int outputs() {
        return outputs;
    }
}
