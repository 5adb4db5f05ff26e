package dev.sprue.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sprue.gateway.testing.Tries;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SseParserTest {

    private static final int LARGE = 1 << 20;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            data: a~~                           | a
            data:a~~                            | a
            data:  a ~~                         | ' a '
            data: a~~data: b~~                  | a;b
            data: a~data: b~data: c~~           | a b c
            data~~                              | ''
            data:~~                             | ''
            data~data~~                         | ' '
            : comment~~                         | -
            : comment~data: a~: more~~          | a
            event: x~id: 1~retry: 5~data: a~~   | a
            event: ping~~data: a~~              | a
            datax: a~~                          | -
            dat: a~~                            | -
            Data: a~~                           | -
            data : a~~                          | -
            ~~~~data: a~~~~~~                   | a
            data: a~                            | -
            data: a                             | -
            data: a: b~~                        | a: b
            data: [DONE]~~                      | [DONE]
            data: {"é":"日本😀"}~~              | {"é":"日本😀"}
            """)
    void readsTheStandardsForms(String text, String expected) throws Exception {
        String wanted = expected.equals("-") ? "" : expected.replace("'", "");
        for (String lineEnd : List.of("\n", "\r", "\r\n")) {
            for (String mark : List.of("", "\uFEFF")) {
                byte[] stream = (mark + text.replace("~", lineEnd)).getBytes(StandardCharsets.UTF_8);
                List<String> events = parse(stream, new int[0]);
                assertThat(String.join(";", events)).as(text).isEqualTo(wanted);
                assertThat(events.isEmpty()).isEqualTo(expected.equals("-"));
            }
        }
    }

    @Test
    void anyCutGivesTheSameEvents() throws Exception {
        for (int seed = 0; seed < Tries.of(60, 2_000); seed++) {
            Random random = new Random(seed);
            byte[] stream = stream(random);
            List<String> expected = parse(stream, new int[0]);
            for (int cut = 1; cut < stream.length; cut++) {
                assertThat(parse(stream, new int[] {cut}))
                        .as("seed %d, cut at %d", seed, cut)
                        .isEqualTo(expected);
            }
            for (int i = 0; i < 20; i++) {
                int[] cuts = random.ints(random.nextInt(20), 0, stream.length + 1)
                        .sorted()
                        .toArray();
                assertThat(parse(stream, cuts)).as("seed %d", seed).isEqualTo(expected);
            }
            int[] everywhere = new int[stream.length];
            java.util.Arrays.setAll(everywhere, i -> i);
            assertThat(parse(stream, everywhere))
                    .as("seed %d, byte by byte", seed)
                    .isEqualTo(expected);
        }
    }

    @Test
    void agreesWithAReaderThatIsTooSimpleToBeWrong() throws Exception {
        for (int seed = 0; seed < Tries.of(2_000, 200_000); seed++) {
            byte[] stream = stream(new Random(seed));
            assertThat(parse(stream, new int[0])).as("seed %d", seed).isEqualTo(simple(stream));
        }
    }

    @Test
    void boundsAnEventHoweverItComes() {
        List<String> tooLarge = List.of(
                "data: " + "x".repeat(2_000) + "\n\n",
                "data: " + "x".repeat(2_000),
                ": " + "x".repeat(2_000),
                "x".repeat(2_000),
                "data: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n".repeat(100));
        for (String text : tooLarge) {
            for (int step : new int[] {1, 7, 5_000}) {
                assertThatThrownBy(() -> {
                            SseParser parser = new SseParser(1_000, (data, from, to) -> {});
                            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                            for (int i = 0; i < bytes.length; i += step) {
                                parser.feed(bytes, i, Math.min(bytes.length, i + step));
                            }
                        })
                        .as(text.substring(0, 10) + " by " + step)
                        .isInstanceOf(SseParser.EventTooLargeException.class)
                        .hasMessageContaining("1000");
            }
        }
    }

    @Test
    void doesNotBoundTheStream() throws Exception {
        int[] events = {0};
        SseParser parser = new SseParser(100, (data, from, to) -> events[0]++);
        byte[] event = ("data: " + "x".repeat(100) + "\n\n").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 1_000; i++) {
            parser.feed(event, 0, event.length);
        }
        assertThat(events[0]).isEqualTo(1_000);
    }

    @Test
    void tellsWhetherAnEventIsHalfThere() throws Exception {
        SseParser parser = new SseParser(LARGE, (data, from, to) -> {});
        assertThat(parser.hasRemainder()).isFalse();
        feed(parser, "data: a\n\n");
        assertThat(parser.hasRemainder()).isFalse();
        feed(parser, "da");
        assertThat(parser.hasRemainder()).isTrue();
        feed(parser, "ta: b\n");
        assertThat(parser.hasRemainder()).isTrue();
        feed(parser, "\n");
        assertThat(parser.hasRemainder()).isFalse();
    }

    private static void feed(SseParser parser, String text) throws Exception {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        parser.feed(bytes, 0, bytes.length);
    }

    /** Feeds the pieces between the cuts, each in an array of its own that is overwritten as soon as nobody holds it. */
    private static List<String> parse(byte[] stream, int[] cuts) throws Exception {
        List<String> events = new ArrayList<>();
        SseParser parser = new SseParser(
                LARGE, (data, from, to) -> events.add(new String(data, from, to - from, StandardCharsets.UTF_8)));
        int from = 0;
        for (int cut : cuts) {
            byte[] piece = java.util.Arrays.copyOfRange(stream, from, cut);
            parser.feed(piece, 0, piece.length);
            from = cut;
        }
        byte[] padded = new byte[stream.length - from + 5];
        System.arraycopy(stream, from, padded, 3, stream.length - from);
        parser.feed(padded, 3, padded.length - 2);
        return events;
    }

    private static byte[] stream(Random random) {
        String[] lines = {
            "data: {\"a\":1}",
            "data:{\"b\":\"é😀\"}",
            "data: x",
            "data",
            "data:",
            ": comment",
            "event: message",
            "id: 7",
            "",
            "",
            "",
            "junk",
            "data: [DONE]",
            "dat",
            "datable: x"
        };
        String[] ends = {"\n", "\r", "\r\n"};
        StringBuilder out = new StringBuilder(random.nextInt(5) == 0 ? "\uFEFF" : "");
        String end = ends[random.nextInt(3)];
        for (int i = random.nextInt(25); i > 0; i--) {
            String ending = random.nextInt(4) == 0 ? ends[random.nextInt(3)] : end;
            out.append(lines[random.nextInt(lines.length)]).append(ending);
        }
        return out.append("data: tail").append(end).append(end).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The standard's algorithm, with strings. */
    private static List<String> simple(byte[] stream) {
        String text = new String(stream, StandardCharsets.UTF_8);
        String[] lines = (text.startsWith("\uFEFF") ? text.substring(1) : text).split("\r\n|\n|\r", -1);
        List<String> events = new ArrayList<>();
        List<String> data = new ArrayList<>();
        for (int i = 0; i < lines.length - 1; i++) {
            String line = lines[i];
            if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    events.add(String.join(" ", data));
                }
                data.clear();
            } else if (line.equals("data") || line.startsWith("data:")) {
                String value = line.length() > 5 ? line.substring(5) : "";
                data.add(value.startsWith(" ") ? value.substring(1) : value);
            }
        }
        return events;
    }
}
