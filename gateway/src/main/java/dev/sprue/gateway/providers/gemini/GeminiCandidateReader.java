package dev.sprue.gateway.providers.gemini;

import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.json.JsonCursor;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.providers.canonical.FinishReason;
import java.util.List;
import java.util.Optional;

/** Reads one candidate of a response: its parts, then why it ends, then what is told about it. */
final class GeminiCandidateReader {

    /** The most choices that a caller can ask for are far fewer. */
    private static final int MAX_CANDIDATES = 1_000;

    private final JsonCursor cursor = new JsonCursor();
    private final GeminiPartReader parts;

    private final Span content = new Span();
    private final Span index = new Span();
    private final Span reason = new Span();
    private final Span message = new Span();
    private final Span citations = new Span();
    private final Span grounding = new Span();
    private final Span urls = new Span();
    private final Span probabilities = new Span();
    private final Span partsOfContent = new Span();

    GeminiCandidateReader(InferenceCall asked) {
        this.parts = new GeminiPartReader(asked);
    }

    void read(byte[] data, int from, int to, List<GeminiCandidate> seen, GeminiOutput out) throws JsonSyntaxException {
        Span.forget(content, index, reason, message, citations, grounding, urls, probabilities, partsOfContent);
        cursor.over(data, from, to);
        cursor.enterObject();
        while (cursor.nextField()) {
            if (!(content.takes(cursor, "content")
                    || index.takes(cursor, "index")
                    || reason.takes(cursor, "finishReason")
                    || message.takes(cursor, "finishMessage")
                    || citations.takes(cursor, "citationMetadata")
                    || grounding.takes(cursor, "groundingMetadata")
                    || urls.takes(cursor, "urlContextMetadata")
                    || probabilities.takes(cursor, "logprobsResult"))) {
                cursor.skipValue();
            }
        }
        GeminiCandidate candidate = candidate(data, seen);
        if (content.isThere()) {
            content(data, candidate, out);
        }
        if (probabilities.isThere()) {
            out.logprobs(candidate.index(), GeminiProbabilities.read(data, probabilities.from(), probabilities.to()));
        }
        if (citations.isThere()) {
            GeminiCitations.citations(data, citations, candidate, out);
        }
        if (grounding.isThere()) {
            GeminiCitations.grounding(data, grounding, candidate, out);
        }
        if (urls.isThere()) {
            out.item(candidate.index(), "url_context_metadata", GeminiExtensions.object(data, urls.from(), urls.to()));
        }
        if (reason.isString(data) && !candidate.hasEnded()) {
            end(data, candidate, out);
        }
        cursor.clear();
    }

    private GeminiCandidate candidate(byte[] data, List<GeminiCandidate> seen) throws JsonSyntaxException {
        int number = index.isThere() ? number(data) : 0;
        for (GeminiCandidate candidate : seen) {
            if (candidate.index() == number) {
                return candidate;
            }
        }
        if (number < 0 || number >= MAX_CANDIDATES) {
            throw GeminiFault.of("the index of a candidate is " + number);
        }
        GeminiCandidate made = new GeminiCandidate(number);
        seen.add(made);
        return made;
    }

    private int number(byte[] data) throws JsonSyntaxException {
        int number = 0;
        for (int i = index.from(); i < index.to(); i++) {
            if (data[i] < '0' || data[i] > '9' || number > MAX_CANDIDATES) {
                throw GeminiFault.of("the index of a candidate is no small number");
            }
            number = number * 10 + data[i] - '0';
        }
        return number;
    }

    private void content(byte[] data, GeminiCandidate candidate, GeminiOutput out) throws JsonSyntaxException {
        cursor.over(data, content.from(), content.to());
        cursor.enterObject();
        while (cursor.nextField()) {
            if (!partsOfContent.takes(cursor, "parts")) {
                cursor.skipValue();
            }
        }
        if (!partsOfContent.isThere()) {
            return;
        }
        cursor.over(data, partsOfContent.from(), partsOfContent.to());
        cursor.enterArray();
        while (cursor.nextItem()) {
            if (cursor.kind() != JsonKind.OBJECT) {
                throw GeminiFault.of("a part of its answer is no object");
            }
            int from = cursor.offset();
            cursor.skipValue();
            parts.read(data, from, cursor.offset(), candidate, out);
        }
    }

    private void end(byte[] data, GeminiCandidate candidate, GeminiOutput out) {
        String word = JsonText.unquote(data, reason.from(), reason.to());
        if (word.equals("FINISH_REASON_UNSPECIFIED")) {
            return;
        }
        Optional<FinishReason> known = GeminiFinish.of(word, candidate.calls() > 0);
        if (known.isEmpty()) {
            throw new GeminiFault(
                    word,
                    message.isString(data)
                            ? JsonText.unquote(data, message.from(), message.to())
                            : "the model meant to call a function, and wrote no call");
        }
        if (known.get() == FinishReason.content_filter) {
            if (message.isString(data)) {
                out.refusal(candidate.index(), data, message.from(), message.to());
            }
            out.field(candidate.index(), GeminiExtensions.REASON, reason.copy(data));
        }
        candidate.end();
        out.finish(candidate.index(), known.get());
    }
}
