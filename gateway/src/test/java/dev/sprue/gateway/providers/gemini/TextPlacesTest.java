package dev.sprue.gateway.providers.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.testing.Tries;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Places counted in bytes against places counted in characters, over generated texts in pieces and in each spelling. */
class TextPlacesTest {

    private static final List<String> CHARACTERS =
            List.of("a", " ", "\"", "\\", "\n", "\u0001", "é", "ß", "字", "\u2028", "😀", "𝄞");

    @Test
    void everyCharacterIsFoundAtItsByte() {
        for (int seed = 0; seed < Tries.of(2_000, 100_000); seed++) {
            Random random = new Random(seed);
            TextPlaces places = new TextPlaces();
            StringBuilder all = new StringBuilder();
            for (int piece = random.nextInt(4); piece >= 0; piece--) {
                StringBuilder text = new StringBuilder();
                for (int i = random.nextInt(8); i > 0; i--) {
                    text.append(CHARACTERS.get(random.nextInt(CHARACTERS.size())));
                }
                byte[] json = random.nextBoolean() ? JsonText.quote(text.toString()) : escaped(text.toString());
                places.add(json, 0, json.length);
                all.append(text);
            }
            holds(places, all.toString(), seed);
        }
    }

    private static byte[] escaped(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(unit -> json.append("\\u%04x".formatted(unit)));
        return json.append('"').toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void holds(TextPlaces places, String text, int seed) {
        int bytes = 0;
        int characters = 0;
        for (int at = 0; at < text.length(); at = text.offsetByCodePoints(at, 1)) {
            assertThat(places.character(bytes))
                    .as("seed %d, byte %d of %s", seed, bytes, text)
                    .isEqualTo(characters);
            bytes += Character.toString(text.codePointAt(at)).getBytes(StandardCharsets.UTF_8).length;
            characters++;
        }
        assertThat(places.character(bytes)).isEqualTo(characters);
        assertThat(places.character(bytes + 100L)).isEqualTo(characters);
        assertThat(places.character(-1)).isZero();
    }
}
