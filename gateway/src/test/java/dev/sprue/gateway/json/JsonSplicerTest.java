package dev.sprue.gateway.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sprue.gateway.testing.Tries;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonSplicerTest {

    private static final int DEEP = 1_000;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void changesWhatItIsToldAndNothingElse() throws Exception {
        int tries = Tries.of(4_000, 400_000);
        for (int seed = 0; seed < tries; seed++) {
            JsonSource source = new JsonSource(seed);
            Random random = new Random(~seed);
            String text = source.object(3);
            JsonFields fields = JsonFields.scan(utf8(text), DEEP);
            JsonSplicer splicer = new JsonSplicer(fields);
            ObjectNode expected = (ObjectNode) MAPPER.readTree(text);
            List<String> untouched = new ArrayList<>();
            for (int i = 0; i < fields.count(); i++) {
                String name = fields.name(i);
                switch (random.nextInt(4)) {
                    case 0 -> {
                        splicer.remove(i);
                        expected.remove(name);
                    }
                    case 1 -> {
                        String value = source.value(2);
                        splicer.replace(i, utf8(value));
                        expected.set(name, MAPPER.readTree(value));
                    }
                    case 2 -> {
                        if (!name.matches("\\p{ASCII}+")) {
                            untouched.add(fields.raw(i));
                            continue;
                        }
                        String value = source.value(2);
                        splicer.set(name, utf8(value));
                        expected.set(name, MAPPER.readTree(value));
                    }
                    default -> untouched.add(fields.raw(i));
                }
            }
            int added = random.nextInt(3);
            for (int i = 0; i < added; i++) {
                String value = source.value(1);
                splicer.set("added " + i, utf8(value));
                expected.set("added " + i, MAPPER.readTree(value));
            }
            byte[] spliced = splicer.splice();

            String as = "seed " + seed + ": " + text;
            JsonNode read = MAPPER.readTree(spliced);
            assertThat(read).as(as).isEqualTo(expected);
            // Fields keep their order, kept values keep their bytes.
            assertThat(names(read)).as(as).isEqualTo(names(expected));
            JsonFields after = JsonFields.scan(spliced, DEEP);
            List<String> raw = new ArrayList<>();
            for (int i = 0; i < after.count(); i++) {
                raw.add(after.raw(i));
            }
            assertThat(raw).as(as).containsAll(untouched);
        }
    }

    @Test
    void withoutEditsTheObjectComesOutAsItWentIn() throws Exception {
        for (int seed = 0; seed < 500; seed++) {
            String text = new JsonSource(seed).object(3);
            byte[] out = new JsonSplicer(JsonFields.scan(utf8(text), DEEP)).splice();
            assertThat(new String(out, StandardCharsets.UTF_8)).isEqualTo(text.strip());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"model":"a"}                         | {"model":"X"}
            { "model" : "a" , "b":1 }             | { "model" : "X" , "b":1 }
            {}                                    | {"model":"X"}
            {  }                                  | {  "model":"X"}
            {"b":1}                               | {"b":1,"model":"X"}
            {"b":{"model":"a"},"c":[{"model":0}]} | {"b":{"model":"a"},"c":[{"model":0}],"model":"X"}
            {"b":{"model":"a"},"model":"a"}       | {"b":{"model":"a"},"model":"X"}
            {"mod\\u0065l":null}                  | {"mod\\u0065l":"X"}
            {"b":"\\"model\\":\\"a\\""}           | {"b":"\\"model\\":\\"a\\"","model":"X"}
            {"model":[1,{"model":2}], "z": "ü😀"} | {"model":"X", "z": "ü😀"}
            """)
    void setsTheModelOfTheObjectItselfOnly(String text, String expected) throws Exception {
        assertThat(spliced(text, fields -> new JsonSplicer(fields).set("model", utf8("\"X\""))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"a":1,"b":2,"c":3} | 0     | {"b":2,"c":3}
            {"a":1,"b":2,"c":3} | 1     | {"a":1,"c":3}
            {"a":1,"b":2,"c":3} | 2     | {"a":1,"b":2}
            {"a":1,"b":2,"c":3} | 0,1   | {"c":3}
            {"a":1,"b":2,"c":3} | 1,2   | {"a":1}
            {"a":1,"b":2,"c":3} | 0,2   | {"b":2}
            {"a":1,"b":2,"c":3} | 0,1,2 | {}
            {"a":{"b":1}}       | 0     | {}
            """)
    void removesFieldsWithTheirCommas(String text, String which, String expected) throws Exception {
        String out = spliced(text, fields -> {
            JsonSplicer splicer = new JsonSplicer(fields);
            for (String field : which.split(",")) {
                splicer.remove(Integer.parseInt(field));
            }
            return splicer;
        });
        assertThat(out).isEqualTo(expected);
    }

    @Test
    void addsToWhatIsLeftAfterEverythingWasRemoved() throws Exception {
        String out = spliced("{\"a\":1,\"b\":2}", fields -> new JsonSplicer(fields)
                .remove(0)
                .remove(1)
                .set("c", utf8("3"))
                .set("d", utf8("4")));
        assertThat(MAPPER.readTree(out)).isEqualTo(MAPPER.readTree("{\"c\":3,\"d\":4}"));
    }

    @Test
    void editsALargeBodyInPlace() throws Exception {
        int megabytes = Tries.of(1, 10);
        String content = "é\\n😀 ".repeat(megabytes * 1024 * 1024 / 12);
        String text =
                "{\"messages\":[{\"role\":\"user\",\"content\":\"" + content + "\"}],\"model\":\"m\",\"stream\":true}";
        String out = spliced(text, fields -> new JsonSplicer(fields).set("model", utf8("\"other\"")));
        assertThat(out.equals(text.replace("\"model\":\"m\"", "\"model\":\"other\"")))
                .isTrue();
    }

    private interface Edit {
        JsonSplicer of(JsonFields fields);
    }

    private static String spliced(String text, Edit edit) throws Exception {
        byte[] out = edit.of(JsonFields.scan(utf8(text), DEEP)).splice();
        return new String(out, StandardCharsets.UTF_8);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
