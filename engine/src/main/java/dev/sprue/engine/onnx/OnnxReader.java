package dev.sprue.engine.onnx;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads tensors and operations of an ONNX file ({@code onnx.proto}, message ModelProto). Whatever the bytes, the answer is
 * a model or an {@link OnnxException}; memory is bounded by the file's length, since tensors are views of it.
 *
 * <p>Not read: attributes, subgraphs, types of values, and tensors that lie in other files, which are refused.
 */
public final class OnnxReader {
    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_NODE = 1;
    private static final int GRAPH_TENSOR = 5;
    private static final int NODE_INPUT = 1;
    private static final int NODE_OUTPUT = 2;
    private static final int NODE_OPERATOR = 4;

    private OnnxReader() {}

    /**
     * Reads a file.
     *
     * @throws OnnxException where it is damaged or holds what cannot be read
     */
    public static OnnxModel read(byte[] file) {
        Map<String, OnnxTensor> tensors = new HashMap<>();
        List<OnnxNode> nodes = new ArrayList<>();
        ProtoCursor model = new ProtoCursor(ByteBuffer.wrap(file), 0);
        while (model.next()) {
            if (model.field() == MODEL_GRAPH) {
                readGraph(model.message(), tensors, nodes);
            } else {
                model.skip();
            }
        }
        if (tensors.isEmpty()) {
            throw new OnnxException("the file holds no tensors; is it an ONNX model?");
        }
        return new OnnxModel(tensors, nodes);
    }

    private static void readGraph(ProtoCursor graph, Map<String, OnnxTensor> tensors, List<OnnxNode> nodes) {
        while (graph.next()) {
            switch (graph.field()) {
                case GRAPH_NODE -> nodes.add(readNode(graph.message()));
                case GRAPH_TENSOR -> {
                    OnnxTensor tensor = TensorReader.read(graph.message());
                    tensors.put(tensor.name(), tensor);
                }
                default -> graph.skip();
            }
        }
    }

    private static OnnxNode readNode(ProtoCursor node) {
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        String operator = "";
        while (node.next()) {
            switch (node.field()) {
                case NODE_INPUT -> inputs.add(node.text());
                case NODE_OUTPUT -> outputs.add(node.text());
                case NODE_OPERATOR -> operator = node.text();
                default -> node.skip();
            }
        }
        return new OnnxNode(operator, inputs, outputs);
    }
}
