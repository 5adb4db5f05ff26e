package dev.sprue.gateway.providers.gemini;

import dev.sprue.gateway.inference.InferenceCall;
import dev.sprue.gateway.json.JsonCursor;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonText;
import dev.sprue.gateway.providers.canonical.MadeIds;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads one part of a candidate's content: text, a thought, a call of a function, a picture, or something else of Google's. */
final class GeminiPartReader {

    private static final byte[] NO_ARGUMENTS = "{}".getBytes(StandardCharsets.US_ASCII);

    /** So that calls of different choices have different places. */
    private static final int MOST_CALLS = 1_000;

    private final JsonCursor cursor = new JsonCursor();
    private final InferenceCall asked;

    private final Span text = new Span();
    private final Span thought = new Span();
    private final Span signature = new Span();
    private final Span call = new Span();
    private final Span inline = new Span();
    private final Span name = new Span();
    private final Span id = new Span();
    private final Span arguments = new Span();
    private final Span pieces = new Span();
    private final Span type = new Span();
    private final Span data = new Span();

    /** @param asked the call, after which tool calls are named to which Google gives no id, as its older models do */
    GeminiPartReader(InferenceCall asked) {
        this.asked = asked;
    }

    void read(byte[] json, int from, int to, GeminiCandidate candidate, GeminiOutput out) throws JsonSyntaxException {
        Span.forget(text, thought, signature, call, inline);
        boolean other = false;
        cursor.over(json, from, to);
        cursor.enterObject();
        while (cursor.nextField()) {
            if (!(text.takes(cursor, "text")
                    || thought.takes(cursor, "thought")
                    || signature.takes(cursor, "thoughtSignature")
                    || call.takes(cursor, "functionCall")
                    || inline.takes(cursor, "inlineData"))) {
                cursor.skipValue();
                other = true;
            }
        }
        cursor.clear();
        Optional<byte[]> callId = Optional.empty();
        if (text.isString(json)) {
            text(json, candidate, out);
        } else if (call.isThere()) {
            callId = Optional.of(call(json, candidate, out));
        } else if (inline.isThere()) {
            inline(json, from, to, candidate, out);
        } else if (other) {
            out.item(candidate.index(), GeminiExtensions.PARTS, GeminiExtensions.object(json, from, to));
        }
        if (signature.isString(json)) {
            out.item(
                    candidate.index(),
                    GeminiExtensions.REASONING,
                    GeminiExtensions.signature(json, signature.from(), signature.to(), callId));
        }
    }

    private void text(byte[] json, GeminiCandidate candidate, GeminiOutput out) {
        if (text.to() - text.from() == 2) {
            return;
        }
        if (thought.isTrue(json)) {
            out.reasoning(candidate.index(), json, text.from(), text.to());
        } else {
            candidate.text().add(json, text.from(), text.to());
            out.content(candidate.index(), json, text.from(), text.to());
        }
    }

    private byte[] call(byte[] json, GeminiCandidate candidate, GeminiOutput out) throws JsonSyntaxException {
        Span.forget(name, id, arguments, pieces);
        cursor.over(json, call.from(), call.to());
        cursor.enterObject();
        while (cursor.nextField()) {
            if (!(name.takes(cursor, "name")
                    || id.takes(cursor, "id")
                    || arguments.takes(cursor, "args")
                    || pieces.takes(cursor, "partialArgs"))) {
                cursor.skipValue();
            }
        }
        cursor.clear();
        if (!name.isString(json)) {
            throw GeminiFault.of("it calls a function without a name");
        }
        if (pieces.isThere()) {
            throw GeminiFault.of("it gives the arguments of a call in pieces, which is not translated");
        }
        int place = candidate.nextCall();
        byte[] given = id.isString(json) && id.to() - id.from() > 2
                ? id.copy(json)
                : MadeIds.toolCall(asked, MOST_CALLS * candidate.index() + place);
        byte[] compact = NO_ARGUMENTS;
        if (arguments.isThere()) {
            JsonFields.scanAnswer(json, arguments.from(), arguments.to(), GeminiExtensions.MAX_DEPTH);
            compact = CompactJson.of(json, arguments.from(), arguments.to());
        }
        out.call(candidate.index(), place, given, name.copy(json), compact);
        return given;
    }

    /** A picture goes on as one that a message can hold again; of sounds and other files OpenAI's answers have no form. */
    private void inline(byte[] json, int from, int to, GeminiCandidate candidate, GeminiOutput out)
            throws JsonSyntaxException {
        Span.forget(type, data);
        cursor.over(json, inline.from(), inline.to());
        cursor.enterObject();
        while (cursor.nextField()) {
            if (!(type.takes(cursor, "mimeType") || data.takes(cursor, "data"))) {
                cursor.skipValue();
            }
        }
        cursor.clear();
        boolean picture = type.isString(json)
                && data.isString(json)
                && JsonText.unquote(json, type.from(), type.to()).startsWith("image/");
        if (picture) {
            out.item(candidate.index(), GeminiExtensions.IMAGES, GeminiExtensions.image(json, type, data));
        } else {
            out.item(candidate.index(), GeminiExtensions.PARTS, GeminiExtensions.object(json, from, to));
        }
    }
}
