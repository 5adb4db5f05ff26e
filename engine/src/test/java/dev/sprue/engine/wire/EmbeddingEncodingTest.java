package dev.sprue.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The laws of each encoding: what a reader gets back from the wire. */
class EmbeddingEncodingTest {
    private static final JsonMapper JSON = new JsonMapper();

    @Provide
    Arbitrary<float[]> vectors() {
        Arbitrary<Integer> lengths = Arbitraries.integers().between(1, 70);
        return lengths.flatMap(length -> Arbitraries.longs().map(seed -> unit(new Random(seed), length)));
    }

    @Property(tries = 200, seed = "17")
    void floatsComeBackExactly(@ForAll("vectors") float[] vector) throws IOException {
        JsonNode numbers = written(vector, EmbeddingEncoding.FLOAT);
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder()
                        .decode(written(vector, EmbeddingEncoding.BASE64).textValue()))
                .order(ByteOrder.LITTLE_ENDIAN);
        assertThat(numbers.size()).isEqualTo(vector.length);
        for (int i = 0; i < vector.length; i++) {
            assertThat(Float.parseFloat(numbers.get(i).asText())).isEqualTo(vector[i]);
            assertThat(bytes.getFloat()).isEqualTo(vector[i]);
        }
        assertThat(bytes.hasRemaining()).isFalse();
    }

    @Property(tries = 200, seed = "18")
    void eightBitsComeBackWithinHalfAStep(@ForAll("vectors") float[] vector) throws IOException {
        int[] signed = integers(vector, EmbeddingEncoding.INT8, -127, 127);
        int[] unsigned = integers(vector, EmbeddingEncoding.UINT8, 1, 255);
        int[] opposite = integers(negated(vector), EmbeddingEncoding.INT8, -127, 127);
        assertThat(signed).hasSameSizeAs(vector);
        for (int i = 0; i < vector.length; i++) {
            assertThat(Math.abs(signed[i] / 127.0 - vector[i])).isLessThanOrEqualTo(1 / 254.0 + 1e-7);
            assertThat(unsigned[i]).isEqualTo(signed[i] + 128);
            assertThat(opposite[i]).isEqualTo(-signed[i]);
        }
    }

    @Property(tries = 200, seed = "19")
    void oneBitComesBackAsTheSign(@ForAll("vectors") float[] vector) throws IOException {
        int[] signed = integers(vector, EmbeddingEncoding.BINARY, -128, 127);
        int[] unsigned = integers(vector, EmbeddingEncoding.UBINARY, 0, 255);
        assertThat(unsigned).hasSize((vector.length + 7) / 8);
        for (int i = 0; i < unsigned.length * 8; i++) {
            boolean bit = (unsigned[i / 8] >> (7 - i % 8) & 1) == 1;
            assertThat(bit).isEqualTo(i < vector.length && vector[i] > 0);
        }
        for (int i = 0; i < unsigned.length; i++) {
            assertThat((byte) signed[i]).isEqualTo((byte) unsigned[i]);
        }
    }

    @Test
    void writesKnownVectors() throws IOException {
        float[] vector = {1, -1, 0, 0.5f, -0.25f, 0.01f, -0f, 0.1f, 0.3f};
        assertThat(written(vector, EmbeddingEncoding.INT8).toString()).isEqualTo("[127,-127,0,64,-32,1,0,13,38]");
        assertThat(written(vector, EmbeddingEncoding.UINT8).toString()).isEqualTo("[255,1,128,192,96,129,128,141,166]");
        assertThat(written(vector, EmbeddingEncoding.UBINARY).toString()).isEqualTo("[149,128]");
        assertThat(written(vector, EmbeddingEncoding.BINARY).toString()).isEqualTo("[-107,-128]");
        assertThat(written(new float[] {1}, EmbeddingEncoding.BASE64).textValue())
                .isEqualTo("AACAPw==");
    }

    /** The gateway makes the same of other models' vectors: its test of the same name reads the same file. */
    @Test
    void writesTheGoldenVectors() throws IOException {
        JsonNode rows =
                JSON.readTree(EmbeddingEncodingTest.class.getResourceAsStream("/golden/embedding-encodings.json"));
        assertThat(rows.size()).isGreaterThan(10);
        for (JsonNode row : rows) {
            float[] vector = new float[row.path("float").size()];
            for (int i = 0; i < vector.length; i++) {
                vector[i] = row.path("float").path(i).floatValue();
            }
            for (EmbeddingEncoding encoding : EmbeddingEncoding.values()) {
                assertThat(written(vector, encoding).toString())
                        .as("%s of %s", encoding, row)
                        .isEqualTo(row.path(encoding.wireName()).toString());
            }
        }
    }

    @Test
    void hasTheNamesOfTheApi() {
        assertThat(Arrays.stream(EmbeddingEncoding.values()).map(EmbeddingEncoding::wireName))
                .containsExactly("float", "base64", "int8", "uint8", "binary", "ubinary");
        assertThat(EmbeddingEncoding.find("INT8")).isEmpty();
    }

    private static int[] integers(float[] vector, EmbeddingEncoding encoding, int min, int max) throws IOException {
        JsonNode array = written(vector, encoding);
        int[] values = new int[array.size()];
        for (int i = 0; i < values.length; i++) {
            assertThat(array.get(i).isInt()).isTrue();
            values[i] = array.get(i).intValue();
            assertThat(values[i]).isBetween(min, max);
        }
        return values;
    }

    private static JsonNode written(float[] vector, EmbeddingEncoding encoding) throws IOException {
        return JSON.readTree(EmbeddingWriter.write("m", List.of(vector), 1, encoding))
                .at("/data/0/embedding");
    }

    private static float[] negated(float[] vector) {
        float[] out = new float[vector.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = -vector[i];
        }
        return out;
    }

    private static float[] unit(Random random, int length) {
        float[] vector = new float[length];
        double squares = 0;
        for (int i = 0; i < length; i++) {
            vector[i] = random.nextInt(9) == 0 ? 0 : (float) random.nextGaussian();
            squares += (double) vector[i] * vector[i];
        }
        for (int i = 0; i < length && squares > 0; i++) {
            vector[i] /= (float) Math.sqrt(squares);
        }
        return vector;
    }
}
