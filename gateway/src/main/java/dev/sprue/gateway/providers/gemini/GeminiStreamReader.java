package dev.sprue.gateway.providers.gemini;

import dev.sprue.gateway.json.JsonSyntaxException;
import dev.sprue.gateway.providers.ProviderCall;
import dev.sprue.gateway.providers.canonical.ChunkWriter;
import dev.sprue.gateway.providers.upstream.Faults;
import dev.sprue.gateway.providers.upstream.StreamOut;
import dev.sprue.gateway.providers.upstream.StreamReader;
import java.time.Instant;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * From the events of {@code streamGenerateContent}, each of which is a response, to the chunks of a stream. Google marks no end: the
 * stream is whole when its bytes end and every candidate has. What it found in the web may come behind the last word.
 */
final class GeminiStreamReader implements StreamReader {

    private final ProviderCall call;
    private final Faults faults;
    private final GeminiResponseReader reader;
    private final BitSet begun = new BitSet(1);
    private @Nullable ChunkWriter chunks;

    GeminiStreamReader(ProviderCall call, Faults faults) {
        this.call = call;
        this.faults = faults;
        this.reader = new GeminiResponseReader(call.call());
    }

    @Override
    public void event(byte[] data, int from, int to, StreamOut out) throws JsonSyntaxException {
        if (!reader.look(data, from, to)) {
            out.failed(GeminiErrorReader.underSuccess(faults.provider(), data, from, to));
            return;
        }
        try {
            reader.read(data, new GeminiStreamOutput(chunks(), out, begun));
        } catch (GeminiFault fault) {
            out.failed(fault.failure(faults));
        }
    }

    /** The last event may lack the empty line behind it. */
    @Override
    public void remainder(byte[] data, int from, int to, StreamOut out) throws JsonSyntaxException {
        event(data, from, to, out);
        if (endsHere(out)) {
            out.completed();
        }
    }

    @Override
    public boolean endsHere(StreamOut out) {
        if (!reader.isComplete()) {
            return false;
        }
        reader.usage().ifPresent(usage -> out.event(chunks().usage(usage)));
        return true;
    }

    private ChunkWriter chunks() {
        ChunkWriter made = chunks;
        if (made == null) {
            made = new ChunkWriter(
                    reader.id(), Instant.now().getEpochSecond(), reader.model().orElse(call.modelId()));
            chunks = made;
        }
        return made;
    }
}
