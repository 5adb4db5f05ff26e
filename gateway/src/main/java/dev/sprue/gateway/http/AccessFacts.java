package dev.sprue.gateway.http;

import dev.sprue.gateway.error.Shown;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the access log says about one request, gathered while it is served. Never a credential, never content. */
public final class AccessFacts {

    /** The status logged for a caller that left before its answer was complete (nginx's convention). */
    public static final int CLIENT_LEFT = 499;

    private static final int USUAL_FACTS = 8;
    private static final Object A_NUMBER = new Object();
    private static final int MAX_PATH_CHARS = 256;
    private static final String[] NO_NAMES = {};
    private static final Object[] NO_VALUES = {};
    private static final long[] NO_NUMBERS = {};

    private final boolean wanted;

    // Three arrays, since most are noted for a log that nobody wants: a map and its numbers would be an object each.
    private String[] names = NO_NAMES;
    private Object[] values = NO_VALUES;
    private long[] numbers = NO_NUMBERS;
    private int count;
    private int status;
    private long bytes;

    /** @param wanted whether anybody will ask for them; if not, they are not kept */
    public AccessFacts(boolean wanted) {
        this.wanted = wanted;
    }

    /** Notes a bounded text; of two under one name the later counts. */
    public void put(String name, String value) {
        add(name, value, 0);
    }

    /** Notes a number, likewise. */
    public void put(String name, long value) {
        add(name, A_NUMBER, value);
    }

    private void add(String name, Object value, long number) {
        if (!wanted) {
            return;
        }
        if (count == names.length) {
            int room = Math.max(USUAL_FACTS, count * 2);
            names = Arrays.copyOf(names, room);
            values = Arrays.copyOf(values, room);
            numbers = Arrays.copyOf(numbers, room);
        }
        names[count] = name;
        values[count] = value;
        numbers[count] = number;
        count++;
    }

    void status(int newStatus) {
        status = newStatus;
    }

    void bytes(long more) {
        bytes += more;
    }

    /** The status answered; 0 before the answer. */
    public int status() {
        return status;
    }

    /** The line's facts in their order. */
    Map<String, Object> line(Exchange exchange, long nowNanos) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", exchange.id());
        line.put("remote", exchange.remoteAddress());
        line.put("method", exchange.method());
        line.put("path", Shown.text(exchange.path(), MAX_PATH_CHARS));
        line.put("status", status);
        line.put("ms", (nowNanos - exchange.startedNanos()) / 1_000_000);
        if (exchange.firstByteNanos() != 0) {
            line.put("first_byte_ms", (exchange.firstByteNanos() - exchange.startedNanos()) / 1_000_000);
        }
        line.put("bytes", bytes);
        for (int i = 0; i < count; i++) {
            line.put(names[i], values[i] == A_NUMBER ? (Object) numbers[i] : values[i]);
        }
        return line;
    }
}
