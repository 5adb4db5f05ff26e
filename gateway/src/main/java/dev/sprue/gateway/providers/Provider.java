package dev.sprue.gateway.providers;

import dev.sprue.gateway.http.upstream.UpstreamEndpoint;
import dev.sprue.gateway.inference.AnswerSink;
import dev.sprue.gateway.inference.Flight;
import java.util.Optional;

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

    /** Where it listens; empty where it has no address of its own, or that changes. */
    default Optional<UpstreamEndpoint> endpoint() {
        return Optional.empty();
    }

    /** Releases what it holds. */
    @Override
    default void close() {}
}
