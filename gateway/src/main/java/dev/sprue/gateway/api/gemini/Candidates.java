package dev.sprue.gateway.api.gemini;

import dev.sprue.gateway.api.answers.AnswerParts;
import dev.sprue.gateway.api.answers.AnswerWalk;
import dev.sprue.gateway.api.answers.CallPiece;
import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.json.JsonWriter;
import dev.sprue.gateway.providers.canonical.MediaSource;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The candidates of an answer in the making, whole or chunk by chunk. */
final class Candidates implements AnswerParts {

    private final AnswerWalk walk = new AnswerWalk(this);
    private final TreeMap<Integer, Candidate> all = new TreeMap<>();
    private final boolean thinks;

    /** @param thinks whether what was thought is shown */
    Candidates(boolean thinks) {
        this.thinks = thinks;
    }

    /** Takes what an answer or a chunk says. */
    void take(byte[] json, int from, int to) throws JsonSyntaxException {
        walk.over(json, from, to);
    }

    /** Whether there is something to say before the end. */
    boolean haveParts() {
        return all.values().stream().anyMatch(Candidate::hasParts);
    }

    /** Writes the field {@code candidates}: those of which something has come, or all where they end. */
    void write(boolean end, JsonWriter out) {
        if (end) {
            of(0);
        }
        out.name("candidates").beginArray();
        for (Candidate candidate : all.values()) {
            if (end || candidate.hasParts()) {
                candidate.write(end, out);
            }
        }
        out.endArray();
    }

    private Candidate of(int choice) {
        return all.computeIfAbsent(choice, Candidate::new);
    }

    @Override
    public void reasoning(int choice, byte[] json, int from, int to) {
        if (thinks && to - from > 2) {
            of(choice).text(json, from, to, true);
        }
    }

    @Override
    public void content(int choice, byte[] json, int from, int to) {
        if (to - from > 2) {
            of(choice).text(json, from, to, false);
        }
    }

    @Override
    public void refusal(int choice, byte[] json, int from, int to) {
        content(choice, json, from, to);
        if (to - from > 2) {
            of(choice).finish("\"content_filter\"");
        }
    }

    @Override
    public void toolCall(int choice, CallPiece piece) {
        of(choice).call(piece);
    }

    @Override
    public void finished(int choice, byte[] json, int from, int to) {
        of(choice).finish(new String(json, from, to - from, StandardCharsets.UTF_8));
    }

    @Override
    public void reasoningDetails(int choice, byte[] json, int from, int to) {
        each(json, from, to, detail -> detail(of(choice), detail));
    }

    /** Google's own signatures go where they belong, and what other providers want back beside them. */
    private static void detail(Candidate candidate, JsonValue detail) {
        Optional<JsonValue> data = detail.field("data").filter(text -> text.kind() == JsonKind.STRING);
        boolean own = detail.field("format")
                .filter(format -> format.isText(Signatures.FORMAT))
                .isPresent();
        Optional<JsonValue> call = detail.field("id").filter(id -> id.kind() == JsonKind.STRING);
        if (own && data.isPresent()) {
            byte[] signature = data.get().copy(data.get().start(), data.get().end());
            call.ifPresentOrElse(id -> candidate.signature(id.text(), signature), () -> candidate.signature(signature));
        } else {
            candidate.carry(detail.copy(detail.start(), detail.end()));
        }
    }

    @Override
    public void images(int choice, byte[] json, int from, int to) {
        each(json, from, to, image -> image.field("image_url")
                .flatMap(value -> value.field("url"))
                .map(MediaSource::of)
                .ifPresent(source -> {
                    if (source instanceof MediaSource.Data data) {
                        of(choice)
                                .part(new JsonWriter()
                                        .beginObject()
                                        .name("inlineData")
                                        .beginObject()
                                        .name("mimeType")
                                        .string(data.mediaType())
                                        .name("data")
                                        .inside(data.bytes(), data.from(), data.to())
                                        .endObject()
                                        .endObject()
                                        .toBytes());
                    }
                }));
    }

    @Override
    public void geminiParts(int choice, byte[] json, int from, int to) {
        each(json, from, to, part -> of(choice).part(part.copy(part.start(), part.end())));
    }

    @Override
    public void logprobs(int choice, byte[] json, int from, int to) {
        object(json, from, to)
                .field("content")
                .filter(tokens -> tokens.kind() == JsonKind.ARRAY)
                .ifPresent(tokens -> tokens.items(token -> {
                    JsonWriter top = new JsonWriter();
                    top.beginObject().name("candidates").beginArray();
                    token.field("top_logprobs")
                            .filter(list -> list.kind() == JsonKind.ARRAY)
                            .ifPresent(list -> list.items(one -> top.raw(token(one))));
                    double logprob = token.field("logprob")
                            .filter(number -> number.kind() == JsonKind.NUMBER)
                            .map(number -> Double.parseDouble(number.raw()))
                            .orElse(0.0);
                    of(choice).logprob(token(token), top.endArray().endObject().toBytes(), logprob);
                }));
    }

    private static byte[] token(JsonValue token) {
        JsonWriter out = new JsonWriter(64).beginObject();
        token.field("token").ifPresent(text -> out.name("token").raw(text));
        token.field("logprob").ifPresent(number -> out.name("logProbability").raw(number));
        return out.endObject().toBytes();
    }

    private static void each(byte[] json, int from, int to, Consumer<JsonValue> each) {
        byte[] wrapped = new JsonWriter(to - from + 8)
                .beginObject()
                .name("all")
                .raw(json, from, to)
                .endObject()
                .toBytes();
        object(wrapped, 0, wrapped.length).field("all").orElseThrow().items(item -> {
            if (item.kind() == JsonKind.OBJECT) {
                each.accept(item);
            }
        });
    }

    private static JsonValue object(byte[] json, int from, int to) {
        try {
            byte[] copy = Arrays.copyOfRange(json, from, to);
            return JsonValue.root(JsonFields.scanAnswer(copy, 0, copy.length, Integer.MAX_VALUE));
        } catch (JsonSyntaxException impossible) {
            throw new IllegalStateException("an answer that was walked over cannot be walked over", impossible);
        }
    }
}
