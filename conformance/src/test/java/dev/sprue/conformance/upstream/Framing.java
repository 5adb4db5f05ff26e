package dev.sprue.conformance.upstream;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Ways in which providers put one and the same event stream on the wire. All are valid event streams. */
public enum Framing {
    /** {@code data: {...}} and two line feeds, an event a write. */
    PLAIN,
    /** Lines end in carriage return and line feed. */
    CRLF,
    /** No blank after {@code data:}. */
    TIGHT,
    /** Comments between the events, as keep-alive. */
    COMMENTS,
    /** {@code event:} and {@code id:} lines before the data. */
    NAMED,
    /** The bytes are cut into pieces of seven, through code points and line ends. */
    FRAGMENTED,
    /** Everything in one write. */
    AT_ONCE,
    /** Lines end in carriage return alone. */
    CARRIAGE_RETURNS,
    /** One JSON text lies on several {@code data:} lines. */
    MULTI_LINE,
    /** The stream begins with a byte order mark. */
    BYTE_ORDER_MARK;

    private static final int PIECE_BYTES = 7;

    String frame(String data) {
        return switch (this) {
            case PLAIN, FRAGMENTED, AT_ONCE, BYTE_ORDER_MARK -> "data: " + data + "\n\n";
            case CRLF -> "data: " + data + "\r\n\r\n";
            case TIGHT -> "data:" + data + "\n\n";
            case COMMENTS -> ": keep-alive\n\ndata: " + data + "\n\n";
            case CARRIAGE_RETURNS -> "data: " + data + "\r\r";
            case MULTI_LINE -> "data: " + data.replace(",\"choices\"", "\ndata: ,\"choices\"") + "\n\n";
            case NAMED -> "event: message\nid: 7\ndata: " + data + "\n\n";
        };
    }

    /** The framed events as they are written, one element a write. */
    List<byte[]> writes(List<String> events) {
        return switch (this) {
            case AT_ONCE -> List.of(String.join("", events).getBytes(StandardCharsets.UTF_8));
            case FRAGMENTED -> pieces(String.join("", events).getBytes(StandardCharsets.UTF_8));
            case BYTE_ORDER_MARK -> List.of(("\uFEFF" + String.join("", events)).getBytes(StandardCharsets.UTF_8));
            case PLAIN, CRLF, TIGHT, COMMENTS, NAMED, CARRIAGE_RETURNS, MULTI_LINE ->
                events.stream()
                        .map(event -> event.getBytes(StandardCharsets.UTF_8))
                        .toList();
        };
    }

    private static List<byte[]> pieces(byte[] bytes) {
        List<byte[]> pieces = new ArrayList<>();
        for (int at = 0; at < bytes.length; at += PIECE_BYTES) {
            pieces.add(Arrays.copyOfRange(bytes, at, Math.min(at + PIECE_BYTES, bytes.length)));
        }
        return pieces;
    }
}
