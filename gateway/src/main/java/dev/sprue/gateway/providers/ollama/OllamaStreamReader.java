package dev.sprue.gateway.providers.ollama;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonKind;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.json.JsonValue;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.canonical.ChunkWriter;
import dev.sprue.gateway.providers.canonical.MadeIds;
import dev.sprue.gateway.providers.upstream.Faults;
import dev.sprue.gateway.providers.upstream.StreamOut;
import dev.sprue.gateway.providers.upstream.StreamReader;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From the lines of one of Ollama's streams to canonical chunks, by the same rules as {@link OllamaAnswerReader}. */
final class OllamaStreamReader implements StreamReader {

    private static final byte[] EMPTY = {'"', '"'};

    private final ProviderCall call;
    private final Faults faults;
    private final OllamaLine line = new OllamaLine();
    private @Nullable ChunkWriter chunks;
    private int calls;

    OllamaStreamReader(ProviderCall call, Faults faults) {
        this.call = call;
        this.faults = faults;
    }

    @Override
    public void event(byte[] data, int from, int to, StreamOut out) throws JsonSyntaxException {
        line.read(data, from, to);
        if (line.error || !(line.message || line.done)) {
            out.failed(
                    line.error
                            ? OllamaErrorReader.underSuccess(faults.provider(), Arrays.copyOfRange(data, from, to))
                            : faults.broken("a line of its stream has no message"));
            return;
        }
        ChunkWriter writer = chunks;
        if (writer == null) {
            writer = new ChunkWriter(
                    MadeIds.answer(call.call()),
                    OllamaFacts.created(OllamaAnswerReader.text(scanned(data, from, to), "created_at")),
                    call.modelId());
            chunks = writer;
            out.event(writer.role(0));
        }
        said(data, from, to, writer, out);
        if (line.done) {
            JsonFields last = scanned(data, from, to);
            out.event(writer.finish(0, OllamaFacts.finish(OllamaAnswerReader.text(last, "done_reason"), calls > 0)));
            out.event(writer.usage(OllamaAnswerReader.usage(last)));
            out.completed();
        }
    }

    /** The last line is whole without a line feed behind it: what is cut off is no JSON object. */
    @Override
    public void remainder(byte[] data, int from, int to, StreamOut out) throws JsonSyntaxException {
        event(data, from, to, out);
    }

    private static JsonFields scanned(byte[] data, int from, int to) throws JsonSyntaxException {
        return JsonFields.scanAnswer(data, from, to, Integer.MAX_VALUE);
    }

    private void said(byte[] data, int from, int to, ChunkWriter writer, StreamOut out) throws JsonSyntaxException {
        if (line.thinkingStart >= 0 && line.thinkingEnd - line.thinkingStart > 2) {
            out.event(writer.reasoning(0, data, line.thinkingStart, line.thinkingEnd));
        }
        boolean text = line.contentStart >= 0 && line.contentEnd - line.contentStart > 2;
        if (!line.lists) {
            if (text) {
                out.event(writer.content(0, data, line.contentStart, line.contentEnd));
            }
            return;
        }
        JsonFields fields = scanned(data, from, to);
        Optional<byte[]> logprobs =
                JsonValue.of(fields, "logprobs", JsonKind.ARRAY).flatMap(OllamaFacts::logprobs);
        if (logprobs.isPresent()) {
            // They may come ahead of a text that Ollama still holds.
            out.event(
                    text
                            ? writer.content(0, data, line.contentStart, line.contentEnd, logprobs.get())
                            : writer.content(0, EMPTY, 0, EMPTY.length, logprobs.get()));
        } else if (text) {
            out.event(writer.content(0, data, line.contentStart, line.contentEnd));
        }
        Optional<JsonValue> message = JsonValue.of(fields, "message", JsonKind.OBJECT);
        message.flatMap(value -> OllamaAnswerReader.list(value, "tool_calls"))
                .ifPresent(list -> list.items(entry -> toolCall(entry, writer, out)));
        message.flatMap(value -> OllamaAnswerReader.list(value, "images"))
                .ifPresent(images -> out.event(writer.field(0, "images", data, images.start(), images.end())));
    }

    private void toolCall(JsonValue entry, ChunkWriter writer, StreamOut out) {
        OllamaToolCall.of(entry, call.call(), calls).ifPresent(made -> {
            int place = calls++;
            out.event(writer.toolCall(0, place, made.id(), made.name()));
            out.event(writer.toolArgumentsOf(0, place, made.arguments(), 0, made.arguments().length));
        });
    }
}
