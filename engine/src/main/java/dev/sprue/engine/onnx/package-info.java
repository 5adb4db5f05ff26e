/** Reads the part of ONNX files that is needed to take a model's weights out of them: tensors and the node graph. */
@NullMarked
package dev.sprue.engine.onnx;

import org.jspecify.annotations.NullMarked;
