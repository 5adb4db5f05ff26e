package dev.sprue.bench.wire;

import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Expects a number of server-sent events of which the last is {@code [DONE]}, and finds the time stamps in them. */
public final class StampedEvents implements BodySink {

    /** What stands before a chunk's time stamp, wherever in the chunk that is: nanoseconds, in {@link #DIGITS} digits. */
    public static final String STAMP = "@ts";

    /** Digits of a time stamp. */
    public static final int DIGITS = 19;

    private static final byte[] STAMP_BYTES = STAMP.getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

    private final int expected;
    private final LongConsumer stamps;
    private final Tail tail = new Tail();
    private int events;
    private int matched;
    private long stamp;
    private boolean lineEnded;

    /**
     * @param expected how many events a body has, {@code [DONE]} included
     * @param stamps takes each time stamp, nanoseconds of the machine's monotonic clock
     */
    public StampedEvents(int expected, LongConsumer stamps) {
        this.expected = expected;
        this.stamps = stamps;
    }

    @Override
    public void begin() {
        tail.begin();
        events = 0;
        matched = 0;
        lineEnded = false;
    }

    @Override
    public void bytes(byte[] buffer, int from, int to) {
        tail.bytes(buffer, from, to);
        for (int at = from; at < to; at++) {
            byte next = buffer[at];
            if (next == '\n') {
                events += lineEnded ? 1 : 0;
                lineEnded = !lineEnded;
            } else {
                lineEnded = false;
            }
            match(next);
        }
    }

    private void match(byte next) {
        if (matched >= STAMP_BYTES.length) {
            stamp = stamp * 10 + (next - '0');
            matched++;
            if (matched == STAMP_BYTES.length + DIGITS) {
                stamps.accept(stamp);
                matched = 0;
            }
        } else if (next == STAMP_BYTES[matched]) {
            matched++;
            stamp = 0;
        } else {
            matched = next == STAMP_BYTES[0] ? 1 : 0;
        }
    }

    @Override
    public @Nullable String complaint() {
        if (events != expected) {
            return "a stream of " + events + " events instead of " + expected;
        }
        return tail.endsWith(DONE) ? null : "a stream that ends in '" + tail.text() + "'";
    }
}
