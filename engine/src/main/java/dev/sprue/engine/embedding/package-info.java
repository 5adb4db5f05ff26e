/** Text embeddings with all-MiniLM-L6-v2 on ONNX Runtime. */
@NullMarked
package dev.sprue.engine.embedding;

import org.jspecify.annotations.NullMarked;
