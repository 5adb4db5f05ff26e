package dev.sprue.gateway.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sprue.gateway.testing.Tries;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonTextTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void quotingAndUnquotingIsTheIdentityForEveryText() throws Exception {
        Random random = new Random(1);
        int tries = Tries.of(5_000, 500_000);
        for (int i = 0; i < tries; i++) {
            char[] chars = new char[random.nextInt(12)];
            for (int c = 0; c < chars.length; c++) {
                chars[c] = switch (random.nextInt(4)) {
                    case 0 -> (char) (Character.MIN_SURROGATE + random.nextInt(0x800));
                    case 1 -> (char) random.nextInt(0x10000);
                    case 2 -> "\u0000\"\\\n\r\t\b\f/\u007f\u2028\uFFFF".charAt(random.nextInt(12));
                    default -> (char) random.nextInt(0x80);
                };
            }
            String text = new String(chars);
            byte[] quoted = JsonText.quote(text);
            assertThat(JsonText.unquote(quoted, 0, quoted.length)).isEqualTo(text);
            // It is JSON that the scanner takes and that another reader reads as the same text.
            byte[] document =
                    ("{\"a\":" + new String(quoted, StandardCharsets.UTF_8) + "}").getBytes(StandardCharsets.UTF_8);
            assertThat(JsonFields.scan(document, 1).string(0)).isEqualTo(text);
            assertThat(MAPPER.readTree(document).path("a").textValue()).isEqualTo(text);
        }
    }

    @Test
    void readsEveryWayOfWritingAText() throws Exception {
        for (int seed = 0; seed < Tries.of(5_000, 200_000); seed++) {
            JsonSource source = new JsonSource(seed);
            String text = source.text();
            StringBuilder json = new StringBuilder("{\"a\":");
            source.string(json, text);
            byte[] bytes = json.append('}').toString().getBytes(StandardCharsets.UTF_8);
            assertThat(JsonFields.scan(bytes, 1).string(0)).as("seed %d", seed).isEqualTo(text);
            boolean halves =
                    text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
            if (!halves) {
                assertThat(JsonText.codePoints(bytes, 5, bytes.length - 1))
                        .as("seed %d", seed)
                        .isEqualTo(text.codePointCount(0, text.length()));
            }
        }
    }
}
