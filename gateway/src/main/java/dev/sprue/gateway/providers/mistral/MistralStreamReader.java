package dev.sprue.gateway.providers.mistral;

import dev.sprue.gateway.json.JsonFields;
import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.providers.upstream.StreamOut;
import dev.sprue.gateway.providers.upstream.StreamReader;
import java.util.HashSet;
import java.util.Set;

/** Makes OpenAI's chunks of Mistral's, where they are not the same, and has them read as those. */
final class MistralStreamReader implements StreamReader {

    private final StreamReader reader;
    private final Set<Integer> thought = new HashSet<>(2);

    /** @param reader reads OpenAI's chunks */
    MistralStreamReader(StreamReader reader) {
        this.reader = reader;
    }

    @Override
    public void event(byte[] data, int from, int to, StreamOut out) throws JsonSyntaxException {
        if (!MistralContent.isUnusual(data, from, to)) {
            reader.event(data, from, to, out);
            return;
        }
        byte[] chunk =
                MistralContent.canonical(JsonFields.scanAnswer(data, from, to, Integer.MAX_VALUE), "delta", thought);
        reader.event(chunk, 0, chunk.length, out);
    }

    @Override
    public void remainder(byte[] data, int from, int to, StreamOut out) throws JsonSyntaxException {
        reader.remainder(data, from, to, out);
    }

    @Override
    public boolean endsHere(StreamOut out) {
        return reader.endsHere(out);
    }
}
