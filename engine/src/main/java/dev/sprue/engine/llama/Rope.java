package dev.sprue.engine.llama;

/**
 * Rotary position embedding (Su et al., 2021) in the pairing that GGUF Llama files use: elements 2i and 2i+1 of a head
 * turn together by the angle position * base^(-2i / width).
 */
final class Rope {
    private final int headWidth;
    private final double[] frequencies;
    private final float[] cosines;
    private final float[] sines;

    Rope(LlamaConfig config) {
        this.headWidth = config.headWidth();
        int pairs = config.ropeWidth() / 2;
        this.frequencies = new double[pairs];
        this.cosines = new float[pairs];
        this.sines = new float[pairs];
        for (int i = 0; i < pairs; i++) {
            frequencies[i] = Math.pow(config.ropeBase(), -2.0 * i / config.ropeWidth());
        }
    }

    /** Prepares the angles of a position; they serve all layers and heads. */
    void moveTo(int position) {
        for (int i = 0; i < frequencies.length; i++) {
            double angle = position * frequencies[i];
            cosines[i] = (float) Math.cos(angle);
            sines[i] = (float) Math.sin(angle);
        }
    }

    /** Rotates {@code heads} heads that lie one after the other from {@code offset}. */
    void rotate(float[] vectors, int offset, int heads) {
        for (int head = 0; head < heads; head++) {
            int at = offset + head * headWidth;
            for (int i = 0; i < frequencies.length; i++) {
                float x = vectors[at + 2 * i];
                float y = vectors[at + 2 * i + 1];
                vectors[at + 2 * i] = x * cosines[i] - y * sines[i];
                vectors[at + 2 * i + 1] = x * sines[i] + y * cosines[i];
            }
        }
    }
}
