package dev.sprue.engine.image;

/**
 * Makes a picture of another size by area: a pixel of the result is the mean of what it covers. The larger side gets the
 * wanted length; a side that is then shorter is filled up on both ends with copies of the outermost pixels.
 */
final class Reduction {
    private static final float HALF = 127.5f;

    private final int size;
    private final int wide;
    private final int high;
    private final float[] sums;

    private Reduction(int size, int width, int height) {
        this.size = size;
        int longest = Math.max(width, height);
        this.wide = scaled(width, size, longest);
        this.high = scaled(height, size, longest);
        this.sums = new float[3 * wide * high];
    }

    private static int scaled(int side, int size, int longest) {
        return Math.max(1, (int) ((2L * side * size + longest) / (2L * longest)));
    }

    /**
     * Reduces a picture and turns it upright.
     *
     * @param orientation 1 to 8, as EXIF counts
     * @return {@code size * size} pixels of three values from -1 (dark) to 1
     */
    static float[] of(PixelRows picture, int orientation, int size) {
        Reduction reduction = new Reduction(size, picture.width(), picture.height());
        reduction.add(picture);
        return reduction.square(orientation);
    }

    private void add(PixelRows picture) {
        float[] row = new float[3 * picture.width()];
        float[] narrow = new float[3 * wide];
        double scale = (double) picture.height() / high;
        for (int y = 0; y < picture.height(); y++) {
            picture.row(y, row);
            narrow(row, picture.width(), narrow);
            int last = Math.min(high - 1, (int) ((y + 1) / scale));
            for (int out = (int) (y / scale); out <= last; out++) {
                float share = (float) (overlap(y, out, scale) / scale);
                for (int i = 0; i < narrow.length; i++) {
                    sums[out * narrow.length + i] += share * narrow[i];
                }
            }
        }
    }

    private void narrow(float[] row, int width, float[] narrow) {
        double scale = (double) width / wide;
        for (int out = 0; out < wide; out++) {
            float red = 0;
            float green = 0;
            float blue = 0;
            int last = Math.min(width - 1, (int) ((out + 1) * scale));
            for (int x = (int) (out * scale); x <= last; x++) {
                float share = (float) (overlap(x, out, scale) / scale);
                red += share * row[3 * x];
                green += share * row[3 * x + 1];
                blue += share * row[3 * x + 2];
            }
            narrow[3 * out] = red;
            narrow[3 * out + 1] = green;
            narrow[3 * out + 2] = blue;
        }
    }

    /** How much of the source pixel {@code from} lies in the result's pixel {@code to}. */
    private static double overlap(int from, int to, double scale) {
        return Math.max(0, Math.min(from + 1, (to + 1) * scale) - Math.max(from, to * scale));
    }

    private float[] square(int orientation) {
        boolean lying = orientation > 4;
        int shownWide = lying ? high : wide;
        int shownHigh = lying ? wide : high;
        int left = (size - shownWide) / 2;
        int top = (size - shownHigh) / 2;
        float[] square = new float[3 * size * size];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int at = 3 * stored(clamp(x - left, shownWide), clamp(y - top, shownHigh), orientation);
                for (int channel = 0; channel < 3; channel++) {
                    square[3 * (y * size + x) + channel] = sums[at + channel] / HALF - 1;
                }
            }
        }
        return square;
    }

    private static int clamp(int at, int length) {
        return Math.clamp(at, 0, length - 1);
    }

    /** Where a pixel of the upright picture is stored. */
    private int stored(int x, int y, int orientation) {
        int right = wide - 1;
        int bottom = high - 1;
        return switch (orientation) {
            case 2 -> y * wide + right - x;
            case 3 -> (bottom - y) * wide + right - x;
            case 4 -> (bottom - y) * wide + x;
            case 5 -> x * wide + y;
            case 6 -> (bottom - x) * wide + y;
            case 7 -> (bottom - x) * wide + right - y;
            case 8 -> x * wide + right - y;
            default -> y * wide + x;
        };
    }
}
