package dev.sprue.conformance.javaclient;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one stream was to its reader.
 *
 * @param text the content that arrived
 * @param failure what ended it; empty: it ended as a whole answer does
 */
record Heard(String text, Optional<Throwable> failure) {
    /** The script {@code plain}, unbroken. */
    static final Heard WHOLE = new Heard("Hello, world.", Optional.empty());

    /** Reads a stream. */
    interface Reading {
        /** Appends what arrives to {@code text}, and throws what the client throws. */
        void into(StringBuilder text) throws Exception;
    }

    static Heard ended(StringBuilder text, @Nullable Throwable failure) {
        return new Heard(text.toString(), Optional.ofNullable(failure));
    }

    static Heard of(Reading reading) {
        StringBuilder text = new StringBuilder();
        try {
            reading.into(text);
            return ended(text, null);
        } catch (Exception thrown) {
            return ended(text, thrown);
        }
    }
}
