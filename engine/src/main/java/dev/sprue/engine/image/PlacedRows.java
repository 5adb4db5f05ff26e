package dev.sprue.engine.image;

import java.util.Arrays;

/** A picture that covers a part of a larger, white one: the first frame of an animation on its screen. */
final class PlacedRows implements PixelRows {
    private static final float WHITE = 255;

    private final PixelRows part;
    private final int width;
    private final int height;
    private final int left;
    private final int top;
    private final float[] partRow;

    PlacedRows(PixelRows part, int width, int height, int left, int top) {
        this.part = part;
        this.width = width;
        this.height = height;
        this.left = left;
        this.top = top;
        this.partRow = new float[3 * part.width()];
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public void row(int y, float[] rgb) {
        Arrays.fill(rgb, 0, 3 * width, WHITE);
        if (y < top || y >= top + part.height() || left >= width) {
            return;
        }
        part.row(y - top, partRow);
        System.arraycopy(partRow, 0, rgb, 3 * left, 3 * Math.min(part.width(), width - left));
    }
}
