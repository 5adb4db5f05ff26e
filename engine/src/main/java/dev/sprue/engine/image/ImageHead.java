package dev.sprue.engine.image;

/**
 * What a file says of its picture before anything is decoded.
 *
 * @param format the kind of file
 * @param width pixels from left to right as stored, at least 1
 * @param height pixels from top to bottom as stored, at least 1
 * @param orientation how the stored picture is to be turned, 1 to 8 as EXIF counts; 1 is as stored
 * @param work how many pixels decoding goes through, where a picture is stored in several passes
 */
record ImageHead(ImageFormat format, int width, int height, int orientation, long work) {
    /** The most pixels of a picture: {@value}. */
    static final int MAX_PIXELS = 40_000_000;
    /** The most pixels of a WebP picture, whose decoder holds all of it in memory: {@value}. */
    static final int MAX_WEBP_PIXELS = 4_194_304;
    /** The longest side of a picture in pixels: {@value}. */
    static final int MAX_SIDE = 16_384;

    private static final long MAX_WORK = 500_000_000;

    /** Refuses pictures that would take too much memory or time. */
    void check() throws ImageException {
        if (width < 1 || height < 1) {
            throw format.damaged("its picture has no pixels");
        }
        int most = format == ImageFormat.WEBP ? MAX_WEBP_PIXELS : MAX_PIXELS;
        if (width > MAX_SIDE || height > MAX_SIDE || (long) width * height > most) {
            throw new ImageException("it has " + width + " x " + height + " pixels; a " + format.words()
                    + " picture may have " + most + " in all and " + MAX_SIDE + " on a side");
        }
        if (work > MAX_WORK) {
            throw new ImageException("it is stored in too many passes for its size");
        }
    }
}
