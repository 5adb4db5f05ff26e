package dev.sprue.engine.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.engine.Shipped;
import dev.sprue.engine.chat.ChatModel;
import dev.sprue.engine.tensor.ScalarKernels;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Damaged files: only {@link GgufException} or success may come out, and soon. */
class GgufFuzzTest {
    private static final int ROUNDS = Boolean.getBoolean("sprue.test.full") ? 2_000 : 150;

    @Test
    void everyTruncationOfASmallFile() {
        byte[] whole = GgufBuilder.everything().build();
        int refused = 0;
        for (int length = 0; length < whole.length; length++) {
            refused += refused(Arrays.copyOf(whole, length), GgufReader::read) ? 1 : 0;
        }
        // All but those that lose only the padding after the last tensor.
        assertThat(refused).isBetween(whole.length - 32, whole.length);
    }

    @Test
    void everyByteOfASmallFileChanged() {
        byte[] whole = GgufBuilder.everything().build();
        int refused = 0;
        for (int at = 0; at < whole.length; at++) {
            for (int mask : new int[] {0x01, 0x80, 0xFF}) {
                byte[] damaged = whole.clone();
                damaged[at] ^= (byte) mask;
                refused += refused(damaged, GgufReader::read) ? 1 : 0;
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void theShippedModelTruncated() {
        byte[] whole = Shipped.bytes();
        Random random = new Random(1);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] damaged = Arrays.copyOf(whole, random.nextInt(i % 2 == 0 ? whole.length : 80_000));
            assertThat(refused(damaged, GgufFuzzTest::load)).isTrue();
        }
    }

    @Test
    void theShippedModelWithBytesChanged() {
        byte[] whole = Shipped.bytes();
        Random random = new Random(2);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] damaged = whole.clone();
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                // Mostly in the part that has structure.
                int at = random.nextInt(i % 4 == 0 ? whole.length : 80_000);
                damaged[at] = (byte) random.nextInt(256);
            }
            refused(damaged, GgufFuzzTest::load);
        }
    }

    private static void load(byte[] bytes) {
        ChatModel.load(bytes, new ScalarKernels());
    }

    /** Anything but a GgufException is thrown on and fails the test. */
    private static boolean refused(byte[] bytes, Consumer<byte[]> reader) {
        try {
            reader.accept(bytes);
            return false;
        } catch (GgufException e) {
            assertThat(e).hasMessageStartingWith("GGUF");
            return true;
        }
    }
}
