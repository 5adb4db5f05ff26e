package dev.sprue.gateway.providers.upstream;

import dev.sprue.gateway.error.Failure;
import dev.sprue.gateway.http.upstream.AnswerHead;
import dev.sprue.gateway.http.upstream.HeapBytes;
import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.inference.WholeAnswer;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.providers.ProviderCall;

/**
 * How one kind of upstream is spoken to: from a canonical call to its request, and from its answer, whole, streamed or a
 * refusal, back to the canonical form. Immutable, shared by all calls to one provider, and used on event loops.
 */
public interface Dialect {

    /**
     * Writes the request of a call.
     *
     * @throws dev.sprue.gateway.error.FailureException where it has something that the dialect cannot say
     */
    Outgoing write(ProviderCall call);

    /**
     * Reads a whole answer that came under a success.
     *
     * @param body all of it
     * @throws dev.sprue.gateway.error.FailureException where it is none
     * @throws JsonSyntaxException where it cannot be read
     */
    WholeAnswer whole(ProviderCall call, AnswerHead head, HeapBytes body) throws JsonSyntaxException;

    /** What reads the streamed answer to a call: a new one for each. */
    StreamReader stream(ProviderCall call, AnswerHead head);

    /**
     * Whether writing the request of a call takes time that grows with its body, so that a large one is written beside the event
     * loop; false where the body stays as it is but for a few edits.
     */
    default boolean rewrites(InferenceCall call) {
        return true;
    }

    /** What an answer with an error status means. */
    Failure refusal(ProviderCall call, AnswerHead head, byte[] body);

    /** Whether an answer with an error status says that the credential is no longer good, so that a fresh one may be. */
    default boolean refusesCredential(AnswerHead head) {
        return head.status() == 401;
    }

    /** Cuts a stream's bytes into events of at most {@code maxBytes}: a new one for each stream. */
    default Framing framing(int maxBytes, Framing.Handler handler) {
        return Framing.sse(maxBytes, handler);
    }

    /** Whether an answer to a call for a stream is one, by its head. */
    default boolean isStream(AnswerHead head) {
        return head.isOfType("text/event-stream");
    }
}
