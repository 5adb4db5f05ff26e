package dev.sprue.engine.clip;

import dev.sprue.engine.tensor.Kernels;
import dev.sprue.engine.tensor.Matrix;
import dev.sprue.engine.tensor.TensorLoader;
import java.util.ArrayList;
import java.util.List;

/** One tower: adds positions, runs the blocks, and makes one vector of many. */
final class Encoder {
    private final Matrix positions;
    private final List<Block> blocks = new ArrayList<>();
    private final float[] outputNorm;
    private final Matrix projection;
    private final float epsilon;

    private Encoder(TensorLoader tensors, String prefix, ClipConfig.Tower tower, ClipConfig config) {
        this.epsilon = config.epsilon();
        this.positions = tensors.matrix(prefix + "position_embd.weight", tower.positions(), tower.width());
        for (int layer = 0; layer < tower.layers(); layer++) {
            blocks.add(Block.load(tensors, prefix + "blk." + layer + ".", tower, epsilon));
        }
        this.outputNorm = tensors.vector(prefix + "output_norm.weight", tower.width());
        this.projection = tensors.matrix(prefix + "projection.weight", config.wholeLength(), tower.width());
    }

    static Encoder load(TensorLoader tensors, String prefix, ClipConfig.Tower tower, ClipConfig config) {
        return new Encoder(tensors, prefix, tower, config);
    }

    /**
     * Computes the vector of a sequence.
     *
     * @param stream one vector a position, one behind the other; overwritten
     * @return a vector of length 1
     */
    float[] encode(Kernels kernels, float[] stream) {
        int width = positions.columns();
        int count = stream.length / width;
        float[] position = new float[width];
        for (int i = 0; i < count; i++) {
            positions.row(i, position, 0);
            kernels.addScaled(stream, i * width, position, 0, width, 1);
        }
        for (Block block : blocks) {
            block.apply(kernels, stream);
        }
        float[] normed = new float[stream.length];
        Block.normalise(kernels, stream, outputNorm, epsilon, normed);
        float[] mean = new float[width];
        for (int i = 0; i < count; i++) {
            kernels.addScaled(mean, 0, normed, i * width, width, 1f / count);
        }
        float[] projected = new float[projection.rows()];
        projection.multiply(kernels, mean, projected);
        return Vectors.unit(projected);
    }
}
