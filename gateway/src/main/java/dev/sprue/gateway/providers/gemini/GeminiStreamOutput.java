package dev.sprue.gateway.providers.gemini;

import dev.sprue.gateway.json.JsonWriter;
import dev.sprue.gateway.providers.canonical.ChunkWriter;
import dev.sprue.gateway.providers.canonical.FinishReason;
import dev.sprue.gateway.providers.upstream.StreamOut;
import java.util.BitSet;

/** Writes responses as the events of a stream. */
final class GeminiStreamOutput implements GeminiOutput {

    private static final byte[] NO_TEXT = {'"', '"'};

    private final ChunkWriter chunks;
    private final StreamOut out;
    private final BitSet begun;

    /** @param begun the choices of which something has been said */
    GeminiStreamOutput(ChunkWriter chunks, StreamOut out, BitSet begun) {
        this.chunks = chunks;
        this.out = out;
        this.begun = begun;
    }

    private void begin(int choice) {
        if (!begun.get(choice)) {
            begun.set(choice);
            out.event(chunks.role(choice));
        }
    }

    @Override
    public void content(int choice, byte[] bytes, int from, int to) {
        begin(choice);
        out.event(chunks.content(choice, bytes, from, to));
    }

    @Override
    public void reasoning(int choice, byte[] bytes, int from, int to) {
        begin(choice);
        out.event(chunks.reasoning(choice, bytes, from, to));
    }

    @Override
    public void refusal(int choice, byte[] bytes, int from, int to) {
        begin(choice);
        out.event(chunks.refusal(choice, bytes, from, to));
    }

    @Override
    public void call(int choice, int index, byte[] id, byte[] name, byte[] arguments) {
        begin(choice);
        out.event(chunks.toolCall(choice, index, id, name));
        out.event(chunks.toolArgumentsOf(choice, index, arguments, 0, arguments.length));
    }

    @Override
    public void item(int choice, String list, byte[] json) {
        field(
                choice,
                list,
                new JsonWriter(json.length + 2)
                        .beginArray()
                        .raw(json)
                        .endArray()
                        .toBytes());
    }

    @Override
    public void field(int choice, String name, byte[] json) {
        begin(choice);
        out.event(chunks.field(choice, name, json, 0, json.length));
    }

    @Override
    public void logprobs(int choice, byte[] json) {
        begin(choice);
        out.event(chunks.content(choice, NO_TEXT, 0, NO_TEXT.length, json));
    }

    @Override
    public void finish(int choice, FinishReason reason) {
        begin(choice);
        out.event(chunks.finish(choice, reason));
    }
}
