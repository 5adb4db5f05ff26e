package dev.sprue.gateway.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes HTTP/1.1 messages of every shape that is allowed, and damages them. */
public final class Http1Messages {

    private static final String TOKEN = "!#$%&'*+-.^_`|~0123456789abcxyzABCXYZ";
    private static final byte[] HOSTILE =
            "\r\n\0 \t:;,0123456789abfAF\u007f\u0080x-\"".getBytes(StandardCharsets.ISO_8859_1);
    private static final List<String> TELLING = List.of(
            "content-length: 5\r\n",
            "Content-Length: 5\r\n",
            "content-length:\t3 \r\n",
            "content-length: 5, 5\r\n",
            "content-length: +5\r\n",
            "content-length: 0x5\r\n",
            "content-length: 5\r\ncontent-length: 5\r\n",
            "content-length: 000000000000000000000005\r\n",
            "transfer-encoding: chunked\r\n",
            "transfer-encoding: identity\r\n",
            "transfer-encoding: gzip, chunked\r\n",
            "Transfer-Encoding:chunked\r\n",
            "transfer-encoding : chunked\r\n",
            "transfer-encoding: chunked\n",
            " folded\r\n",
            "x: y\r\n folded\r\n",
            "x: a\rb\r\n",
            "host: other\r\n",
            "connection: close\r\n");

    private final Random random;

    /** The same seed makes the same messages. */
    public Http1Messages(long seed) {
        this.random = new Random(seed);
    }

    /** A body of up to {@code max} bytes, of any values. */
    public byte[] body(int max) {
        byte[] body = new byte[random.nextInt(4) == 0 ? 0 : random.nextInt(max + 1)];
        random.nextBytes(body);
        return body;
    }

    /** Header lines that mean nothing to the codec. */
    public String headers() {
        StringBuilder lines = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            lines.append("x-").append(letters(TOKEN, 12)).append(':').append(space());
            lines.append(random.nextInt(5) == 0 ? "" : "v " + letters(TOKEN + " \t:;\"()\u00e9", 40) + "v");
            lines.append(space()).append("\r\n");
        }
        return lines.toString();
    }

    /** A header's name or value in any case. */
    public String anyCase(String text) {
        StringBuilder out = new StringBuilder();
        text.chars().forEach(c -> out.append((char) (random.nextBoolean() ? Character.toUpperCase(c) : c)));
        return out.toString();
    }

    /** The header lines that say how a body is framed, the empty line, and the body. */
    public byte[] framed(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (random.nextBoolean()) {
            ascii(
                    out,
                    anyCase("content-length") + ":" + space() + "0".repeat(random.nextInt(3)) + body.length + space()
                            + "\r\n" + headers() + "\r\n");
            out.writeBytes(body);
        } else {
            ascii(
                    out,
                    anyCase("transfer-encoding") + ":" + space() + anyCase("chunked") + space() + "\r\n" + headers()
                            + "\r\n");
            out.writeBytes(chunked(body));
        }
        return out.toByteArray();
    }

    /** A body in chunks of any size, with extensions and trailers. */
    public byte[] chunked(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < body.length; ) {
            int length = Math.min(body.length - at, 1 + random.nextInt(1 + random.nextInt(200)));
            ascii(out, "0".repeat(random.nextInt(4)) + anyCase(Integer.toHexString(length)) + extension() + "\r\n");
            out.write(body, at, length);
            ascii(out, "\r\n");
            at += length;
        }
        ascii(out, "0".repeat(1 + random.nextInt(3)) + extension() + "\r\n" + headers() + "\r\n");
        return out.toByteArray();
    }

    private String extension() {
        return switch (random.nextInt(4)) {
            case 0 -> ";" + letters(TOKEN, 10);
            case 1 -> " ;x=\"" + letters(TOKEN + " ;", 20) + "\"";
            default -> "";
        };
    }

    private String space() {
        return " ".repeat(random.nextInt(3)) + "\t".repeat(random.nextInt(2));
    }

    private String letters(String alphabet, int most) {
        StringBuilder out = new StringBuilder();
        for (int i = 1 + random.nextInt(most); i > 0; i--) {
            out.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return out.toString();
    }

    private static void ascii(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The bytes with a few things changed that are likely to hurt. */
    public byte[] damaged(byte[] message) {
        byte[] out = message.clone();
        for (int i = 1 + random.nextInt(3); i > 0 && out.length > 2; i--) {
            int at = random.nextInt(out.length);
            out = switch (random.nextInt(5)) {
                case 0 -> spliced(out, at, at + 1, new byte[0]);
                case 1 -> spliced(out, at, at + 1, new byte[] {HOSTILE[random.nextInt(HOSTILE.length)]});
                case 2 -> spliced(out, at, at, new byte[] {HOSTILE[random.nextInt(HOSTILE.length)]});
                default -> {
                    int line = afterLine(out, random.nextInt(out.length));
                    String telling = TELLING.get(random.nextInt(TELLING.size()));
                    yield spliced(out, line, line, telling.getBytes(StandardCharsets.ISO_8859_1));
                }
            };
        }
        return out;
    }

    private static int afterLine(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i + 1;
            }
        }
        return bytes.length;
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] instead) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, from);
        out.writeBytes(instead);
        out.write(bytes, to, bytes.length - to);
        return out.toByteArray();
    }

    /** The bytes cut into pieces of {@code step} bytes each; 0 for pieces of any length. */
    public List<byte[]> cut(byte[] bytes, int step) {
        List<byte[]> pieces = new ArrayList<>();
        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(bytes.length - at, step > 0 ? step : 1 + random.nextInt(60));
            byte[] piece = new byte[length];
            System.arraycopy(bytes, at, piece, 0, length);
            pieces.add(piece);
            at += length;
        }
        return pieces;
    }

    /** One of these. */
    @SafeVarargs
    public final <T> T one(T... of) {
        return of[random.nextInt(of.length)];
    }
}
