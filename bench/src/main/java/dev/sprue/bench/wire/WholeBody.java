package dev.sprue.bench.wire;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** Keeps a body, to look at it. */
public final class WholeBody implements BodySink {

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

    @Override
    public void begin() {
        kept.reset();
    }

    @Override
    public void bytes(byte[] buffer, int from, int to) {
        kept.write(buffer, from, to - from);
    }

    @Override
    public @Nullable String complaint() {
        return null;
    }

    /** The bytes of the last body. */
    public byte[] get() {
        return kept.toByteArray();
    }
}
