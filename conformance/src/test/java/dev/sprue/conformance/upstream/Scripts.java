package dev.sprue.conformance.upstream;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The awkward texts that the gateway must hand on unchanged, whole and streamed. */
public final class Scripts {
    private static final String FAMILY = "\uD83D\uDC69\u200D\uD83D\uDC69\u200D\uD83D\uDC67\u200D\uD83D\uDC66";
    private static final String EMOJI = FAMILY + " \uD83C\uDFF3\uFE0F\u200D\uD83C\uDF08 \uD83C\uDDE8\uD83C\uDDED";

    private static final List<Script> ALL = List.of(
            Script.text("plain", "Hello", ",", " world", "."),
            Script.text("unicode", "Grüße aus ", "Zürich – ", "日本語", " العربية ", "हिन्दी", " \uD835\uDD4C\u0301"),
            Script.text("emoji", codePoints(EMOJI)),
            Script.text("emoji-fragmented", codePoints(EMOJI)).framed(Framing.FRAGMENTED),
            Script.text("escapes", "\"quoted\" \\back\\slash ", "</script> \u2028\u2029", "\t\b\f\u0001\u007f", "/"),
            Script.text("newlines", "one\r", "\ntwo\n", "\nthree\r", "\r\n"),
            Script.text("done-inside", "data: [DONE]", "\n\ndata: {\"choices\":", "[]}\n\n", "[DONE]"),
            Script.text("usage-inside", "\"usage\":{\"prompt_tokens\":99}", ",\"finish_reason\":\"stop\"", "}]}"),
            Script.text("empty-deltas", "", "a", "", "", "b", ""),
            Script.text("nothing"),
            Script.text("long", words(2_000)),
            Script.text("wide", "x".repeat(300_000), "é".repeat(200_000)),
            Script.text("crlf-framing", "one ", "two").framed(Framing.CRLF),
            Script.text("tight-framing", "one ", "two").framed(Framing.TIGHT),
            Script.text("comments", "one ", "two").framed(Framing.COMMENTS),
            Script.text("named-events", "one ", "two").framed(Framing.NAMED),
            Script.text("carriage-returns", "one ", "two").framed(Framing.CARRIAGE_RETURNS),
            Script.text("multi-line", "one ", "two").framed(Framing.MULTI_LINE),
            Script.text("byte-order-mark", "one ", "two").framed(Framing.BYTE_ORDER_MARK),
            Script.text("fragmented", words(40)).framed(Framing.FRAGMENTED),
            Script.text("at-once", words(40)).framed(Framing.AT_ONCE),
            Script.text("length", "cut sho").finished("length"),
            new Script(
                    "tool-call",
                    List.of("{\"pl", "ace\":\"Zür", "ich\",\"n\":", "[1,2]}"),
                    Script.Form.TOOL_CALL,
                    Framing.PLAIN,
                    "tool_calls"));

    private Scripts() {}

    /** Every script. */
    public static List<Script> all() {
        return ALL;
    }

    /** The scripts that answer with text. */
    public static List<Script> texts() {
        return ALL.stream().filter(script -> script.form() == Script.Form.TEXT).toList();
    }

    /** The script of that name. */
    public static Optional<Script> named(String name) {
        return ALL.stream().filter(script -> script.name().equals(name)).findFirst();
    }

    /** The answer to any other message: the message itself, a code point a delta. */
    static Script echo(String message) {
        return Script.text("echo", codePoints(message));
    }

    private static String[] codePoints(String text) {
        return text.codePoints().mapToObj(Character::toString).toArray(String[]::new);
    }

    private static String[] words(int count) {
        Random random = new Random(count);
        return IntStream.range(0, count)
                .mapToObj(i -> random.ints(1 + random.nextInt(12), 'a', 'z' + 1)
                                .mapToObj(Character::toString)
                                .collect(Collectors.joining())
                        + " ")
                .toArray(String[]::new);
    }
}
