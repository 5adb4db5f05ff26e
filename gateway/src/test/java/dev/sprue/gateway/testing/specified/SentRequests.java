package dev.sprue.gateway.testing.specified;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds the requests in what goes out on a connection, as far as they are ordinary: whatever a test does to the wire
 * that an ordinary client would not, makes this give up for that connection.
 */
public final class SentRequests {

    private static final int MAX_BYTES = 16 * 1024 * 1024;

    private byte[] waiting = new byte[0];
    private final ByteArrayOutputStream fed = new ByteArrayOutputStream();
    private boolean lost;

    /** Takes what goes out. */
    public synchronized void add(byte[] bytes) {
        if (!lost) {
            fed.writeBytes(bytes);
            lost = waiting.length + fed.size() > MAX_BYTES;
        }
    }

    /** The next request that has gone out whole; empty where none can be made out. */
    public synchronized Optional<Sent> next() {
        if (lost) {
            return Optional.empty();
        }
        byte[] all = Arrays.copyOf(waiting, waiting.length + fed.size());
        System.arraycopy(fed.toByteArray(), 0, all, waiting.length, fed.size());
        fed.reset();
        waiting = all;
        try {
            return Optional.of(read());
        } catch (RuntimeException unusual) {
            lost = true;
            waiting = new byte[0];
            return Optional.empty();
        }
    }

    private Sent read() {
        String text = new String(waiting, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        String[] lines = text.substring(0, end).split("\r\n");
        String[] first = lines[0].split(" ");
        Map<String, String> headers = new TreeMap<>();
        for (String line : Arrays.asList(lines).subList(1, lines.length)) {
            int colon = line.indexOf(':');
            headers.putIfAbsent(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        if (headers.containsKey("transfer-encoding") || first.length != 3) {
            throw new IllegalArgumentException(lines[0]);
        }
        int from = end + 4;
        int to = from + Integer.parseInt(headers.getOrDefault("content-length", "0"));
        // Answered before its body was whole, it is the last that can be made out.
        lost = to > waiting.length;
        int bodyEnd = Math.min(to, waiting.length);
        Sent sent = new Sent(first[0], first[1], headers, Arrays.copyOfRange(waiting, from, bodyEnd));
        waiting = Arrays.copyOfRange(waiting, bodyEnd, waiting.length);
        return sent;
    }
}
