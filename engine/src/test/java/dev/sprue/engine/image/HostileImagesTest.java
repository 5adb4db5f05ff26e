package dev.sprue.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files made to be read badly: each is refused with a reason, or read; never anything else, and soon. */
class HostileImagesTest {
    private static final int TRIES = Boolean.getBoolean("sprue.test.full") ? 5_000 : 400;
    private static final Duration SOON = Duration.ofSeconds(60);

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "webp"})
    void survivesCorruptedFiles(String ending) {
        List<byte[]> files = Stream.of(
                        Pictures.COLOURED.stream(), Pictures.TRANSPARENT.stream(), Pictures.GREY.stream())
                .flatMap(names -> names)
                .filter(name -> name.endsWith("." + ending))
                .map(Pictures::file)
                .toList();
        Random random = new Random(ending.hashCode());
        int[] refused = {0};
        Assertions.assertTimeoutPreemptively(SOON.multipliedBy(TRIES / 400), () -> {
            for (int i = 0; i < TRIES; i++) {
                byte[] file = corrupted(files.get(random.nextInt(files.size())), random);
                refused[0] += refused(ending.equals("png") && i % 2 == 0 ? Pictures.withChecksums(file) : file);
            }
        });
        assertThat(refused[0]).as("refused").isBetween(TRIES / 10, TRIES);
    }

    private static int refused(byte[] file) {
        try {
            float[] square = PictureReader.read(file, 32);
            for (float value : square) {
                assertThat(value).isBetween(-1.001f, 1.001f);
            }
            return 0;
        } catch (ImageException e) {
            assertThat(e.reason()).matches("[a-z].{8,400}[^.]").doesNotContain("null");
            return 1;
        }
    }

    private static byte[] corrupted(byte[] file, Random random) {
        byte[] bytes = file.clone();
        switch (random.nextInt(5)) {
            case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> {
                int from = random.nextInt(bytes.length);
                byte[] noise = new byte[Math.min(bytes.length - from, 1 + random.nextInt(16))];
                random.nextBytes(noise);
                System.arraycopy(noise, 0, bytes, from, noise.length);
            }
            case 2 -> {
                int from = random.nextInt(bytes.length);
                int to = random.nextInt(bytes.length);
                int length = Math.min(random.nextInt(64), bytes.length - Math.max(from, to));
                System.arraycopy(bytes, from, bytes, to, length);
            }
            default -> {
                for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
        }
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"rgb.png", "rgb.jpg", "progressive.jpg", "still.gif", "lossy.webp", "lossless-alpha.webp"})
    void refusesFilesThatAreCutOff(String name) {
        byte[] file = Pictures.file(name);
        for (int length = 12; length < file.length - 1; length += 7) {
            byte[] part = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> PictureReader.read(part, 32))
                    .as("%d of %d bytes", length, file.length)
                    .isInstanceOf(ImageException.class);
        }
    }

    @Test
    void refusesWhatIsNoPicture() {
        assertReason(new byte[0], "it is empty");
        assertReason("<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8), "not a PNG, JPEG");
        assertReason("BM".getBytes(StandardCharsets.US_ASCII), "not a PNG, JPEG");
    }

    @Test
    void refusesBrokenChecksums() {
        byte[] file = Pictures.file("rgb.png");
        file[file.length - 20] ^= 1;
        assertReason(file, "checksum");
    }

    @Test
    void refusesHugePicturesBeforeDecodingThem() {
        byte[] png = Pictures.file("rgb.png");
        ByteBuffer.wrap(png).putInt(16, 60_000).putInt(20, 60_000);
        assertReason(Pictures.withChecksums(png), "60000 x 60000 pixels");
        byte[] gif = Pictures.file("still.gif");
        ByteBuffer.wrap(gif)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(6, (short) 65_535)
                .putShort(8, (short) 65_535);
        assertReason(gif, "65535 x 65535 pixels");
        byte[] jpeg = Pictures.file("rgb.jpg");
        for (int i = 0; i < jpeg.length; i++) {
            if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) 0xC0) {
                ByteBuffer.wrap(jpeg).putShort(i + 5, (short) 60_000).putShort(i + 7, (short) 60_000);
                break;
            }
        }
        assertReason(jpeg, "60000 x 60000 pixels");
        byte[] webp = Pictures.file("lossless.webp");
        ByteBuffer.wrap(webp).order(ByteOrder.LITTLE_ENDIAN).putInt(21, 16_383 | 16_383 << 14);
        assertReason(webp, "16384 x 16384 pixels");
    }

    /** A small JPEG that goes through its pixels again and again. */
    @Test
    void refusesEndlessScans() {
        byte[] file = Pictures.written(new BufferedImage(4000, 4000, BufferedImage.TYPE_BYTE_GRAY), "jpeg", true);
        int scan = lastScan(file);
        byte[] one = Arrays.copyOfRange(file, scan, file.length - 2);
        ByteBuffer many = ByteBuffer.allocate(file.length + 40 * one.length);
        many.put(file, 0, file.length - 2);
        for (int i = 0; i < 40; i++) {
            many.put(one);
        }
        many.put((byte) 0xFF).put((byte) 0xD9);
        assertReason(many.array(), "too many passes");
    }

    private static int lastScan(byte[] jpeg) {
        for (int i = jpeg.length - 2; i > 0; i--) {
            if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) 0xDA) {
                return i;
            }
        }
        throw new AssertionError("no scan");
    }

    private static void assertReason(byte[] file, String part) {
        assertThatThrownBy(() -> PictureReader.read(file, 32))
                .isInstanceOfSatisfying(
                        ImageException.class, e -> assertThat(e.reason()).contains(part));
    }
}
