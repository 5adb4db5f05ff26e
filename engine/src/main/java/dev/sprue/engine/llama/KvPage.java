package dev.sprue.engine.llama;

/**
 * The keys and values of {@value #POSITIONS} positions next to each other, of all layers. A full page never changes, so
 * sequences that begin alike share it.
 */
final class KvPage {
    /** Positions a page holds. */
    static final int POSITIONS = 16;

    private final float[] floats;
    private final int width;
    /** How many sequences and indexes hold this page; the pool counts. */
    int users;

    KvPage(LlamaConfig config) {
        this.width = config.kvWidth();
        this.floats = new float[floats(config)];
    }

    private static int floats(LlamaConfig config) {
        return Math.multiplyExact(Math.multiplyExact(2 * POSITIONS, config.layers()), config.kvWidth());
    }

    /** Returns the bytes that a page takes. */
    static long bytes(LlamaConfig config) {
        return 4L * 2 * POSITIONS * config.layers() * config.kvWidth();
    }

    float[] floats() {
        return floats;
    }

    /** Returns where the keys of a position begin in {@link #floats()}; those of the next one follow. */
    int keysAt(int layer, int position) {
        return (2 * layer * POSITIONS + position % POSITIONS) * width;
    }

    /** Returns where the values of a position begin in {@link #floats()}; those of the next one follow. */
    int valuesAt(int layer, int position) {
        return ((2 * layer + 1) * POSITIONS + position % POSITIONS) * width;
    }
}
