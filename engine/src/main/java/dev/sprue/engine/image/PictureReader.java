package dev.sprue.engine.image;

/**
 * Makes of a picture file the square of pixels that a model looks at. What a file says of its size is checked before
 * anything is decoded; damaged and cut-off files are refused, not guessed at. Transparent parts are shown over white;
 * animations by their first frame; colour profiles are ignored.
 */
public final class PictureReader {

    private PictureReader() {}

    /**
     * Reads a PNG, JPEG, GIF or WebP file.
     *
     * @param size the square's side in pixels
     * @return {@code size * size} pixels, row by row, of red, green and blue from -1 (dark) to 1. A picture that is not
     *     square is shown whole: its shorter side is filled up with copies of its outermost pixels.
     * @throws ImageException where it is none of these, damaged, or too large
     */
    public static float[] read(byte[] file, int size) throws ImageException {
        ImageFormat format = ImageFormat.of(file);
        Bytes bytes = new Bytes(file, format);
        return switch (format) {
            case PNG -> {
                PngHead png = PngHead.read(bytes);
                ImageHead head = checked(png.head());
                yield Reduction.of(Decoder.decode(head, png.picture()), head.orientation(), size);
            }
            case JPEG -> {
                JpegHead jpeg = JpegHead.read(bytes);
                ImageHead head = checked(jpeg.head());
                PixelRows rows =
                        jpeg.components() == 4 ? Decoder.decodePrint(jpeg) : Decoder.decode(head, jpeg.picture());
                yield Reduction.of(rows, head.orientation(), size);
            }
            case GIF -> gif(GifHead.read(bytes), file, size);
            case WEBP -> webp(WebpHead.read(bytes), size);
        };
    }

    private static float[] gif(GifHead gif, byte[] file, int size) throws ImageException {
        ImageHead head = checked(gif.head());
        PixelRows frame = Decoder.decode(head, file);
        int step = Math.max(1, Math.ceilDiv(gif.frameWidth(), frame.width()));
        PixelRows screen = new PlacedRows(
                frame,
                Math.max(frame.width(), head.width() / step),
                Math.max(frame.height(), head.height() / step),
                gif.left() / step,
                gif.top() / step);
        return Reduction.of(screen, head.orientation(), size);
    }

    private static float[] webp(WebpHead webp, int size) throws ImageException {
        ImageHead head = checked(webp.head());
        PixelRows rows = Decoder.decode(head, webp.still());
        PixelRows canvas = new PlacedRows(rows, head.width(), head.height(), webp.left(), webp.top());
        return Reduction.of(canvas, head.orientation(), size);
    }

    private static ImageHead checked(ImageHead head) throws ImageException {
        head.check();
        return head;
    }
}
