package dev.sprue.gateway.providers.adaptation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprue.gateway.testing.Tries;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads every number as the library does, to the last bit. */
class FloatReaderTest {

    private static float read(String text) {
        byte[] bytes = ("," + text + ",").getBytes(StandardCharsets.ISO_8859_1);
        FloatReader reader = new FloatReader(bytes, 1, bytes.length);
        float value = reader.next();
        assertThat(reader.offset()).as(text).isEqualTo(text.length() + 1);
        return value;
    }

    private static void same(String text) {
        // Not isEqualTo: 0 and -0 are two numbers here.
        assertThat(Float.floatToRawIntBits(read(text)))
                .as(text)
                .isEqualTo(Float.floatToRawIntBits(Float.parseFloat(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "0.0",
                "-0.0e5",
                "1",
                "-1",
                "0.1",
                "16777217",
                "16777219",
                "33554433.0",
                "1.00000005960464477539",
                "1.000000059604644775390625",
                "1.00000005960464477539062500000000001",
                "3.4028235e38",
                "3.4028236e38",
                "1e39",
                "1e400",
                "-1e2147483648",
                "1e-400",
                "1.4e-45",
                "7e-46",
                "1.17549435e-38",
                "1.1754942e-38",
                "123456789012345678",
                "1234567890123456789",
                "99999999999999999999999999",
                "0.000000000000000000000000000000000000000000001",
                "1e+5",
                "1E-5",
                "-6.929283495992422e-03",
                "-0.006929283495992422"
            })
    void readsHardNumbers(String text) {
        same(text);
    }

    @Test
    void readsWhatServersWrite() {
        SplittableRandom random = new SplittableRandom(20_261_121);
        for (int i = 0; i < Tries.of(200_000, 20_000_000); i++) {
            float value = (random.nextFloat() - 0.5f) * (float) Math.pow(10, random.nextInt(-6, 3));
            same(spelt(value, random));
        }
    }

    /** Floats, doubles, and the numbers just between two floats, where one digit decides. */
    private static String spelt(float value, SplittableRandom random) {
        return switch (random.nextInt(6)) {
            case 0 -> Float.toString(value);
            case 1 -> Double.toString(value);
            case 2 -> Double.toString(value * 1.000000001);
            case 3 -> String.format(Locale.ROOT, "%." + random.nextInt(1, 20) + "e", value);
            case 4 -> Double.toString(((double) value + Math.nextUp(value)) / 2);
            default -> Double.toString(Math.nextUp(((double) value + Math.nextUp(value)) / 2));
        };
    }

    @Test
    void readsEveryExponent() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < Tries.of(100_000, 5_000_000); i++) {
            float value = Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(value)) {
                same(spelt(value, random));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "NaN", "Infinity", "-Infinity", "null", ".", "e5", "1e", "1e+", "\"1\""})
    void refusesWhatIsNoNumber(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> new FloatReader(bytes, 0, bytes.length).next())
                .isInstanceOf(NumberFormatException.class);
    }

    @Test
    void refusesNumbersOfManyDigits() {
        assertThat(read("0." + "1".repeat(300))).isEqualTo(0.11111111f);
        assertThatThrownBy(() -> read("1".repeat(1_000_000))).isInstanceOf(NumberFormatException.class);
    }
}
