package dev.sprue.engine.image;

import java.awt.image.Raster;

/**
 * The samples of a JPEG in print colours (CMYK), which Java's reader does not turn into RGB. Plain multiplication with
 * black, as programs without colour profiles do. Adobe's files hold the complements.
 */
final class PrintRows implements PixelRows {
    private static final int BANDS = 4;
    private static final int FULL = 255;

    private final Raster raster;
    private final boolean complements;
    private final boolean luminance;
    private int[] samples = {};

    /**
     * Takes four samples a pixel.
     *
     * @param transform see {@link JpegHead#transform()}
     */
    PrintRows(Raster raster, int transform) {
        this.raster = raster;
        this.complements = transform >= 0;
        this.luminance = transform == 2;
    }

    @Override
    public int width() {
        return raster.getWidth();
    }

    @Override
    public int height() {
        return raster.getHeight();
    }

    @Override
    public void row(int y, float[] rgb) {
        samples = raster.getPixels(0, y, width(), 1, samples.length == 0 ? null : samples);
        for (int x = 0; x < width(); x++) {
            int at = x * BANDS;
            if (luminance) {
                fromLuminance(at);
            }
            int black = light(samples[at + 3]);
            for (int channel = 0; channel < 3; channel++) {
                rgb[3 * x + channel] = light(samples[at + channel]) * black / (float) FULL;
            }
        }
    }

    /** How much light an ink lets through. */
    private int light(int sample) {
        return complements ? sample : FULL - sample;
    }

    /** YCCK to CMYK: the first three are YCbCr of the (here complemented) inks; JFIF's formulas (T.871, section 7). */
    private void fromLuminance(int at) {
        float luma = samples[at];
        float blue = samples[at + 1] - 128f;
        float red = samples[at + 2] - 128f;
        samples[at] = FULL - clamp(luma + 1.402f * red);
        samples[at + 1] = FULL - clamp(luma - 0.344136f * blue - 0.714136f * red);
        samples[at + 2] = FULL - clamp(luma + 1.772f * blue);
    }

    private static int clamp(float value) {
        return Math.clamp(Math.round(value), 0, FULL);
    }
}
