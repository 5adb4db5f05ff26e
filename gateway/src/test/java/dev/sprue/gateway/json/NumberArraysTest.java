package dev.sprue.gateway.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vectors are walked over in one go, and whatever only begins like one is read as what it is. */
class NumberArraysTest {

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1]",
                "[-1,2.5e-3, 4]",
                "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16]",
                "[1,\"a]b\",2]",
                "[1,[2,[3]],4]",
                "[1,{\"a\":[\"]\"]},4]",
                "[12345678,{},1]",
                "[1,null,NaN,-Infinity,_]"
            })
    void everyArrayThatBeginsWithANumberIsWalkedOverToItsEnd(String array) throws Exception {
        for (String before : new String[] {"", "       "}) {
            byte[] text = bytes("{" + before + "\"a\":" + array + ",\"b\":2}");
            JsonFields fields = JsonFields.scanAnswer(text, 0, text.length, 64);
            assertThat(fields.count()).isEqualTo(2);
            assertThat(fields.raw(0)).isEqualTo(array);
            JsonCursor cursor = new JsonCursor();
            cursor.over(text, 0, text.length);
            cursor.enterObject();
            assertThat(cursor.nextField()).isTrue();
            int start = cursor.offset();
            cursor.skipValue();
            assertThat(new String(text, start, cursor.offset() - start, StandardCharsets.UTF_8))
                    .isEqualTo(array);
        }
    }

    @Test
    void anArrayThatDoesNotEndIsNone() {
        for (String open : new String[] {"[1", "[1,2,3,4,5,6,7,8,9,10,11,12", "[1,\"]", "[1,[2]", "[1}"}) {
            byte[] text = bytes("{\"a\":" + open);
            assertThat(NumberArrays.after(text, 5, text.length)).isNegative();
            assertThatThrownBy(() -> JsonFields.scanAnswer(text, 0, text.length, 64))
                    .isInstanceOf(JsonSyntaxException.class);
        }
    }
}
