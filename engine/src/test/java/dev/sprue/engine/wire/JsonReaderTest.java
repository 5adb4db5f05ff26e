package dev.sprue.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
    private final JsonReader reader = new JsonReader();

    @Test
    void readsEveryKindOfValue() {
        String json = "{\"a\":[1,2.5,-3e2,\"x\\u00e9\",true,false,null,{}],\"big\":123456789012345678901234567890}";
        assertThat(reader.readObject(bytes(json)))
                .hasToString("{\"a\":[1,2.5,-300.0,\"xé\",true,false,null,{}],\"big\":123456789012345678901234567890}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\": }|line 1, column 7",
                "{'a': 1}|line 1, column 2",
                "{\"a\": 1} x|line 1, column 11",
                "{\"a\": 1} {}|something after the end",
                "{\"a\": 1, \"a\": 2}|Duplicate",
                "{\"a\": [1, 2}|line 1",
                "{\"a\": NaN}|NaN",
                "[]|not a JSON object",
                "7|not a JSON object",
                "{\"a\"|line 1"
            })
    void saysWhatIsWrongAndWhere(String json, String expected) {
        assertThatThrownBy(() -> reader.readObject(bytes(json))).isInstanceOfSatisfying(ApiException.class, e -> {
            assertThat(e.status()).isEqualTo(400);
            assertThat(e.code()).isEqualTo("invalid_json");
            assertThat(e.text()).contains(expected);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 1_000, 100_000})
    void boundsTheDepth(int depth) {
        String json = "{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
        assertThatThrownBy(() -> reader.readObject(bytes(json)))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("depth");
    }

    @Test
    void refusesAnyGarbageAsInvalidJson() {
        Random random = new Random(31);
        byte[] valid = bytes("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"h\u00e9\"}],\"n\":1.5}");
        for (int round = 0; round < 5_000; round++) {
            byte[] damaged = valid.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                reader.readObject(damaged);
            } catch (ApiException e) {
                assertThat(e.status()).isEqualTo(400);
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
