package dev.sprue.engine.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8AssemblerTest {

    @Test
    void holdsIncompleteCharactersBackAtEveryByte() {
        byte[] bytes = "aß漢😀👩‍👩‍👧é".getBytes(StandardCharsets.UTF_8);
        for (int first = 0; first <= bytes.length; first++) {
            for (int second = first; second <= bytes.length; second++) {
                Utf8Assembler assembler = new Utf8Assembler();
                String one = assembler.add(Arrays.copyOfRange(bytes, 0, first));
                String two = assembler.add(Arrays.copyOfRange(bytes, first, second));
                String three = assembler.add(Arrays.copyOfRange(bytes, second, bytes.length));
                assertThat(one + two + three + assembler.finish()).isEqualTo("aß漢😀👩‍👩‍👧é");
                assertThat(one + two + three).doesNotContain("\ufffd");
            }
        }
    }

    @Test
    void replacesWhatCannotBecomeACharacter() {
        Utf8Assembler assembler = new Utf8Assembler();
        assertThat(assembler.add(new byte[] {'a', (byte) 0xFF, 'b'})).isEqualTo("a\ufffdb");
        assertThat(assembler.add(new byte[] {(byte) 0xF0, (byte) 0x9F})).isEmpty();
        assertThat(assembler.add(new byte[] {'c'})).isEqualTo("\ufffdc");
        assertThat(assembler.add(new byte[] {(byte) 0xE6})).isEmpty();
        assertThat(assembler.finish()).isEqualTo("\ufffd");
        assertThat(assembler.finish()).isEmpty();
    }

    @Test
    void agreesWithTheWholeDecoderOnAnyBytes() {
        Random random = new Random(23);
        for (int round = 0; round < 5_000; round++) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            Utf8Assembler assembler = new Utf8Assembler();
            StringBuilder text = new StringBuilder();
            for (byte value : bytes) {
                text.append(assembler.add(new byte[] {value}));
            }
            text.append(assembler.finish());
            assertThat(text).hasToString(new String(bytes, StandardCharsets.UTF_8));
        }
    }
}
