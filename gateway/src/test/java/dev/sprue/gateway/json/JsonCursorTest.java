package dev.sprue.gateway.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprue.gateway.testing.Tries;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cursor sees what the scanner sees, wherever in an array the text lies. */
class JsonCursorTest {

    private static final int DEEP = 500;

    private record Field(int keyStart, int valueStart, int valueEnd) {}

    @Test
    void stepsOverTheFieldsThatTheScannerFinds() throws Exception {
        for (int seed = 0; seed < Tries.of(2_000, 100_000); seed++) {
            byte[] text = new JsonSource(seed).object(4).getBytes(UTF_8);
            int before = new Random(seed).nextInt(20);
            byte[] shifted = new byte[before + text.length + 3];
            System.arraycopy(text, 0, shifted, before, text.length);

            assertThat(walked(shifted, before, before + text.length))
                    .as("seed %d", seed)
                    .isEqualTo(scanned(JsonFields.scanAnswer(shifted, before, before + text.length, DEEP)));
        }
    }

    @Test
    void findsTheSameFieldsOnAndOffTheHeap() throws Exception {
        for (int seed = 0; seed < Tries.of(500, 20_000); seed++) {
            byte[] text = new JsonSource(seed).object(4).getBytes(UTF_8);
            ByteBuffer outside =
                    ByteBuffer.allocateDirect(text.length).put(text).flip();
            JsonFields onHeap = JsonFields.scan(text, DEEP);
            JsonFields offHeap = JsonFields.scan(new JsonBytes.Mapped(outside), DEEP);
            assertThat(scanned(offHeap)).as("seed %d", seed).isEqualTo(scanned(onHeap));
            for (int i = 0; i < onHeap.count(); i++) {
                assertThat(offHeap.name(i)).isEqualTo(onHeap.name(i));
                assertThat(offHeap.raw(i)).isEqualTo(onHeap.raw(i));
            }
        }
    }

    @Test
    void garbageIsAFaultNotACrash() {
        for (int seed = 0; seed < Tries.of(5_000, 200_000); seed++) {
            Random random = new Random(seed);
            byte[] text = new JsonSource(seed).object(3).getBytes(UTF_8);
            int length = random.nextInt(text.length + 1);
            for (int i = random.nextInt(4); i > 0 && length > 0; i--) {
                text[random.nextInt(length)] = (byte) random.nextInt(256);
            }
            try {
                walked(text, 0, length);
            } catch (JsonSyntaxException fault) {
                assertThat(fault.offset()).as("seed %d", seed).isBetween(0, length);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[",
                "{",
                "{]",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":}",
                "{\"a\":1",
                "{\"a\":1,",
                "{\"a\":1 \"b\":2}",
                "{\"a\":[1,{\"b\":2]}}",
                "{\"a\":\"x}",
                "{\"a\":\"x\\\"}",
                "{a:1}",
                "{\"a\":1}x",
                "{\"a\":{\"b\":1}"
            })
    void refusesWhatIsNoObject(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        assertThatThrownBy(() -> walked(bytes, 0, bytes.length)).isInstanceOf(JsonSyntaxException.class);
    }

    @Test
    void entersArraysAndTheirObjects() throws Exception {
        byte[] text = "{\"x\":0,\"list\": [ {\"n\":\"a\"} , {\"n\": \"b\"} ],\"y\":[]}".getBytes(UTF_8);
        JsonCursor cursor = new JsonCursor();
        cursor.over(text, 0, text.length);
        List<String> names = new ArrayList<>();
        cursor.enterObject();
        while (cursor.nextField()) {
            if (!cursor.isField("list")) {
                cursor.skipValue();
                continue;
            }
            assertThat(cursor.kind()).isEqualTo(JsonKind.ARRAY);
            cursor.enterArray();
            while (cursor.nextItem()) {
                cursor.enterObject();
                while (cursor.nextField()) {
                    int from = cursor.offset();
                    cursor.skipValue();
                    names.add(new String(text, from, cursor.offset() - from, UTF_8));
                }
            }
        }
        cursor.end();
        assertThat(names).containsExactly("\"a\"", "\"b\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"content\":\"\"} | true",
                "{\"content\":\"a long text with \\\"quotes\\\" and }\"} | true",
                "{\"content\":null} | false",
                "{\"content\":\"x\" } | false",
                "{ \"content\":\"x\"} | false",
                "{\"content\": \"x\"} | false",
                "{\"content\":\"x\",\"role\":null} | false",
                "{\"contents\":\"x\"} | false",
                "{\"conTent\":\"x\"} | false",
                "{\"a\":\"\"} | false",
                "{} | false",
                "\"content\" | false",
                "null | false"
            })
    void stepsOverAnObjectThatHasOnlyOneText(String value, boolean only) throws Exception {
        byte[] text = ("{\"delta\":" + value + ",\"n\":1}").getBytes(UTF_8);
        JsonCursor cursor = new JsonCursor();
        cursor.over(text, 0, text.length);
        cursor.enterObject();
        assertThat(cursor.nextField()).isTrue();
        int before = cursor.offset();
        assertThat(cursor.skipOnly("content")).isEqualTo(only);
        if (!only) {
            assertThat(cursor.offset()).isEqualTo(before);
            cursor.skipValue();
        }
        assertThat(cursor.nextField()).isTrue();
        assertThat(cursor.isField("n")).isTrue();
        cursor.skipValue();
        assertThat(cursor.nextField()).isFalse();
        cursor.end();
    }

    private static List<Field> walked(byte[] bytes, int from, int to) throws JsonSyntaxException {
        List<Field> fields = new ArrayList<>();
        JsonCursor cursor = new JsonCursor();
        cursor.over(bytes, from, to);
        cursor.enterObject();
        while (cursor.nextField()) {
            int valueStart = cursor.offset();
            cursor.skipValue();
            fields.add(new Field(cursor.keyStart(), valueStart, cursor.offset()));
        }
        cursor.end();
        return fields;
    }

    private static List<Field> scanned(JsonFields scanned) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < scanned.count(); i++) {
            fields.add(new Field(scanned.keyStart(i), scanned.valueStart(i), scanned.valueEnd(i)));
        }
        return fields;
    }
}
