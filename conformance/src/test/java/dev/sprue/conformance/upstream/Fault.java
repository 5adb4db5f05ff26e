package dev.sprue.conformance.upstream;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Ways in which a provider fails, chosen by a last message, or an embeddings input, of {@link #trigger}. */
public enum Fault {
    /** It refuses what the caller sent. */
    BAD_REQUEST(400),
    /** It does not know the gateway's credential. */
    UNAUTHORIZED(401),
    /** The credential may not use the model. */
    FORBIDDEN(403),
    /** It does not know the model. */
    NOT_FOUND(404),
    /** It cannot do what the caller sent. */
    UNPROCESSABLE(422),
    /** It is asked too much and says for how long: 7 seconds. */
    TOO_MANY(429),
    /** It broke. */
    SERVER_ERROR(500),
    /** It is overloaded, without saying for how long. */
    UNAVAILABLE(503),
    /** It answers 200 with a body that is not JSON. */
    GARBAGE(200),
    /** It answers 200 without a body. */
    EMPTY(200),
    /** It answers 200 with half a body and hangs up; a stream is cut after its first content. */
    CUT(200),
    /** A stream whose third event is a provider's error. */
    ERROR_EVENT(200),
    /** A stream whose third event is not JSON; the rest of the answer follows, and all ends in order. */
    GARBAGE_EVENT(200),
    /** A stream that ends in order in the middle of its third event. */
    HALF_EVENT(200),
    /** It hangs up without an answer. */
    HANG_UP(0),
    /** It accepts the request and says nothing until the gateway gives up. */
    SILENCE(0);

    private final int status;

    Fault(int status) {
        this.status = status;
    }

    /** The HTTP status that the stand-in answers with, 0 for none. */
    public int status() {
        return status;
    }

    /** The message that makes the stand-in fail in this way. */
    public String trigger() {
        return "fault " + name().toLowerCase(Locale.ROOT);
    }

    static Optional<Fault> triggeredBy(String message) {
        return Arrays.stream(values())
                .filter(fault -> fault.trigger().equals(message))
                .findFirst();
    }
}
