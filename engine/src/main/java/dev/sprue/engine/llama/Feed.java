package dev.sprue.engine.llama;

/**
 * What a pass is to read of one sequence.
 *
 * @param cache what was read before; there is room for {@code count} more positions
 * @param tokens the sequence's tokens, of which those from {@code cache.length()} on are read
 * @param count how many, at least 1
 * @param logits whether what comes after the last one is wanted
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Feed(KvCache cache, int[] tokens, int count, boolean logits) {}
