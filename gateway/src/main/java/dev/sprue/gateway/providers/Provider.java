package dev.sprue.gateway.providers;

import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.Flight;

/** An upstream that serves models. */
public interface Provider extends AutoCloseable {

    /** Its name in the configuration. */
    String name();

    /**
     * Calls a model, on the caller's event loop and without blocking it.
     *
     * @param sink takes the answer; may be called before this returns
     */
    Flight infer(ProviderCall call, AnswerSink sink);

    /** Releases what it holds. */
    @Override
    default void close() {}
}
