package dev.sprue.engine.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GgufReaderTest {
    private final GgufFile file = GgufReader.read(GgufBuilder.everything().build());

    @Test
    void readsEveryMetadataType() {
        GgufMetadata metadata = file.metadata();
        assertThat(metadata.integer("u8", 0, 255)).isEqualTo(200);
        assertThat(metadata.integer("i8", -128, 127)).isEqualTo(-3);
        assertThat(metadata.integer("u16", 0, 1 << 20)).isEqualTo(65535);
        assertThat(metadata.integer("i16", -9, 9)).isEqualTo(-1);
        assertThat(metadata.integer("i32", -9, 9)).isEqualTo(-7);
        assertThat(metadata.integer("i64", -9, 9)).isEqualTo(-5);
        assertThat(metadata.real("f32", 0)).isEqualTo(1.5);
        assertThat(metadata.real("f64", 0)).isEqualTo(0.1);
        assertThat(metadata.flag("bool", false)).isTrue();
        assertThat(metadata.text("text")).isEqualTo("grüße");
        assertThat(metadata.texts("texts")).containsExactly("a", "", "ccc");
        assertThat(metadata.wholes("i32s")).containsExactly(1L, -2L);
        assertThatThrownBy(() -> metadata.integer("u32", 0, 10))
                .hasMessageContaining("u32 is 4294967295, allowed are 0 to 10");
        assertThatThrownBy(() -> metadata.integer("u64", 0, 10)).hasMessageContaining("u64 is 1099511627776");
    }

    @Test
    void saysWhichKeyIsMissingOrOfAnotherType() {
        GgufMetadata metadata = file.metadata();
        assertThatThrownBy(() -> metadata.text("nowhere")).hasMessageContaining("nowhere");
        assertThatThrownBy(() -> metadata.text("u8")).hasMessageContaining("u8 is not a string");
        assertThatThrownBy(() -> metadata.texts("i32s")).hasMessageContaining("i32s is not an array of strings");
        assertThat(metadata.integer("nowhere", 4, 0, 9)).isEqualTo(4);
        assertThat(metadata.optionalText("nowhere")).isEmpty();
    }

    @Test
    void readsTensorsWhereTheyLie() {
        TensorInfo tensor = file.tensor("f32").orElseThrow();
        assertThat(tensor.dimensions()).containsExactly(3, 2);
        assertThat(tensor.offset() % 32).isZero();
        float[] values = new float[6];
        file.data(tensor).asFloatBuffer().get(values);
        assertThat(values).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(file.tensor("q8").orElseThrow().byteSize()).isEqualTo(68);
    }

    @Test
    void refusesOtherFilesAndVersions() {
        assertThatThrownBy(() -> GgufReader.read("GIF89a..........".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isInstanceOf(GgufException.class)
                .hasMessageContaining("not a GGUF file");
        byte[] bytes = GgufBuilder.everything().build();
        bytes[4] = 1;
        assertThatThrownBy(() -> GgufReader.read(bytes)).hasMessageContaining("version 1 is not supported");
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, -1, 1L << 40, 1_000_000})
    void believesNoCountThatTheFileCannotHold(long count) {
        byte[] bytes = GgufBuilder.everything().build();
        for (int at : List.of(8, 16)) {
            byte[] damaged = bytes.clone();
            ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN).putLong(at, count);
            assertThatThrownBy(() -> GgufReader.read(damaged))
                    .isInstanceOfSatisfying(
                            GgufException.class, e -> assertThat(e.offset()).isEqualTo(at));
        }
    }

    @Test
    void refusesUnknownTensorTypes() {
        byte[] bytes = new GgufBuilder().tensor("x", 12, new byte[32], 32).build();
        assertThatThrownBy(() -> GgufReader.read(bytes)).hasMessageContaining("x is stored in ggml type 12");
    }

    @Test
    void refusesTensorsThatReachPastTheEnd() {
        byte[] bytes = new GgufBuilder().tensor("x", 0, new byte[32], 9).build();
        assertThatThrownBy(() -> GgufReader.read(bytes)).hasMessageContaining("past the end of the file");
    }

    @Test
    void refusesDeepArrays() {
        byte[] nest = new byte[60];
        for (int level = 0; level < 5; level++) {
            System.arraycopy(GgufBuilder.i32(9), 0, nest, level * 12, 4);
            System.arraycopy(GgufBuilder.i64(1), 0, nest, level * 12 + 4, 8);
        }
        byte[] bytes = new GgufBuilder().raw("deep", 9, nest).build();
        assertThatThrownBy(() -> GgufReader.read(bytes)).hasMessageContaining("deep nests arrays");
    }

    @Test
    void refusesDuplicates() {
        assertThatThrownBy(() -> GgufReader.read(
                        new GgufBuilder().u32("a", 1).u32("a", 2).build()))
                .hasMessageContaining("metadata key a occurs twice");
        assertThatThrownBy(() -> GgufReader.read(new GgufBuilder()
                        .tensor("t", new float[8], 8)
                        .tensor("t", new float[8], 8)
                        .build()))
                .hasMessageContaining("tensor t occurs twice");
    }
}
