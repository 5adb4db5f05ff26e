package dev.sprue.gateway.api.answers;

import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.http.EventStream;
import dev.sprue.gateway.http.Headers;
import dev.sprue.gateway.inference.StreamEvent;
import dev.sprue.gateway.inference.WholeAnswer;
import io.vertx.core.buffer.Buffer;

/**
 * How a surface writes the answer to one call. Its methods are called in the order of
 * {@link dev.sprue.gateway.inference.AnswerSink}; it may keep from one to the next what it needs.
 */
public interface AnswerDialect {

    /**
     * The body of a whole answer.
     *
     * @throws dev.sprue.gateway.error.FailureException where it cannot be said in this dialect
     */
    Buffer whole(WholeAnswer answer);

    /** The type of a streamed answer. */
    default CharSequence streamType() {
        return Headers.EVENT_STREAM_UTF8;
    }

    /** A streamed answer begins; what is written here comes before all events. */
    default void opened(EventStream out) {}

    /** Writes the next event, or keeps it for later. */
    void event(StreamEvent event, EventStream out);

    /** Writes what it kept: no further event comes. */
    default void completed(EventStream out) {}

    /** Ends the stream well, with the mark that this dialect has for it. */
    default void end(EventStream out) {
        out.done();
    }

    /** Answers with a failure; nothing has been written yet. */
    void failed(Failure failure);

    /** Ends a stream in the middle. */
    void brokeOff(Failure failure, EventStream out);
}
