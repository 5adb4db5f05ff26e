package dev.sprue.engine.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.engine.Shipped;
import dev.sprue.engine.chat.ChatMessage;
import dev.sprue.engine.chat.ChatModel;
import dev.sprue.engine.chat.Generation;
import dev.sprue.engine.chat.GenerationParameters;
import dev.sprue.engine.chat.Role;
import dev.sprue.engine.sampling.SamplingParameters;
import dev.sprue.engine.tensor.VectorKernels;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Damaged files: only {@link GgufException} or success may come out, within a second of a processor and with little
 * memory. What loads computes a token: damaged weights are not noticed, but must not do worse than talk nonsense.
 */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GgufFuzzTest {
    private static final int ROUNDS = Boolean.getBoolean("sprue.test.full") ? 2_000 : 100;

    private static final VectorKernels KERNELS = new VectorKernels();

    private final Effort effort = new Effort();

    /** Sizes and types that lie: a file of the right form, whose numbers promise more than there is. */
    @Test
    void theShippedModelWithNumbersThatLie() {
        byte[] whole = Shipped.bytes();
        Random random = new Random(3);
        long[] lies = {-1, Long.MAX_VALUE, Integer.MAX_VALUE, 1L << 40, 0, 1L << 31, 0xFFFFFFFFL};
        for (int i = 0; i < ROUNDS; i++) {
            byte[] damaged = whole.clone();
            int at = random.nextInt(i % 3 == 0 ? 64 : 80_000);
            int width = random.nextBoolean() ? 8 : 4;
            long lie = lies[random.nextInt(lies.length)];
            for (int b = 0; b < width; b++) {
                damaged[at + b] = (byte) (lie >>> 8 * b);
            }
            refused(damaged, this::load);
        }
    }

    @Test
    void everyTruncationOfASmallFile() {
        byte[] whole = GgufBuilder.everything().build();
        int refused = 0;
        for (int length = 0; length < whole.length; length++) {
            refused += refused(Arrays.copyOf(whole, length), this::read) ? 1 : 0;
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
                refused += refused(damaged, this::read) ? 1 : 0;
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
            assertThat(refused(damaged, this::load)).isTrue();
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
            refused(damaged, this::load);
        }
    }

    private void read(byte[] bytes) {
        effort.of(() -> GgufReader.read(bytes));
    }

    /** Loads it and computes a token with it; only the loading is to be quick. */
    private void load(byte[] bytes) {
        ChatModel model = effort.of(() -> ChatModel.load(bytes, KERNELS));
        int[] prompt = model.prompt(List.of(new ChatMessage(Role.USER, "Hi")));
        GenerationParameters one = new GenerationParameters(SamplingParameters.GREEDY, 1, List.of(), 1, false, 0);
        if (prompt.length < model.contextLength()) {
            try (Generation generation = model.generate(prompt, one)) {
                while (!generation.isDone()) {
                    generation.step();
                }
            }
        }
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
