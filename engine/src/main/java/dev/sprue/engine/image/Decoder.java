package dev.sprue.engine.image;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes files whose head was checked: with the readers of the JDK, WebP with TwelveMonkeys'. Of large pictures only
 * every n-th pixel of every n-th row is kept while reading, so that memory stays small.
 */
final class Decoder {
    /** Pictures up to this long are kept whole; larger ones keep at least as many pixels on their longer side. */
    private static final int KEPT_SIDE = 1024;

    private static final long MAX_NS = TimeUnit.SECONDS.toNanos(10);

    private Decoder() {}

    /** Decodes the first picture of a file. */
    static PixelRows decode(ImageHead head, byte[] file) throws ImageException {
        return run(head, file, (reader, param) -> new RasterRows(reader.read(0, param)));
    }

    /** Decodes a JPEG file in print colours. */
    static PixelRows decodePrint(JpegHead jpeg) throws ImageException {
        return run(
                jpeg.head(),
                jpeg.picture(),
                (reader, param) -> new PrintRows(reader.readRaster(0, param), jpeg.transform()));
    }

    /** What is done with a reader that has its input. */
    private interface Step {
        PixelRows run(ImageReader reader, ImageReadParam param) throws IOException;
    }

    private static PixelRows run(ImageHead head, byte[] file, Step step) throws ImageException {
        ImageFormat format = head.format();
        ImageReader reader = reader(format);
        DecodingWatch watch = new DecodingWatch(reader, System.nanoTime() + MAX_NS);
        reader.addIIOReadProgressListener(watch);
        reader.addIIOReadWarningListener(watch);
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            // A PNG's transparent colour and a GIF's count as metadata here.
            reader.setInput(in, true, format == ImageFormat.JPEG || format == ImageFormat.WEBP);
            PixelRows rows = step.run(reader, param(reader, head));
            watch.check(format);
            return rows;
        } catch (IIOException e) {
            throw format.damaged("its compressed data cannot be read");
        } catch (IOException e) {
            throw format.truncated();
        } catch (RuntimeException e) {
            // Readers meet damaged data with exceptions of all kinds: wrong indices, bad arguments, empty stacks.
            throw format.damaged("its compressed data cannot be read");
        } finally {
            reader.dispose();
        }
    }

    private static ImageReader reader(ImageFormat format) {
        return format == ImageFormat.WEBP
                ? new WebPImageReaderSpi().createReaderInstance(null)
                : ImageIO.getImageReadersByFormatName(format.words()).next();
    }

    private static ImageReadParam param(ImageReader reader, ImageHead head) {
        ImageReadParam param = reader.getDefaultReadParam();
        int step = Math.max(head.width(), head.height()) / KEPT_SIDE;
        if (step > 1 && head.format() != ImageFormat.WEBP) {
            int from = (step - 1) / 2;
            param.setSourceSubsampling(step, step, Math.min(from, head.width() - 1), Math.min(from, head.height() - 1));
        }
        return param;
    }
}
