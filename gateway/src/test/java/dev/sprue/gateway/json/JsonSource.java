package dev.sprue.gateway.json;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;

/** Makes JSON texts: valid ones in every way of writing them, and damaged ones. */
final class JsonSource {

    private static final String[] NAMES = {
        "model",
        "messages",
        "stream",
        "usage",
        "a",
        "b",
        "",
        " ",
        "naïve",
        "日本",
        "😀",
        "\"",
        "\\",
        "\u0000",
        "\u007f",
        "/"
    };
    private static final String[] NUMBERS = {
        "0", "-0", "1", "-1", "12.5", "1e5", "1E+5", "2.5e-300", "123456789012345678901234567890", "0.0001", "-0.0e0"
    };

    private final Random random;

    JsonSource(long seed) {
        this.random = new Random(seed);
    }

    /** A document whose root is an object; no object in it has a field twice. */
    String object(int depth) {
        StringBuilder out = new StringBuilder();
        space(out);
        object(out, depth);
        space(out);
        return out.toString();
    }

    /** Any value. */
    String value(int depth) {
        StringBuilder out = new StringBuilder();
        value(out, depth);
        return out.toString();
    }

    private void object(StringBuilder out, int depth) {
        out.append('{');
        space(out);
        Set<String> used = new HashSet<>();
        int count = random.nextInt(depth > 0 ? 6 : 2);
        for (int i = 0; i < count; i++) {
            String name = name();
            while (!used.add(name)) {
                name = name() + random.nextInt(1_000);
            }
            if (i > 0) {
                out.append(',');
                space(out);
            }
            string(out, name);
            space(out);
            out.append(':');
            space(out);
            value(out, depth - 1);
            space(out);
        }
        out.append('}');
    }

    private void array(StringBuilder out, int depth) {
        out.append('[');
        space(out);
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                out.append(',');
                space(out);
            }
            value(out, depth - 1);
            space(out);
        }
        out.append(']');
    }

    private void value(StringBuilder out, int depth) {
        switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0 -> out.append("true");
            case 1 -> out.append("false");
            case 2 -> out.append("null");
            case 3 -> out.append(NUMBERS[random.nextInt(NUMBERS.length)]);
            case 4, 5 -> string(out, text());
            case 6 -> object(out, depth);
            default -> array(out, depth);
        }
    }

    private String name() {
        return random.nextInt(3) == 0 ? text() : NAMES[random.nextInt(NAMES.length)];
    }

    /** A text of any characters, surrogates in pairs only. */
    String text() {
        StringBuilder out = new StringBuilder();
        int length = random.nextInt(12);
        for (int i = 0; i < length; i++) {
            switch (random.nextInt(6)) {
                case 0 -> out.appendCodePoint(random.nextInt(0x20));
                case 1 -> out.append("\"\\/{}[]:,".charAt(random.nextInt(9)));
                case 2 -> out.appendCodePoint(0x80 + random.nextInt(0x780));
                case 3 -> out.appendCodePoint(0x10000 + random.nextInt(0x100000));
                case 4 -> out.appendCodePoint(0xE000 + random.nextInt(0x1000));
                default -> out.append((char) (' ' + random.nextInt(95)));
            }
        }
        return out.toString();
    }

    /** Writes a text as a JSON string, escaping what must be and, by chance, what need not be. */
    void string(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String shortForm = shortEscape(c);
            boolean must = c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c) && lone(text, i);
            if (!shortForm.isEmpty() && random.nextBoolean() && (must || random.nextInt(4) == 0)) {
                out.append(shortForm);
            } else if (must || !Character.isSurrogate(c) && random.nextInt(10) == 0) {
                String hex = "%04x".formatted((int) c);
                out.append("\\u").append(random.nextBoolean() ? hex : hex.toUpperCase(java.util.Locale.ROOT));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private static boolean lone(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                ? at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1))
                : at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
    }

    private static String shortEscape(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '/' -> "\\/";
            case '\b' -> "\\b";
            case '\f' -> "\\f";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> "";
        };
    }

    private void space(StringBuilder out) {
        while (random.nextInt(4) == 0) {
            out.append(" \n\r\t".charAt(random.nextInt(4)));
        }
    }

    /** A damaged copy: one to three bytes changed, put in, taken out, or the end cut off. */
    byte[] damaged(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes && bytes.length > 0; i++) {
            bytes = damagedOnce(bytes);
        }
        return bytes;
    }

    private byte[] damagedOnce(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(5)) {
            case 0 -> replaced(bytes, at, at + 1, new byte[] {(byte) random.nextInt(256)});
            case 1 -> replaced(bytes, at, at, new byte[] {(byte) random.nextInt(256)});
            case 2 -> replaced(bytes, at, at + 1, new byte[0]);
            case 3 -> replaced(bytes, at, bytes.length, new byte[0]);
            default -> replaced(bytes, at, at, new byte[] {(byte) "{}[]:,\"\\0-.eE+tfn/'#".charAt(random.nextInt(20))});
        };
    }

    private static byte[] replaced(byte[] bytes, int from, int to, byte[] with) {
        byte[] out = new byte[bytes.length - (to - from) + with.length];
        System.arraycopy(bytes, 0, out, 0, from);
        System.arraycopy(with, 0, out, from, with.length);
        System.arraycopy(bytes, to, out, from + with.length, bytes.length - to);
        return out;
    }
}
