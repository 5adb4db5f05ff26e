/**
 * Text embeddings with all-MiniLM-L6-v2 (Apache-2.0), quantised.
 *
 * <p>The weights and the vocabulary are the ones that LangChain4j packages for in-process use; nothing else of that
 * package is used. The forward pass is our own and does what the file's graph says, the quantisation of activations
 * included; the tests compare it with ONNX Runtime's.
 */
@NullMarked
package dev.sprue.engine.embedding;

import org.jspecify.annotations.NullMarked;
