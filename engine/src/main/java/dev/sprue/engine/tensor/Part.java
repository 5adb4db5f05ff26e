package dev.sprue.engine.tensor;

/**
 * A piece of a product of a matrix and several vectors: some of its rows, and all of the vectors.
 *
 * @param rows the rows of the whole matrix; {@code out} has so many floats for each vector
 * @param columns the length of a row; {@code x} has so many floats for each vector
 * @param from the first row to multiply
 * @param to the row after the last one
 * @param vectors how many vectors lie in {@code x}, one after the other; at least 1
 */
public record Part(int rows, int columns, int from, int to, int vectors) {

    /** The product of a whole matrix and one vector. */
    public static Part whole(int rows, int columns) {
        return new Part(rows, columns, 0, rows, 1);
    }
}
