package dev.sprue.gateway.providers.gemini;

import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.json.JsonCursor;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.providers.canonical.CanonicalUsage;
import dev.sprue.gateway.providers.canonical.FinishReason;
import dev.sprue.gateway.providers.canonical.MadeIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Reads Google's {@code GenerateContentResponse}s: the one of a whole answer, or those of a stream one after the other, which are
 * the same message in pieces. The order of fields means nothing in Google's JSON, and what a value means depends on fields behind
 * it: so the places of a message's fields are noted first, and read then.
 */
final class GeminiResponseReader {

    private final JsonCursor cursor = new JsonCursor();
    private final InferenceCall asked;
    private final GeminiCandidateReader candidates;
    private final List<GeminiCandidate> seen = new ArrayList<>(1);
    private Optional<CanonicalUsage> usage = Optional.empty();
    private @Nullable String id;
    private @Nullable String model;
    private boolean blocked;

    private final Span spanOfCandidates = new Span();
    private final Span spanOfFeedback = new Span();
    private final Span spanOfUsage = new Span();
    private final Span spanOfId = new Span();
    private final Span spanOfModel = new Span();
    private final Span spanOfError = new Span();

    /** @param asked the call that is answered */
    GeminiResponseReader(InferenceCall asked) {
        this.asked = asked;
        this.candidates = new GeminiCandidateReader(asked);
    }

    /**
     * Notes where the fields of a response are, and reads those that everything else depends on.
     *
     * @return false where it is no response but a report of an error
     */
    boolean look(byte[] data, int from, int to) throws JsonSyntaxException {
        Span.forget(spanOfCandidates, spanOfFeedback, spanOfUsage, spanOfId, spanOfModel, spanOfError);
        cursor.over(data, from, to);
        if (cursor.kind() == JsonKind.ARRAY) {
            // So a stream of Google's begins that broke before its first event.
            return false;
        }
        cursor.enterObject();
        while (cursor.nextField()) {
            if (!(spanOfCandidates.takes(cursor, "candidates")
                    || spanOfUsage.takes(cursor, "usageMetadata")
                    || spanOfModel.takes(cursor, "modelVersion")
                    || spanOfId.takes(cursor, "responseId")
                    || spanOfFeedback.takes(cursor, "promptFeedback")
                    || spanOfError.takes(cursor, "error"))) {
                cursor.skipValue();
            }
        }
        cursor.end();
        if (id == null && spanOfId.isString(data)) {
            id = JsonText.unquote(data, spanOfId.from(), spanOfId.to());
        }
        if (model == null && spanOfModel.isString(data)) {
            model = JsonText.unquote(data, spanOfModel.from(), spanOfModel.to());
        }
        return !spanOfError.isThere() || spanOfCandidates.isThere();
    }

    /** Reads the rest of the response that was looked at. */
    void read(byte[] data, GeminiOutput out) throws JsonSyntaxException {
        if (spanOfUsage.isThere()) {
            usage = Optional.of(GeminiUsageReader.read(
                    JsonFields.scanAnswer(data, spanOfUsage.from(), spanOfUsage.to(), Integer.MAX_VALUE)));
        }
        if (spanOfCandidates.isThere()) {
            cursor.over(data, spanOfCandidates.from(), spanOfCandidates.to());
            cursor.enterArray();
            while (cursor.nextItem()) {
                int from = cursor.offset();
                cursor.skipValue();
                candidates.read(data, from, cursor.offset(), seen, out);
            }
        }
        if (spanOfFeedback.isThere() && seen.isEmpty()) {
            feedback(data, out);
        }
        cursor.clear();
    }

    /** A prompt that is blocked has no candidates: as OpenAI has it, an answer that the filter left nothing of. */
    private void feedback(byte[] data, GeminiOutput out) throws JsonSyntaxException {
        JsonFields feedback =
                JsonFields.scanAnswer(data, spanOfFeedback.from(), spanOfFeedback.to(), Integer.MAX_VALUE);
        OptionalInt reason = feedback.find("blockReason");
        if (blocked || reason.isEmpty() || feedback.kind(reason.getAsInt()) != JsonKind.STRING) {
            return;
        }
        blocked = true;
        feedback.find("blockReasonMessage").stream()
                .filter(words -> feedback.kind(words) == JsonKind.STRING)
                .forEach(words -> out.refusal(0, data, feedback.valueStart(words), feedback.valueEnd(words)));
        out.field(0, GeminiExtensions.REASON, feedback.valueBytes(reason.getAsInt()));
        out.finish(0, FinishReason.content_filter);
    }

    /** The answer's id. */
    String id() {
        return id == null ? MadeIds.answer(asked) : id;
    }

    /** What Google calls the model, once a response told it. */
    Optional<String> model() {
        return Optional.ofNullable(model);
    }

    /** What was used, as the latest response that tells has it: Google counts on from the beginning. */
    Optional<CanonicalUsage> usage() {
        return usage;
    }

    /** Whether all choices have ended, of which there is at least one. */
    boolean isComplete() {
        return blocked || (!seen.isEmpty() && seen.stream().allMatch(GeminiCandidate::hasEnded));
    }
}
