package dev.sprue.engine.grammar;

import java.util.Arrays;

/** Rows of integers of one width, appended one by one and then grouped by their first column. */
final class IntTable {
    private final int width;
    private final int maxRows;
    private int[] cells = new int[64];
    private int rows;

    IntTable(int width, int maxRows) {
        this.width = width;
        this.maxRows = maxRows;
    }

    void add(int... row) {
        if (rows == maxRows) {
            throw new GrammarTooLargeException("more than " + maxRows + " edges");
        }
        if ((rows + 1) * width > cells.length) {
            cells = Arrays.copyOf(cells, cells.length * 2);
        }
        System.arraycopy(row, 0, cells, rows++ * width, width);
    }

    int rows() {
        return rows;
    }

    int get(int row, int column) {
        return cells[row * width + column];
    }

    /** Returns, for each key of the first column, its rows without that column, one after the other. */
    int[][] grouped(int keys) {
        int[] lengths = new int[keys];
        for (int row = 0; row < rows; row++) {
            lengths[get(row, 0)] += width - 1;
        }
        int[][] groups = new int[keys][];
        for (int key = 0; key < keys; key++) {
            groups[key] = lengths[key] == 0 ? NONE : new int[lengths[key]];
            lengths[key] = 0;
        }
        for (int row = 0; row < rows; row++) {
            int key = get(row, 0);
            System.arraycopy(cells, row * width + 1, groups[key], lengths[key], width - 1);
            lengths[key] += width - 1;
        }
        return groups;
    }

    private static final int[] NONE = new int[0];
}
