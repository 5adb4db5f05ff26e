package dev.sprue.engine.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureReaderTest {
    private static final int[] QUARTERS = {200, 30, 40, 40, 160, 60, 30, 60, 190, 230, 200, 50};
    private static final int LOSSY = 6;

    static final List<String> coloured = Pictures.COLOURED;
    static final List<String> transparent = Pictures.TRANSPARENT;
    static final List<String> grey = Pictures.GREY;

    @ParameterizedTest
    @FieldSource("coloured")
    void readsEveryKindOfColouredFile(String name) throws ImageException {
        assertClose(Pictures.seen(Pictures.file(name)), QUARTERS);
    }

    @ParameterizedTest
    @FieldSource("transparent")
    void showsTransparentPartsOverWhite(String name) throws ImageException {
        int[] expected = QUARTERS.clone();
        Arrays.fill(expected, 9, 12, 255);
        assertClose(Pictures.seen(Pictures.file(name)), expected);
    }

    /** The luma of the four colours as Pillow computed it: greys must come out as stored, not brightened. */
    @ParameterizedTest
    @FieldSource("grey")
    void readsGreysAsStored(String name) throws ImageException {
        assertClose(
                Pictures.seen(Pictures.file(name)), new int[] {82, 82, 82, 113, 113, 113, 66, 66, 66, 192, 192, 192});
    }

    /** What Pillow makes of the same file. */
    @Test
    void readsPrintColoursStoredAsLuminance() throws ImageException {
        assertClose(
                Pictures.seen(Pictures.file("print-luminance.jpg")),
                new int[] {178, 0, 229, 255, 177, 158, 138, 246, 255, 134, 0, 0});
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_4BYTE_ABGR,
                BufferedImage.TYPE_INT_ARGB
            })
    void readsInterlacedPngs(int type) throws ImageException {
        byte[] file = Pictures.written(Pictures.quarters(type, 48, 32), "png", true);
        assertThat(file[28]).as("interlaced").isEqualTo((byte) 1);
        assertClose(Pictures.seen(file), QUARTERS);
    }

    @Test
    void readsSixteenBitPngs() throws ImageException {
        byte[] file = Pictures.written(Pictures.quarters(BufferedImage.TYPE_USHORT_GRAY, 48, 32), "png", false);
        assertThat(file[24]).as("bits").isEqualTo((byte) 16);
        assertThat(Pictures.seen(file)[9]).isGreaterThan(100);
    }

    /** Pixels are skipped while large pictures are read; what is seen stays the same. */
    @ParameterizedTest
    @ValueSource(strings = {"png", "jpeg", "gif"})
    void readsLargePictures(String format) throws ImageException {
        byte[] file = Pictures.written(Pictures.quarters(BufferedImage.TYPE_INT_RGB, 4800, 3200), format, false);
        int[] seen = Pictures.seen(file);
        assertClose(seen, format.equals("gif") ? seen : QUARTERS);
        assertThat(seen[0]).isCloseTo(200, within(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"turned.jpg", "turned.webp"})
    void turnsPicturesAsTheirMetadataSay(String name) throws ImageException {
        // Orientation 6: what is stored is shown turned to the right, so that the blue quarter comes to the top left.
        int[] expected = {30, 60, 190, 200, 30, 40, 230, 200, 50, 40, 160, 60};
        assertClose(Pictures.seen(Pictures.file(name)), expected);
    }

    /** Which stored quarter is seen top left, top right, bottom left, bottom right, for each EXIF orientation. */
    @Test
    void knowsAllOrientations() throws ImageException {
        int[][] quarters = {
            {0, 1, 2, 3},
            {1, 0, 3, 2},
            {3, 2, 1, 0},
            {2, 3, 0, 1},
            {0, 2, 1, 3},
            {2, 0, 3, 1},
            {3, 1, 2, 0},
            {1, 3, 0, 2}
        };
        byte[] file = Pictures.file("turned.jpg");
        int at = orientationAt(file);
        for (int orientation = 1; orientation <= 8; orientation++) {
            file[at] = (byte) orientation;
            int[] expected = new int[12];
            for (int i = 0; i < 4; i++) {
                System.arraycopy(QUARTERS, 3 * quarters[orientation - 1][i], expected, 3 * i, 3);
            }
            assertClose(Pictures.seen(file), expected);
        }
    }

    private static int orientationAt(byte[] jpeg) {
        for (int i = 0; i < jpeg.length - 12; i++) {
            if (jpeg[i] == 0x01 && jpeg[i + 1] == 0x12 && jpeg[i + 3] == 3) {
                return i + 9;
            }
            if (jpeg[i] == 0x12 && jpeg[i + 1] == 0x01 && jpeg[i + 2] == 3) {
                return i + 8;
            }
        }
        throw new AssertionError("no orientation in the file");
    }

    @Test
    void keepsTheShapeOfPicturesThatAreNotSquare() throws ImageException {
        float[] square = PictureReader.read(Pictures.file("rgb.png"), 48);
        // 48 x 32 pixels become 48 x 32 of 48 x 48; above and below, the outermost rows go on.
        for (int y = 0; y <= 8; y++) {
            assertThat(square[3 * 48 * y]).isCloseTo(200 / 127.5f - 1, within(1e-5f));
        }
        assertThat(square[3 * 48 * 47]).isCloseTo(30 / 127.5f - 1, within(1e-5f));
    }

    @Test
    void readsAPictureOfOnePixel() throws ImageException {
        byte[] file = Pictures.written(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB), "png", false);
        assertThat(PictureReader.read(file, 8)).containsOnly(-1f).hasSize(192);
    }

    private static void assertClose(int[] seen, int[] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(seen[i]).as("value %d of %s", i, Arrays.toString(seen)).isCloseTo(expected[i], within(LOSSY));
        }
    }
}
