package dev.sprue.engine.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * Picture files for tests. Those in the resources were written by Pillow: 48 x 32 pixels in four quarters, red and green
 * above, blue and yellow below; where the name says alpha, the yellow quarter is transparent.
 */
public final class Pictures {
    /** Every file in the resources that shows the four quarters in colour and upright. */
    static final List<String> COLOURED = List.of(
            "rgb.png",
            "palette.png",
            "rgb.jpg",
            "progressive.jpg",
            "cmyk.jpg",
            "lossy.webp",
            "lossless.webp",
            "animated.webp",
            "still.gif",
            "interlaced.gif",
            "animated.gif");
    /** Those whose last quarter is transparent. */
    static final List<String> TRANSPARENT = List.of(
            "alpha.png",
            "palette-alpha.png",
            "trns.png",
            "alpha.gif",
            "lossy-alpha.webp",
            "lossless-alpha.webp",
            "animated-alpha.webp");
    /** Those without colours. */
    static final List<String> GREY = List.of("grey.png", "grey-alpha.png", "grey16.png", "grey.jpg");

    private Pictures() {}

    static byte[] file(String name) {
        try (InputStream in = Objects.requireNonNull(Pictures.class.getResourceAsStream("/images/" + name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The four quarters as Java draws them. */
    static BufferedImage quarters(int type, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D g = image.createGraphics();
        int[][] colours = {{200, 30, 40}, {40, 160, 60}, {30, 60, 190}, {230, 200, 50}};
        for (int i = 0; i < 4; i++) {
            g.setColor(new Color(colours[i][0], colours[i][1], colours[i][2]));
            g.fillRect(i % 2 * width / 2, i / 2 * height / 2, width / 2, height / 2);
        }
        g.dispose();
        return image;
    }

    /** Writes a file with the JDK's writer of that format. */
    public static byte[] written(BufferedImage image, String format, boolean progressive) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam param = writer.getDefaultWriteParam();
            if (progressive) {
                param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            }
            writer.write(null, new IIOImage(image, null, null), param);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** The colour in the middle of each quarter of what a model sees: twelve numbers from 0 to 255. */
    static int[] seen(byte[] file) throws ImageException {
        int size = 16;
        float[] square = PictureReader.read(file, size);
        int[] colours = new int[12];
        int at = 0;
        for (int y : new int[] {5, 10}) {
            for (int x : new int[] {4, 11}) {
                for (int channel = 0; channel < 3; channel++) {
                    colours[at++] = Math.round((square[3 * (y * size + x) + channel] + 1) * 127.5f);
                }
            }
        }
        return colours;
    }

    /** Gives every chunk of a PNG the checksum that its bytes have. */
    static byte[] withChecksums(byte[] png) {
        ByteBuffer bytes = ByteBuffer.wrap(png.clone());
        int at = 8;
        while (at + 12 <= png.length) {
            int length = bytes.getInt(at);
            if (length < 0 || length > png.length - at - 12) {
                break;
            }
            CRC32 sum = new CRC32();
            sum.update(bytes.array(), at + 4, length + 4);
            bytes.putInt(at + 8 + length, (int) sum.getValue());
            at += 12 + length;
        }
        return bytes.array();
    }
}
