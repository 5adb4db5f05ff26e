package dev.sprue.engine.llama;

/**
 * What a pass is to read of one sequence.
 *
 * @param cache what was read before; there is room for {@code count} more positions
 * @param tokens the sequence's tokens, of which those from {@code cache.length()} on are read
 * @param count how many, at least 1
 * @param wanted of how many of these tokens, the last ones, it is wanted what comes after them; 0 to {@code count}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Feed(KvCache cache, int[] tokens, int count, int wanted) {}
