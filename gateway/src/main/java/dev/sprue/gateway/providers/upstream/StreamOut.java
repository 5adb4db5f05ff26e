package dev.sprue.gateway.providers.upstream;

import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.inference.StreamEvent;

/** Takes what a {@link StreamReader} makes of a stream. Nothing is taken after {@link #completed} or {@link #failed}. */
public interface StreamOut {

    /** The next canonical event. */
    void event(StreamEvent event);

    /** The answer is complete; fails it where there was no event. */
    void completed();

    /** The stream reported an error, or makes no sense. */
    void failed(Failure failure);
}
