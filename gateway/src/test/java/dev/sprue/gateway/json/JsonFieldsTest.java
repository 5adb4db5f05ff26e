package dev.sprue.gateway.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.sprue.gateway.testing.Tries;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scanner against Jackson (for the grammar) and the JDK's strict decoder (for UTF-8). */
class JsonFieldsTest {

    private static final int DEEP = 1_000;
    private static final JsonFactory JACKSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNestingDepth(DEEP)
                    .build())
            .build();

    private record Field(String name, JsonToken kind) {}

    @Test
    void findsTheFieldsThatJacksonFinds() throws Exception {
        int tries = Tries.of(3_000, 300_000);
        for (int seed = 0; seed < tries; seed++) {
            String text = new JsonSource(seed).object(4);
            JsonFields fields = JsonFields.scan(utf8(text), DEEP);
            assertThat(described(fields))
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(oracle(utf8(text)).orElseThrow());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"%s\":0}", "{\"metadata\":{\"%s\":0}}", "{\"messages\":[{\"content\":{\"%s\":0}}]}"})
    void refusesAnObjectOfMoreFieldsThanAnyApiHas(String around) throws Exception {
        String most = IntStream.range(1, 10_000).mapToObj(i -> "\":0,\"" + i).collect(Collectors.joining());

        assertThat(scanned(utf8(around.formatted("0" + most)))).isPresent();
        assertThatThrownBy(() -> JsonFields.scan(utf8(around.formatted("0" + most + "\":0,\"more")), DEEP))
                .isInstanceOf(JsonSyntaxException.class)
                .hasMessageContaining("at most 10000 fields");
    }

    @Test
    void acceptsOfDamagedDocumentsWhatJacksonAcceptsAndNothingElse() {
        int tries = Tries.of(20_000, 2_000_000);
        int accepted = 0;
        for (int seed = 0; seed < tries; seed++) {
            JsonSource source = new JsonSource(seed);
            byte[] bytes = source.damaged(source.object(3));
            Optional<List<Field>> expected = oracle(bytes);
            Optional<List<Field>> found = scanned(bytes);
            String shown = new String(bytes, StandardCharsets.ISO_8859_1);
            assertThat(found).as("seed %d: %s", seed, shown).isEqualTo(expected);
            accepted += found.isPresent() ? 1 : 0;
        }
        // Both kinds must occur often, or the property says nothing.
        assertThat(accepted).isBetween(tries / 50, tries - tries / 50);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"a\"",
                "1",
                "{",
                "}",
                "{}{}",
                "{} x",
                "\uFEFF{}",
                "{,}",
                "{\"a\":1,}",
                "{\"a\":01}",
                "{\"a\":1.}",
                "{\"a\":.5}",
                "{\"a\":+1}",
                "{\"a\":-}",
                "{\"a\":1e}",
                "{\"a\":NaN}",
                "{\"a\":'b'}",
                "{a:1}",
                "{\"a\" 1}",
                "{\"a\":tru}",
                "{\"a\":True}",
                "{\"a\":\"\t\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "{\"a\":\"\\u12G4\"}",
                "{\"a\":[1,]}",
                "{\"a\":[1 2]}",
                "{\"a\":1 /* no */}",
                "{\"a\":\"",
                "{\"a\":\"\\",
                "{\"a\":\"\\\"}",
                "{\"a\":[}",
                "{\"a\":{]}",
                "{\"a\":1\u00A0}",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":\u0000}"
            })
    void refusesWhatIsNotOneJsonObject(String text) {
        assertThatThrownBy(() -> JsonFields.scan(utf8(text), DEEP))
                .isInstanceOfSatisfying(JsonSyntaxException.class, fault -> assertThat(fault.offset())
                        .isBetween(0, utf8(text).length))
                .hasMessageContaining("line 1");
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        List<byte[]> broken = List.of(
                bytes(0x80),
                bytes(0xC3),
                bytes(0xC0, 0xAF),
                bytes(0xC1, 0xBF),
                bytes(0xE0, 0x80, 0xAF),
                bytes(0xED, 0xA0, 0x80),
                bytes(0xED, 0xBF, 0xBF),
                bytes(0xE2, 0x82),
                bytes(0xF0, 0x80, 0x80, 0x80),
                bytes(0xF4, 0x90, 0x80, 0x80),
                bytes(0xF5, 0x80, 0x80, 0x80),
                bytes(0xFF),
                bytes(0xFE, 0xFF));
        for (byte[] middle : broken) {
            for (String shape : List.of("{\"a\":\"%s\"}", "{\"%s\":1}", "{\"a\":\"%s")) {
                byte[] text = shape.formatted(new String(middle, StandardCharsets.ISO_8859_1))
                        .getBytes(StandardCharsets.ISO_8859_1);
                assertThatThrownBy(() -> JsonFields.scan(text, DEEP)).isInstanceOf(JsonSyntaxException.class);
            }
        }
    }

    @Test
    void saysWhereTheFaultIs() {
        assertThatThrownBy(() -> JsonFields.scan(utf8("{\n  \"a\": 1,\n  \"b\": x}"), DEEP))
                .isInstanceOfSatisfying(JsonSyntaxException.class, fault -> assertThat(fault.offset())
                        .isEqualTo(19))
                .hasMessage("expected a value at line 3, column 8");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"model\":1,\"model\":2}",
                "{\"model\":1,\"mod\\u0065l\":2}",
                "{\"\\u006dodel\":1,\"model\":2}",
                "{\"model\":1,\"x\":{},\"model\":2}",
                "{\"m\\u006Fdel\":1,\"m\\u006fdel\":2, \"model2\":3}"
            })
    void refusesAFieldThatIsThereTwiceHoweverItIsWritten(String text) {
        assertThatThrownBy(() -> JsonFields.scan(utf8(text), DEEP))
                .isInstanceOfSatisfying(DuplicateKeyException.class, twice -> assertThat(twice.key())
                        .isEqualTo("model"));
    }

    @Test
    void findsADuplicateAmongManyFields() {
        for (int count : new int[] {2, 10, 32, 33, 100, 2_000}) {
            StringBuilder text = new StringBuilder("{");
            for (int i = 0; i < count; i++) {
                text.append("\"f").append(i).append("\":").append(i).append(',');
            }
            String last = "f" + (count - 1);
            assertThatThrownBy(() -> JsonFields.scan(utf8(text + "\"" + last + "\":0}"), DEEP))
                    .as("%d fields", count)
                    .isInstanceOfSatisfying(DuplicateKeyException.class, twice -> assertThat(twice.key())
                            .isEqualTo(last));
        }
    }

    @Test
    void doesNotMistakeDifferentNamesForTheSame() throws Exception {
        JsonFields fields =
                JsonFields.scan(utf8("{\"a\":1,\"A\":2,\"a \":3,\"\":4,\"\\u0000\":5,\"\u00e9\":6,\"e\u0301\":7}"), 4);
        assertThat(fields.count()).isEqualTo(7);
    }

    @Test
    void boundsTheDepthExactly() throws Exception {
        for (int depth : new int[] {1, 2, 5, 100}) {
            for (String[] pair : new String[][] {{"[", "]"}, {"{\"a\":", "}"}}) {
                String inner = pair[0].repeat(depth - 1) + (pair[0].equals("[") ? "" : "1") + pair[1].repeat(depth - 1);
                byte[] text = utf8("{\"a\":" + (inner.isEmpty() ? "1" : inner) + "}");
                assertThat(JsonFields.scan(text, depth).count()).isEqualTo(1);
                if (depth > 1) {
                    assertThatThrownBy(() -> JsonFields.scan(text, depth - 1))
                            .isInstanceOf(JsonSyntaxException.class)
                            .hasMessageContaining("nested deeper than " + (depth - 1));
                }
            }
        }
    }

    @Test
    void refusesEndlessNestingWithoutEndingTheThread() {
        byte[] brackets = utf8("{\"a\":" + "[".repeat(2_000_000));
        assertThatThrownBy(() -> JsonFields.scan(brackets, 500)).isInstanceOf(JsonSyntaxException.class);
    }

    @Test
    void findsAFieldByItsNameHoweverItIsWritten() throws Exception {
        int tries = Tries.of(2_000, 100_000);
        for (int seed = 0; seed < tries; seed++) {
            String text = new JsonSource(seed).object(3);
            JsonFields fields = JsonFields.scan(utf8(text), DEEP);
            for (int i = 0; i < fields.count(); i++) {
                // Only names in ASCII are ever looked for.
                if (fields.name(i).matches("\\p{ASCII}+")) {
                    assertThat(fields.find(fields.name(i)))
                            .as("seed %d: %s", seed, text)
                            .hasValue(i);
                }
            }
            assertThat(fields.find("absent")).isEmpty();
        }
    }

    @Test
    void tellsAnEmptyArrayOrObject() throws Exception {
        JsonFields fields = JsonFields.scan(utf8("{\"a\":[ {} ],\"b\":[ ],\"c\":{\n},\"d\":{\"x\":1}}"), 9);
        assertThat(fields.isEmpty(0)).isFalse();
        assertThat(fields.isEmpty(1)).isTrue();
        assertThat(fields.isEmpty(2)).isTrue();
        assertThat(fields.isEmpty(3)).isFalse();
    }

    @Test
    void readsOfAnUpstreamsValidDocumentTheSameFields() throws Exception {
        for (int seed = 0; seed < Tries.of(2_000, 100_000); seed++) {
            byte[] bytes = utf8(new JsonSource(seed).object(4));
            assertThat(described(JsonFields.scanAnswer(bytes, 0, bytes.length, DEEP)))
                    .as("seed %d", seed)
                    .isEqualTo(described(JsonFields.scan(bytes, DEEP)));
        }
    }

    @Test
    void readsWhatAnUpstreamDamagedOrRefusesItButNeverCrashes() {
        int refused = 0;
        int tries = Tries.of(10_000, 1_000_000);
        for (int seed = 0; seed < tries; seed++) {
            JsonSource source = new JsonSource(seed);
            byte[] bytes = source.damaged(source.object(3));
            try {
                JsonFields fields = JsonFields.scanAnswer(bytes, 0, bytes.length, DEEP);
                for (int i = 0; i < fields.count(); i++) {
                    assertThat(fields.name(i)).isNotNull();
                    assertThat(fields.raw(i)).isNotEmpty();
                }
            } catch (JsonSyntaxException broken) {
                refused++;
            }
        }
        assertThat(refused).isBetween(tries / 50, tries - tries / 50);
    }

    private static Optional<List<Field>> scanned(byte[] bytes) {
        try {
            return Optional.of(described(JsonFields.scan(bytes, DEEP)));
        } catch (JsonSyntaxException | DuplicateKeyException refused) {
            return Optional.empty();
        }
    }

    private static List<Field> described(JsonFields fields) {
        List<Field> all = new ArrayList<>();
        for (int i = 0; i < fields.count(); i++) {
            all.add(new Field(fields.name(i), token(fields, i)));
        }
        return all;
    }

    private static JsonToken token(JsonFields fields, int field) {
        return switch (fields.kind(field)) {
            case OBJECT -> JsonToken.START_OBJECT;
            case ARRAY -> JsonToken.START_ARRAY;
            case STRING -> JsonToken.VALUE_STRING;
            case BOOLEAN -> fields.isTrue(field) ? JsonToken.VALUE_TRUE : JsonToken.VALUE_FALSE;
            case NULL -> JsonToken.VALUE_NULL;
            case NUMBER ->
                fields.raw(field).matches("-?[0-9]+") ? JsonToken.VALUE_NUMBER_INT : JsonToken.VALUE_NUMBER_FLOAT;
        };
    }

    /** What the other two readers make of it: nothing where one of them refuses, or a top-level field is there twice. */
    private static Optional<List<Field>> oracle(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
        // Jackson would take these for UTF-16, or for a byte order mark.
        for (int i = 0; i < Math.min(4, bytes.length); i++) {
            if (bytes[i] == 0 || i == 0 && bytes[i] == (byte) 0xEF) {
                return Optional.empty();
            }
        }
        List<Field> fields = new ArrayList<>();
        try (JsonParser parser = JACKSON.createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                JsonToken kind = parser.nextToken();
                fields.add(new Field(name, kind));
                walk(parser);
            }
            if (parser.nextToken() != null) {
                return Optional.empty();
            }
        } catch (IOException refused) {
            return Optional.empty();
        }
        boolean twice = new HashSet<>(fields.stream().map(Field::name).toList()).size() < fields.size();
        return twice ? Optional.empty() : Optional.of(fields);
    }

    /** Like skipChildren, but looking at every token, so that the parser decodes it. */
    private static void walk(JsonParser parser) throws IOException {
        int depth = parser.currentToken().isStructStart() ? 1 : 0;
        parser.getText();
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new IOException("the text ends");
            }
            parser.getText();
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
