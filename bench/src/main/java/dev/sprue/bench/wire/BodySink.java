package dev.sprue.bench.wire;

import org.jspecify.annotations.Nullable;

/** Takes the bytes of one answer's body as they come, and says whether they were what was expected. */
public interface BodySink {

    /** Forgets the body before; the next one begins. */
    void begin();

    /** Takes bytes from {@code from} to before {@code to}; the array is used again afterwards. */
    void bytes(byte[] buffer, int from, int to);

    /** What is wrong with the body that has just ended; null if it is right. */
    @Nullable
    String complaint();
}
