package dev.sprue.gateway.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the access log says about one request, gathered while it is served. Never a credential, never content. */
public final class AccessFacts {

    /** The status logged for a caller that left before its answer was complete (nginx's convention). */
    public static final int CLIENT_LEFT = 499;

    private final Map<String, Object> facts = new LinkedHashMap<>();
    private int status;
    private long bytes;

    /** Notes one fact: a bounded text or a number. */
    public void put(String name, Object value) {
        facts.put(name, value);
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
        line.put("path", exchange.path());
        line.put("status", status);
        line.put("ms", (nowNanos - exchange.startedNanos()) / 1_000_000);
        if (exchange.firstByteNanos() != 0) {
            line.put("first_byte_ms", (exchange.firstByteNanos() - exchange.startedNanos()) / 1_000_000);
        }
        line.put("bytes", bytes);
        line.putAll(facts);
        return line;
    }
}
