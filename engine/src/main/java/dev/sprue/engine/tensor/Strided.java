package dev.sprue.engine.tensor;

/**
 * Rows of floats at equal distances in an array, such as one head's keys.
 *
 * @param floats the array they are part of
 * @param at where the first row begins
 * @param stride from the beginning of a row to that of the next one
 * @param count how many rows
 * @param columns the length of a row
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and copying weights would be waste
public record Strided(float[] floats, int at, int stride, int count, int columns) {}
