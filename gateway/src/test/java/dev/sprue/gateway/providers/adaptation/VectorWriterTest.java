package dev.sprue.gateway.providers.adaptation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.config.EmbeddingModelConfig.Encoding;
import dev.sprue.gateway.testing.Tries;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each encoding against its definition, written down here once more in the plainest way, from either form of a vector. */
class VectorWriterTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static String written(String value, Encoding encoding) {
        byte[] bytes = ("{\"a\":" + value + "}").getBytes(StandardCharsets.UTF_8);
        Vector vector = new Vector();
        vector.read(bytes, 5, bytes.length - 1);
        return new String(VectorWriter.write(encoding, vector), StandardCharsets.UTF_8);
    }

    /** The engine is held to the same file by its test of the same name. */
    @Test
    void writesTheGoldenVectors() throws IOException {
        JsonNode rows = MAPPER.readTree(Path.of("../engine/src/test/resources/golden/embedding-encodings.json")
                .toFile());
        assertThat(rows.size()).isGreaterThan(10);
        for (JsonNode row : rows) {
            for (Encoding encoding : Encoding.values()) {
                for (Encoding given : new Encoding[] {Encoding.FLOAT, Encoding.BASE64}) {
                    JsonNode value = row.path(given.key());
                    assertThat(MAPPER.readTree(written(value.toString(), encoding)))
                            .as("%s of %s", encoding, value)
                            .isEqualTo(row.path(encoding.key()));
                }
            }
        }
    }

    @Test
    void equalsThePlainDefinitions() throws IOException {
        SplittableRandom random = new SplittableRandom(20_261_121);
        for (int i = 0; i < Tries.of(400, 20_000); i++) {
            float[] vector = unit(random, random.nextInt(1, 70));
            for (String given : new String[] {floats(vector, random), base64(vector)}) {
                for (Encoding encoding : Encoding.values()) {
                    assertThat(MAPPER.readTree(written(given, encoding)))
                            .as("%s of %s", encoding, given)
                            .isEqualTo(MAPPER.readTree(plain(vector, encoding)));
                }
            }
        }
    }

    private static String plain(float[] vector, Encoding encoding) {
        return switch (encoding) {
            case FLOAT -> floats(vector, new SplittableRandom(0));
            case BASE64 -> base64(vector);
            case INT8 -> eightBits(vector, 0);
            case UINT8 -> eightBits(vector, 128);
            case BINARY -> bits(vector, true);
            case UBINARY -> bits(vector, false);
        };
    }

    private static String floats(float[] vector, SplittableRandom random) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < vector.length; i++) {
            text.append(i == 0 ? "" : random.nextInt(5) == 0 ? " ,\n " : ",").append(vector[i]);
        }
        return text.append(random.nextInt(5) == 0 ? " ]" : "]").toString();
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return '"' + Base64.getEncoder().encodeToString(bytes.array()) + '"';
    }

    private static String eightBits(float[] vector, int shift) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < vector.length; i++) {
            BigDecimal scaled = new BigDecimal(vector[i] * 127f).setScale(0, RoundingMode.HALF_EVEN);
            text.append(i == 0 ? "" : ",").append(scaled.intValueExact() + shift);
        }
        return text.append(']').toString();
    }

    private static String bits(float[] vector, boolean signed) {
        StringBuilder text = new StringBuilder("[");
        StringBuilder bits = new StringBuilder();
        for (float component : vector) {
            bits.append(component > 0 ? '1' : '0');
        }
        while (bits.length() % 8 != 0) {
            bits.append('0');
        }
        for (int i = 0; i < bits.length(); i += 8) {
            int value = Integer.parseInt(bits.substring(i, i + 8), 2);
            text.append(i == 0 ? "" : ",").append(signed && value > 127 ? value - 256 : value);
        }
        return text.append(']').toString();
    }

    private static float[] unit(SplittableRandom random, int length) {
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

    @Test
    void bringsLongVectorsToLengthOneBeforeTheyAreCutOff() {
        assertThat(written("[30,-40]", Encoding.INT8)).isEqualTo(written("[0.6,-0.8]", Encoding.INT8));
        assertThat(written("[0.003,-0.004]", Encoding.UINT8)).isEqualTo(written("[0.6,-0.8]", Encoding.UINT8));
        assertThat(written("[30,-40]", Encoding.FLOAT)).isEqualTo("[30.0,-40.0]");
        assertThat(written("[0,0,0]", Encoding.INT8)).isEqualTo("[0,0,0]");
        // Servers round: what is nearly of length 1 stays as it is.
        assertThat(written("[0.6004,-0.8004]", Encoding.INT8)).isEqualTo("[76,-102]");
    }

    @ParameterizedTest
    @EnumSource(Encoding.class)
    void takesVectorsWithoutComponents(Encoding encoding) {
        assertThat(written("[]", encoding)).isEqualTo(encoding == Encoding.BASE64 ? "\"\"" : "[]");
        assertThat(written("\"\"", encoding)).isEqualTo(encoding == Encoding.BASE64 ? "\"\"" : "[]");
    }

    @Test
    void takesEscapedSlashesInBase64() {
        assertThat(written("\"\\/\\/9\\/PwAAgD8=\"", Encoding.FLOAT)).isEqualTo("[0.99999994,1.0]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[NaN]",
                "[1,Infinity]",
                "[1e99]",
                "[null]",
                "[[1]]",
                "[1,\"a\"]",
                "[1 2]",
                "[true]",
                "\"AAAA\"",
                "\"AA*A\"",
                "\"AACAf///\"",
                "\"AACAfw==\"",
                "\"A\""
            })
    void refusesWhatIsNoVectorOfFiniteFloats(String value) {
        assertThatThrownBy(() -> written(value, Encoding.FLOAT)).isInstanceOf(NumberFormatException.class);
    }

    /** The shortest text of each float gives the float back, and none with a digit less does. */
    @Test
    void writesTheShortestText() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 2_000; i++) {
            float value = random.nextFloat() - 0.5f;
            String text = written("[" + (double) value + "]", Encoding.FLOAT);
            BigDecimal number = new BigDecimal(text.substring(1, text.length() - 1));
            assertThat(number.floatValue()).isEqualTo(value);
            BigDecimal shorter =
                    new BigDecimal((double) value).round(new MathContext(Math.max(1, number.precision() - 1)));
            assertThat(number.precision() == 1 || shorter.floatValue() != value).isTrue();
        }
    }
}
