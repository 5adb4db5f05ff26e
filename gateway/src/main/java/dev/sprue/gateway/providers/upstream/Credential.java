package dev.sprue.gateway.providers.upstream;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What a provider is called with, kept fresh beside the calls. Thread-safe; no method blocks. */
public interface Credential extends AutoCloseable {

    /** What to sign with now; empty while the first is still being fetched, or where none could be had. */
    Optional<RequestSigner> current();

    /**
     * What to sign with as soon as there is something, for who found {@link #current()} empty.
     *
     * @return completes with a {@link dev.sprue.gateway.error.FailureException} where none can be had
     */
    CompletionStage<RequestSigner> next();

    /**
     * Takes note that the upstream refused one, and has another one fetched where there may be another.
     *
     * @return whether it is worth one more try with what {@link #current()} or {@link #next()} gives from now on
     */
    boolean renew(RequestSigner refused);

    /** Ends what keeps it fresh. */
    @Override
    default void close() {}
}
