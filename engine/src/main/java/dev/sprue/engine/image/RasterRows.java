package dev.sprue.engine.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * The samples of a decoded picture as they are stored. They are not taken through Java's colour management, which would
 * brighten grey pictures (it holds their samples for linear) and takes long; other tools show stored samples too.
 */
final class RasterRows implements PixelRows {
    private static final float WHITE = 255;

    private final Raster raster;
    private final ColorModel colours;
    private final int bands;
    private final float[] scales;
    private int[] samples = {};

    RasterRows(BufferedImage image) {
        this.raster = image.getRaster();
        this.colours = image.getColorModel();
        this.bands = raster.getNumBands();
        this.scales = new float[bands];
        for (int band = 0; band < bands; band++) {
            scales[band] = WHITE / ((1L << raster.getSampleModel().getSampleSize(band)) - 1);
        }
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
        samples = raster.getPixels(
                raster.getMinX(), raster.getMinY() + y, width(), 1, samples.length == 0 ? null : samples);
        if (colours instanceof IndexColorModel palette) {
            palette(palette, rgb);
        } else {
            direct(rgb);
        }
    }

    private void palette(IndexColorModel palette, float[] rgb) {
        for (int x = 0; x < width(); x++) {
            int argb = palette.getRGB(samples[x]);
            float share = (argb >>> 24) / WHITE;
            rgb[3 * x] = overWhite(argb >> 16 & 0xFF, share);
            rgb[3 * x + 1] = overWhite(argb >> 8 & 0xFF, share);
            rgb[3 * x + 2] = overWhite(argb & 0xFF, share);
        }
    }

    private void direct(float[] rgb) {
        boolean alpha = colours.hasAlpha();
        boolean grey = bands < 3;
        for (int x = 0; x < width(); x++) {
            int at = x * bands;
            float share = alpha ? samples[at + bands - 1] * scales[bands - 1] / WHITE : 1;
            for (int channel = 0; channel < 3; channel++) {
                int band = grey ? 0 : channel;
                rgb[3 * x + channel] = overWhite(samples[at + band] * scales[band], share);
            }
        }
    }

    static float overWhite(float value, float share) {
        return value * share + WHITE * (1 - share);
    }
}
