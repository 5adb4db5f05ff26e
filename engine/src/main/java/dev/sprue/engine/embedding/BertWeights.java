package dev.sprue.engine.embedding;

import dev.sprue.engine.embedding.BertLayer.Norm;
import dev.sprue.engine.onnx.OnnxException;
import dev.sprue.engine.onnx.OnnxModel;
import dev.sprue.engine.onnx.OnnxNode;
import dev.sprue.engine.onnx.OnnxTensor.ElementType;
import dev.sprue.engine.tensor.EncoderKernels;
import dev.sprue.engine.tensor.QuantizedMatrix;
import java.util.ArrayList;
import java.util.List;

/**
 * The weights of a BERT encoder out of an ONNX file that ONNX Runtime's dynamic quantisation has made of a sentence
 * transformer. Biases and tables keep their names there; the matrices do not, and are found by following the graph back
 * from their biases.
 *
 * @param words the table of tokens
 * @param positions the table of positions
 * @param segment the row of the table of segments that all tokens of a single text share
 * @param embeddingNorm after adding the three
 * @param layers in order
 */
record BertWeights(
        EmbeddingTable words, EmbeddingTable positions, float[] segment, Norm embeddingNorm, List<BertLayer> layers) {
    private static final int LAYERS = 6;
    private static final int WIDTH = EmbeddingModel.DIMENSIONS;
    private static final int INNER = 4 * WIDTH;

    BertWeights {
        layers = List.copyOf(layers);
    }

    /**
     * Takes the weights out of a file.
     *
     * @throws OnnxException where it is not such a model
     */
    static BertWeights load(OnnxModel file, EncoderKernels kernels) {
        List<BertLayer> layers = new ArrayList<>();
        for (int i = 0; i < LAYERS; i++) {
            layers.add(layer(file, kernels, "encoder.layer." + i + "."));
        }
        float[] segment = new float[WIDTH];
        EmbeddingTable.load(file, "embeddings.token_type_embeddings.weight").addRow(0, segment, 0);
        return new BertWeights(
                EmbeddingTable.load(file, "embeddings.word_embeddings.weight"),
                EmbeddingTable.load(file, "embeddings.position_embeddings.weight"),
                segment,
                norm(file, "embeddings.LayerNorm"),
                layers);
    }

    private static BertLayer layer(OnnxModel file, EncoderKernels kernels, String prefix) {
        return new BertLayer(
                matrix(file, kernels, prefix + "attention.self.query", WIDTH, WIDTH),
                matrix(file, kernels, prefix + "attention.self.key", WIDTH, WIDTH),
                matrix(file, kernels, prefix + "attention.self.value", WIDTH, WIDTH),
                matrix(file, kernels, prefix + "attention.output.dense", WIDTH, WIDTH),
                norm(file, prefix + "attention.output.LayerNorm"),
                matrix(file, kernels, prefix + "intermediate.dense", WIDTH, INNER),
                matrix(file, kernels, prefix + "output.dense", INNER, WIDTH),
                norm(file, prefix + "output.LayerNorm"));
    }

    private static Norm norm(OnnxModel file, String name) {
        return new Norm(
                file.tensor(name + ".weight").shaped(WIDTH).floats(),
                file.tensor(name + ".bias").shaped(WIDTH).floats());
    }

    private static QuantizedMatrix matrix(
            OnnxModel file, EncoderKernels kernels, String name, int inputs, int outputs) {
        String bias = name + ".bias";
        OnnxNode scaled = maker(file, otherInput(adding(file, bias), bias), "Mul");
        OnnxNode product =
                maker(file, maker(file, input(scaled, 0), "Cast").inputs().getFirst(), "MatMulInteger");
        OnnxNode scales = maker(file, input(scaled, 1), "Mul");
        for (byte zero : file.tensor(input(product, 3)).shaped(outputs).bytes(ElementType.INT8)) {
            if (zero != 0) {
                throw new OnnxException("the weights of " + name + " have a zero point of " + zero + ", expected 0");
            }
        }
        return QuantizedMatrix.pack(
                kernels,
                file.tensor(input(product, 1)).shaped(inputs, outputs).bytes(ElementType.INT8),
                inputs,
                file.tensor(input(scales, 1)).shaped(outputs).floats(),
                file.tensor(bias).shaped(outputs).floats());
    }

    private static OnnxNode adding(OnnxModel file, String bias) {
        return file.nodes().stream()
                .filter(node -> node.operator().equals("Add") && node.inputs().contains(bias))
                .findFirst()
                .orElseThrow(() -> new OnnxException("nothing adds " + bias));
    }

    private static String otherInput(OnnxNode node, String known) {
        return input(node, node.inputs().getFirst().equals(known) ? 1 : 0);
    }

    private static String input(OnnxNode node, int index) {
        if (node.inputs().size() <= index) {
            throw new OnnxException("an operation " + node.operator() + " takes "
                    + node.inputs().size() + " values, expected more than " + index);
        }
        return node.inputs().get(index);
    }

    private static OnnxNode maker(OnnxModel file, String value, String operator) {
        return file.maker(value)
                .filter(node ->
                        node.operator().equals(operator) && !node.inputs().isEmpty())
                .orElseThrow(() -> new OnnxException(value + " is not made by " + operator + ", as expected"));
    }
}
