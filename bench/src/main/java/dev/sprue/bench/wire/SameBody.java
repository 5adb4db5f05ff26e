package dev.sprue.bench.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Expects every body to be as long as a known one and to end like it. */
public final class SameBody implements BodySink {

    private static final int COMPARED = 14;

    private final Tail tail = new Tail();
    private final long length;
    private final byte[] end;

    /** Expects bodies like {@code known}. */
    public SameBody(byte[] known) {
        length = known.length;
        end = Arrays.copyOfRange(known, Math.max(0, known.length - COMPARED), known.length);
    }

    @Override
    public void begin() {
        tail.begin();
    }

    @Override
    public void bytes(byte[] buffer, int from, int to) {
        tail.bytes(buffer, from, to);
    }

    @Override
    public @Nullable String complaint() {
        if (tail.length() != length) {
            return "a body of " + tail.length() + " bytes instead of " + length;
        }
        return tail.endsWith(end) ? null : "a body that ends in '" + tail.text() + "'";
    }
}
