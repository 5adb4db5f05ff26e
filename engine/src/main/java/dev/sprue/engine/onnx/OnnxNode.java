package dev.sprue.engine.onnx;

import java.util.List;

/**
 * One operation of a graph. Attributes are not read.
 *
 * @param operator its kind, such as {@code MatMulInteger}
 * @param inputs the names of the values it takes, in order; an optional one that is left out is an empty string
 * @param outputs the names of the values it makes
 */
public record OnnxNode(String operator, List<String> inputs, List<String> outputs) {

    /** Copies the lists. */
    public OnnxNode {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }
}
