package dev.sprue.conformance;

import dev.sprue.conformance.upstream.Fault;
import dev.sprue.conformance.upstream.Oddity;

/**
 * Ways in which a stream breaks after its first content, {@link #PARTIAL}. Whatever the way, the caller gets one last
 * event with an error, no {@code [DONE]}, and a response that does not end: a client that takes none of the three for a
 * failure shows its user half an answer as if it were a whole one.
 */
public enum BrokenStream {
    /** The provider closes the connection in the middle of the response. */
    CUT(RelayProduct.CHAT, Fault.CUT.trigger(), "upstream_failed"),
    /** The provider's connection is reset. */
    RESET(RelayProduct.RESETTING, "plain", "upstream_failed"),
    /** The provider's response ends in order, without a finish reason and without {@code [DONE]}. */
    UNFINISHED(RelayProduct.CHAT, Oddity.UNFINISHED.trigger(), "upstream_failed"),
    /** One event of the provider's is not JSON; a good rest follows. */
    GARBAGE_EVENT(RelayProduct.CHAT, Fault.GARBAGE_EVENT.trigger(), "upstream_failed"),
    /** The provider's response ends in order in the middle of an event. */
    HALF_EVENT(RelayProduct.CHAT, Fault.HALF_EVENT.trigger(), "upstream_failed"),
    /** The provider says nothing for longer than its time-out. */
    SILENT(RelayProduct.IMPATIENT, Oddity.SILENT.trigger(), "upstream_timeout"),
    /** The provider reports an error of its own; a good rest follows. */
    ERROR_EVENT(RelayProduct.CHAT, Fault.ERROR_EVENT.trigger(), "upstream_failed");

    /** The content that arrives before the stream breaks. */
    public static final String PARTIAL = "Hello";

    private final String model;
    private final String message;
    private final String code;

    BrokenStream(String model, String message, String code) {
        this.model = model;
        this.message = message;
        this.code = code;
    }

    /** The deployment to ask. */
    public String model() {
        return model;
    }

    /** What to ask it. */
    public String message() {
        return message;
    }

    /** The code of the error that the gateway reports. */
    public String code() {
        return code;
    }
}
