package dev.sprue.gateway;

import java.util.ArrayDeque;
import java.util.Deque;

/** Parts that have been opened, to be released in the reverse order, each whatever becomes of the others. */
final class OpenParts implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(OpenParts.class.getName());

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    /** Takes a part, and gives it back. */
    <T extends AutoCloseable> T add(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public void close() {
        for (AutoCloseable part = parts.poll(); part != null; part = parts.poll()) {
            try {
                part.close();
            } catch (Exception failed) {
                LOG.log(System.Logger.Level.ERROR, "a part could not be released", failed);
            }
        }
    }
}
