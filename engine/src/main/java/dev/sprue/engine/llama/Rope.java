package dev.sprue.engine.llama;

/**
 * Rotary position embedding (Su et al., 2021) in the pairing that GGUF Llama files use: elements 2i and 2i+1 of a head
 * turn together by the angle position * base^(-2i / width).
 */
final class Rope {
    private final int headWidth;
    private final double[] frequencies;

    Rope(LlamaConfig config) {
        this.headWidth = config.headWidth();
        this.frequencies = new double[config.ropeWidth() / 2];
        for (int i = 0; i < frequencies.length; i++) {
            frequencies[i] = Math.pow(config.ropeBase(), -2.0 * i / config.ropeWidth());
        }
    }

    /** Returns how many floats {@link #angles} writes. */
    int length() {
        return 2 * frequencies.length;
    }

    /** Writes cosine and sine of each pair's angle at a position; they serve all layers and heads. */
    void angles(int position, float[] out, int at) {
        for (int i = 0; i < frequencies.length; i++) {
            double angle = position * frequencies[i];
            out[at + 2 * i] = (float) Math.cos(angle);
            out[at + 2 * i + 1] = (float) Math.sin(angle);
        }
    }

    /** Rotates {@code heads} heads that lie one after the other from {@code at}. */
    void rotate(float[] vectors, int at, int heads, float[] angles, int anglesAt) {
        for (int head = 0; head < heads; head++) {
            int from = at + head * headWidth;
            for (int i = 0; i < 2 * frequencies.length; i += 2) {
                float cosine = angles[anglesAt + i];
                float sine = angles[anglesAt + i + 1];
                float x = vectors[from + i];
                float y = vectors[from + i + 1];
                vectors[from + i] = x * cosine - y * sine;
                vectors[from + i + 1] = x * sine + y * cosine;
            }
        }
    }
}
