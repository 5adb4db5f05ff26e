package dev.sprue.conformance;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one stream was to its reader.
 *
 * @param text the content that arrived
 * @param failure what ended it; empty: it ended as a whole answer does
 */
public record Heard(String text, Optional<Throwable> failure) {
    /** The script {@code plain}, unbroken. */
    public static final Heard WHOLE = new Heard("Hello, world.", Optional.empty());

    /** Reads a stream. */
    public interface Reading {
        /** Appends what arrives to {@code text}, and throws what the client throws. */
        void into(StringBuilder text) throws Exception;
    }

    /** A stream that ended after {@code text}, in order where {@code failure} is null. */
    public static Heard ended(StringBuilder text, @Nullable Throwable failure) {
        return new Heard(text.toString(), Optional.ofNullable(failure));
    }

    /** Reads to the end, whatever that is. */
    public static Heard of(Reading reading) {
        StringBuilder text = new StringBuilder();
        try {
            reading.into(text);
            return ended(text, null);
        } catch (Exception thrown) {
            return ended(text, thrown);
        }
    }
}
