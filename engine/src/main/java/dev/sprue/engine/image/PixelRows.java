package dev.sprue.engine.image;

/** A decoded picture, row by row, as red, green and blue from 0 to 255 over white. */
interface PixelRows {

    int width();

    int height();

    /** Writes row {@code y} as {@code 3 * width()} floats. */
    void row(int y, float[] rgb);
}
