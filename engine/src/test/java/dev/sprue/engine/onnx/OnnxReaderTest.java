package dev.sprue.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprue.engine.onnx.OnnxTensor.ElementType;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OnnxReaderTest {
    private static final int TRIES = Boolean.getBoolean("sprue.test.full") ? 100_000 : 5_000;

    @Test
    void readsTensorsInEveryFormThatTheyAreStored() {
        OnnxModel model = OnnxReader.read(small());
        assertThat(model.tensor("raw").shaped(2).floats()).containsExactly(1, -2);
        assertThat(model.tensor("packed").shaped(1, 2).floats()).containsExactly(0.5f, 3);
        assertThat(model.tensor("single").shaped().floats()).containsExactly(4);
        assertThat(model.tensor("bytes").shaped(3).bytes(ElementType.UINT8)).containsExactly(0, 127, (byte) 255);
        assertThat(model.tensor("signed").shaped(2).bytes(ElementType.INT8)).containsExactly(-1, 2);
        assertThat(model.tensor("longs").type()).isEqualTo(ElementType.INT64);
    }

    @Test
    void readsTheGraph() {
        OnnxModel model = OnnxReader.read(small());
        OnnxNode add = new OnnxNode("Add", List.of("raw", "y"), List.of("z"));
        assertThat(model.nodes()).containsExactly(new OnnxNode("Mul", List.of("x", ""), List.of("y")), add);
        assertThat(model.maker("z")).contains(add);
        assertThat(model.maker("raw")).isEmpty();
    }

    @Test
    void saysWhatIsMissingOrDifferent() {
        OnnxModel model = OnnxReader.read(small());
        assertThatThrownBy(() -> model.tensor("other")).hasMessage("there is no tensor other");
        assertThatThrownBy(() -> model.tensor("raw").shaped(3)).hasMessageContaining("[2], expected [3]");
        assertThatThrownBy(() -> model.tensor("bytes").floats()).hasMessageContaining("UINT8, expected FLOAT");
    }

    @Test
    void refusesWhatItCannotRead() {
        refuses(tensor -> tensor.text(8, "t").number(2, 10), "elements of type 10");
        refuses(tensor -> tensor.text(8, "t").number(2, 1).number(1, 2).bytes(9, new byte[4]), "4 bytes of data");
        refuses(tensor -> tensor.text(8, "t").number(2, 1).number(14, 1), "lies in another file");
        refuses(tensor -> tensor.number(1, -1), "dimension is -1");
        refuses(tensor -> tensor.number(1, 1L << 40), "dimension is 1099511627776");
        refuses(tensor -> tensor.text(8, "t").number(2, 3).number(1, 1L << 30).number(1, 1L << 30), "bytes of data");
        refuses(tensor -> tensor.number(8, 1), "wire type 0 instead of 2");
        assertThatThrownBy(() -> OnnxReader.read(new byte[0])).hasMessageContaining("holds no tensors");
        assertThatThrownBy(() -> OnnxReader.read(new byte[] {0x3A, 0x7F})).hasMessageContaining("longer than the 0");
    }

    /** Whatever the bytes: a model or an exception that says what is wrong, at once and within little memory. */
    @Test
    @Timeout(60)
    void survivesDamage() {
        Random random = new Random(3);
        byte[] good = small();
        int refused = 0;
        for (int i = 0; i < TRIES; i++) {
            byte[] bad = good.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            byte[] file = random.nextBoolean() ? bad : java.util.Arrays.copyOf(bad, random.nextInt(bad.length));
            try {
                OnnxReader.read(file);
            } catch (OnnxException e) {
                assertThat(e).hasMessageMatching("(?s).+");
                refused++;
            }
        }
        assertThat(refused).isBetween(TRIES / 4, TRIES);
    }

    private static void refuses(Consumer<OnnxBuilder> tensor, String why) {
        byte[] file =
                new OnnxBuilder().message(7, graph -> graph.message(5, tensor)).build();
        assertThatThrownBy(() -> OnnxReader.read(file))
                .isInstanceOf(OnnxException.class)
                .hasMessageContaining(why);
    }

    private static byte[] small() {
        return new OnnxBuilder()
                .number(1, 6)
                .text(2, "a producer")
                .message(7, graph -> graph.message(1, node -> node.text(1, "x")
                                .text(1, "")
                                .text(2, "y")
                                .text(3, "a name")
                                .text(4, "Mul"))
                        .message(1, node -> node.text(1, "raw")
                                .text(1, "y")
                                .text(2, "z")
                                .text(4, "Add"))
                        .message(5, tensor -> tensor.number(1, 2)
                                .number(2, 1)
                                .text(8, "raw")
                                .bytes(
                                        9,
                                        (byte) 0,
                                        (byte) 0,
                                        (byte) 0x80,
                                        (byte) 0x3F,
                                        (byte) 0,
                                        (byte) 0,
                                        (byte) 0,
                                        (byte) 0xC0))
                        .message(5, tensor -> tensor.bytes(1, (byte) 1, (byte) 2)
                                .number(2, 1)
                                .text(8, "packed")
                                .bytes(
                                        4,
                                        (byte) 0,
                                        (byte) 0,
                                        (byte) 0,
                                        (byte) 0x3F,
                                        (byte) 0,
                                        (byte) 0,
                                        (byte) 0x40,
                                        (byte) 0x40))
                        .message(
                                5,
                                tensor -> tensor.number(2, 1).text(8, "single").fixed32(4, Float.floatToIntBits(4)))
                        .message(5, tensor -> tensor.number(1, 3)
                                .number(2, 2)
                                .text(8, "bytes")
                                .bytes(5, (byte) 0, (byte) 127, (byte) 0xFF, (byte) 1))
                        .message(5, tensor -> tensor.number(1, 2)
                                .number(2, 3)
                                .text(8, "signed")
                                .number(5, -1)
                                .number(5, 2))
                        .message(5, tensor -> tensor.number(1, 1)
                                .number(2, 7)
                                .text(8, "longs")
                                .bytes(9, new byte[8]))
                        .fixed64(90, 1))
                .build();
    }
}
