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
     * @param stream one vector a position; overwritten
     * @return a vector of length 1
     */
    float[] encode(Kernels kernels, float[][] stream) {
        float[] position = new float[positions.columns()];
        for (int i = 0; i < stream.length; i++) {
            positions.row(i, position);
            kernels.addScaled(stream[i], 0, position, 0, position.length, 1);
        }
        for (Block block : blocks) {
            block.apply(kernels, stream);
        }
        float[] normed = new float[position.length];
        float[] mean = new float[position.length];
        for (float[] vector : stream) {
            Block.normalise(kernels, vector, outputNorm, epsilon, normed);
            kernels.addScaled(mean, 0, normed, 0, normed.length, 1f / stream.length);
        }
        float[] projected = new float[projection.rows()];
        projection.multiply(kernels, mean, projected);
        return Vectors.unit(projected);
    }
}
