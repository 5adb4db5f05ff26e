package dev.sprue.engine.clip;

import java.util.Arrays;

/** Arithmetic on vectors of length 1. */
final class Vectors {

    private Vectors() {}

    /** Scales a vector to length 1, in place; one of zeros stays as it is. */
    static float[] unit(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        float scale = squares == 0 ? 0 : (float) (1 / Math.sqrt(squares));
        for (int i = 0; i < vector.length; i++) {
            vector[i] *= scale;
        }
        return vector;
    }

    /** Returns the beginning of a vector, scaled to length 1 again. */
    static float[] beginning(float[] vector, int length) {
        return length == vector.length ? vector : unit(Arrays.copyOf(vector, length));
    }

    /** Returns the direction in the middle of two. */
    static float[] middle(float[] a, float[] b) {
        float[] sum = new float[a.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = a[i] + b[i];
        }
        return unit(sum);
    }
}
