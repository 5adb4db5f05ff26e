package dev.sprue.engine.gguf;

import java.util.List;

/**
 * Where a tensor lies in its file, and its shape.
 *
 * @param name such as {@code blk.0.attn_q.weight}
 * @param dimensions sizes, the fastest-running one first (a row's length, then the number of rows)
 * @param type number format
 * @param offset absolute byte position of the first block
 * @param byteSize bytes taken
 */
public record TensorInfo(String name, List<Integer> dimensions, TensorType type, long offset, int byteSize) {}
