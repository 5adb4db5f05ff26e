package dev.sprue.engine.tensor;

import java.util.List;
import java.util.function.IntConsumer;

/**
 * Kernels and a team: arithmetic on all cores, as far as it is large enough to be worth dividing. How it is divided never
 * changes a result. Thread-safe; several callers at once share the cores badly, but right.
 *
 * @param kernels the arithmetic
 * @param team who shares it
 */
public record Compute(Kernels kernels, Team team) {
    /** Multiplications below which work is not divided: a few microseconds' worth. */
    private static final long WORTH = 60_000;
    /** Pieces a thread gets of a product on average, so that one that is held up does not hold up all. */
    private static final int PIECES = 4;
    /** Rows are given out in multiples of this, which suits all formats and tiles. */
    private static final int ROWS = 8;

    /** A matrix and where its products go. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Product(Matrix matrix, float[] out) {}

    /** Multiplies matrices of equal row length by the same vectors, which lie one after the other in {@code x}. */
    public void multiply(float[] x, int vectors, List<Product> products) {
        long rows = 0;
        for (Product product : products) {
            rows += product.matrix().rows();
        }
        long work = rows * products.getFirst().matrix().columns() * vectors;
        if (work < WORTH || team.threads() == 1) {
            for (Product product : products) {
                Matrix matrix = product.matrix();
                matrix.multiply(kernels, 0, matrix.rows(), x, vectors, product.out());
            }
            return;
        }
        long share = rows / ((long) PIECES * team.threads());
        int size = (int) Math.max(ROWS, (share + ROWS - 1) / ROWS * ROWS);
        int pieces = 0;
        for (Product product : products) {
            pieces += pieces(product, size);
        }
        team.run(pieces, piece -> multiply(x, vectors, products, size, piece));
    }

    private static int pieces(Product product, int size) {
        return (product.matrix().rows() + size - 1) / size;
    }

    private void multiply(float[] x, int vectors, List<Product> products, int size, int piece) {
        int left = piece;
        for (Product product : products) {
            int here = pieces(product, size);
            if (left < here) {
                Matrix matrix = product.matrix();
                int from = left * size;
                matrix.multiply(kernels, from, Math.min(from + size, matrix.rows()), x, vectors, product.out());
                return;
            }
            left -= here;
        }
    }

    /**
     * Calls {@code task} with every number from 0 to {@code count - 1}, on several threads where that is worth it.
     *
     * @param costEach how much work a call is, in multiplications
     */
    public void each(int count, long costEach, IntConsumer task) {
        if (count == 1 || count * costEach < WORTH) {
            for (int i = 0; i < count; i++) {
                task.accept(i);
            }
        } else {
            team.run(count, task);
        }
    }
}
