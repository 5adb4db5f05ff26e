package dev.sprue.engine.clip;

import dev.sprue.engine.gguf.GgufException;
import dev.sprue.engine.gguf.GgufMetadata;
import java.util.List;

/**
 * The hyperparameters of the model.
 *
 * @param imageSize the side of the square picture that it looks at, in pixels
 * @param stem the channels after each convolution but the last, which gives the vision tower's width
 * @param vision the tower for pictures
 * @param text the tower for texts
 * @param dimensions the lengths that a vector may have, shortest first; the last one is the whole
 * @param epsilon what RMS normalisation adds under the root
 */
record ClipConfig(
        int imageSize, List<Integer> stem, Tower vision, Tower text, List<Integer> dimensions, float epsilon) {
    /** The architecture's name in files. */
    static final String ARCHITECTURE = "sprue-clip";

    private static final int MAX_SIZE = 1 << 16;
    private static final int MAX_STEM = 6;

    /**
     * The sizes of one tower.
     *
     * @param width the length of its vectors
     * @param layers the number of blocks
     * @param heads the number of attention heads; divides {@code width}
     * @param feedForward the inner width of the feed-forward part
     * @param positions the most vectors of a sequence
     */
    record Tower(int width, int layers, int heads, int feedForward, int positions) {

        private static Tower of(GgufMetadata metadata, String name) {
            String prefix = ARCHITECTURE + "." + name + ".";
            Tower tower = new Tower(
                    metadata.integer(prefix + "embedding_length", 1, MAX_SIZE),
                    metadata.integer(prefix + "block_count", 1, MAX_SIZE),
                    metadata.integer(prefix + "attention.head_count", 1, MAX_SIZE),
                    metadata.integer(prefix + "feed_forward_length", 1, MAX_SIZE),
                    metadata.integer(prefix + "position_count", 1, MAX_SIZE));
            require(tower.width % tower.heads == 0, tower.heads + " heads do not divide the width " + tower.width);
            return tower;
        }
    }

    ClipConfig {
        stem = List.copyOf(stem);
        dimensions = List.copyOf(dimensions);
    }

    /** The length of a whole vector. */
    int wholeLength() {
        return dimensions.getLast();
    }

    /**
     * Reads the hyperparameters from a file's metadata.
     *
     * @throws GgufException where one is missing or impossible, or the file is of another architecture
     */
    static ClipConfig of(GgufMetadata metadata) {
        String architecture = metadata.text("general.architecture");
        require(
                architecture.equals(ARCHITECTURE),
                "architecture \"" + architecture + "\" is not supported; supported is \"" + ARCHITECTURE + "\"");
        int imageSize = metadata.integer(ARCHITECTURE + ".image_size", 1, 1024);
        List<Integer> stem = sizes(metadata, ARCHITECTURE + ".stem");
        Tower vision = Tower.of(metadata, "vision");
        require(stem.size() < MAX_STEM, "the stem has " + stem.size() + " parts");
        int side = imageSize >> (stem.size() + 1);
        require(
                side >= 1 && side << (stem.size() + 1) == imageSize && side * side == vision.positions,
                "a picture of " + imageSize + " pixels does not become " + vision.positions + " vectors");
        List<Integer> dimensions = sizes(metadata, ARCHITECTURE + ".dimensions");
        require(
                !dimensions.isEmpty()
                        && dimensions.stream().sorted().distinct().toList().equals(dimensions),
                "the lengths of vectors are not in order: " + dimensions);
        double epsilon = metadata.real(ARCHITECTURE + ".attention.layer_norm_rms_epsilon", 1e-5);
        require(epsilon > 0 && epsilon < 1, "the normalisation epsilon is " + epsilon);
        return new ClipConfig(imageSize, stem, vision, Tower.of(metadata, "text"), dimensions, (float) epsilon);
    }

    private static List<Integer> sizes(GgufMetadata metadata, String key) {
        List<Long> values = metadata.wholes(key);
        require(values.stream().allMatch(value -> value >= 1 && value <= MAX_SIZE), key + " is " + values);
        return values.stream().map(Long::intValue).toList();
    }

    private static void require(boolean holds, String fault) {
        if (!holds) {
            throw new GgufException(fault, GgufException.WHOLE_FILE);
        }
    }
}
