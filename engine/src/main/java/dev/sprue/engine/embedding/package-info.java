/**
 * Text embeddings with all-MiniLM-L6-v2 (Apache-2.0), quantised, on ONNX Runtime.
 *
 * <p>The weights and the vocabulary are the ones that LangChain4j packages for in-process use. They are run directly, not
 * through LangChain4j's encoder, which cuts long texts in pieces and averages them unasked, and whose tokenizer is one
 * more native library; the vectors agree, as a test shows.
 */
@NullMarked
package dev.sprue.engine.embedding;

import org.jspecify.annotations.NullMarked;
