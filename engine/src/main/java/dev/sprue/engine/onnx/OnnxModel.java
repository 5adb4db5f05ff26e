package dev.sprue.engine.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a file holds: the stored tensors by name, and the operations in their order. */
public final class OnnxModel {
    private final Map<String, OnnxTensor> tensors;
    private final List<OnnxNode> nodes;
    private final Map<String, OnnxNode> makers = new HashMap<>();

    OnnxModel(Map<String, OnnxTensor> tensors, List<OnnxNode> nodes) {
        this.tensors = Map.copyOf(tensors);
        this.nodes = List.copyOf(nodes);
        for (OnnxNode node : nodes) {
            for (String output : node.outputs()) {
                makers.put(output, node);
            }
        }
    }

    /**
     * Returns a stored tensor.
     *
     * @throws OnnxException where there is none of that name
     */
    public OnnxTensor tensor(String name) {
        OnnxTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new OnnxException("there is no tensor " + name);
        }
        return tensor;
    }

    /** Returns the operations. */
    public List<OnnxNode> nodes() {
        return nodes;
    }

    /** Finds the operation that makes a value; empty for stored tensors and for what the caller puts in. */
    public Optional<OnnxNode> maker(String value) {
        return Optional.ofNullable(makers.get(value));
    }
}
